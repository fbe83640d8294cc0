import Diagnostics

/// Prints diagnostics for people, in colour where that is wanted, or as JSON.
enum DiagnosticOutput {
  static func text(_ diagnostics: [Diagnostic], in source: SourceText) -> String {
    let decorator: any DiagnosticDecorator =
      Output.usesColour ? ANSIDecorator() : PlainDecorator()
    return DiagnosticRenderer(decorator: decorator).render(diagnostics, in: source)
  }

  static func json(_ diagnostics: [Diagnostic], in source: SourceText) -> String {
    DiagnosticJSON.text(for: diagnostics, in: source) + "\n"
  }
}
