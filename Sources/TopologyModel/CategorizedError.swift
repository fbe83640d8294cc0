/// An error that says what kind of failure it is, what happened, and the way out.
public protocol CategorizedError: Error, Sendable {
  /// The kind of failure.
  var category: AnomalyCategory { get }
  /// What happened, in one line: lower case, no final stop.
  var message: String { get }
  /// What to do next, or nil where nothing helps.
  var help: String? { get }
}
