import Diagnostics

extension SyntaxError {
  /// The diagnostic that tells the author about the error.
  func diagnostic(in source: SourceText) -> Diagnostic {
    let sentence = fault.sentence(at: span, in: source)
    return Diagnostic(
      code: fault.code.code,
      severity: .error,
      message: sentence.message,
      primary: DiagnosticLabel(span: span, text: sentence.label),
      secondary: sentence.secondary,
      help: sentence.help,
      suggestions: sentence.suggestions
    )
  }
}
