/// Leaves the text as it is.
public struct PlainDecorator: DiagnosticDecorator {
  /// Creates the decorator.
  public init() {}

  /// Returns `text` unchanged.
  public func decorate(_ text: String, as element: DiagnosticElement) -> String { text }
}
