import Diagnostics

/// Prints diagnostics for people, in colour where that is wanted, or as JSON.
enum DiagnosticOutput {
  /// Prints diagnostics to standard error.
  static func print(_ diagnostics: [Diagnostic], in source: SourceText, asJSON: Bool) {
    Output.message(asJSON ? json(diagnostics, in: source) : text(diagnostics, in: source))
  }

  static func text(_ diagnostics: [Diagnostic], in source: SourceText) -> String {
    let decorator: any DiagnosticDecorator =
      Output.usesColour ? ANSIDecorator() : PlainDecorator()
    return DiagnosticRenderer(decorator: decorator).render(diagnostics, in: source)
  }

  private static func json(_ diagnostics: [Diagnostic], in source: SourceText) -> String {
    DiagnosticJSON.text(for: diagnostics, in: source) + "\n"
  }
}
