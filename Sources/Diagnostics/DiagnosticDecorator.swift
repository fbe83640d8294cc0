/// Decides how the parts of a rendered diagnostic look; the text itself has no color.
public protocol DiagnosticDecorator: Sendable {
  /// Returns `text` as it should look.
  func decorate(_ text: String, as element: DiagnosticElement) -> String
}
