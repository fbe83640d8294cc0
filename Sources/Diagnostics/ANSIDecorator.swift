/// Colors the text with ANSI escape sequences, for terminals.
public struct ANSIDecorator: DiagnosticDecorator {
  /// Creates the decorator.
  public init() {}

  /// Returns `text` between the sequence for `element` and a reset.
  public func decorate(_ text: String, as element: DiagnosticElement) -> String {
    text.isEmpty ? text : "\u{1B}[\(style(of: element))m\(text)\u{1B}[0m"
  }

  private func style(of element: DiagnosticElement) -> String {
    switch element {
    case .severity(let severity), .primaryMark(let severity): "1;\(color(of: severity))"
    case .message: "1"
    case .gutter, .secondaryMark: "34"
    case .keyword: "1;36"
    }
  }

  private func color(of severity: Severity) -> String {
    switch severity {
    case .error: "31"
    case .warning: "33"
    case .note: "36"
    }
  }
}
