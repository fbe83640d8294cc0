public import Diagnostics

/// What parsing gave.
public struct ParseResult: Sendable {
  /// The tree; nil if there was any error.
  public var query: Query?
  /// The errors, in order of their places.
  public var diagnostics: [Diagnostic]

  /// Creates a result.
  public init(query: Query?, diagnostics: [Diagnostic]) {
    self.query = query
    self.diagnostics = diagnostics
  }
}
