import Diagnostics

/// The words of a diagnostic.
struct FaultSentence {
  var message: String
  var label: String
  var help: String?
  var secondary: [DiagnosticLabel] = []
  var suggestions: [Suggestion] = []

  /// Creates a sentence whose help is free text.
  init(_ message: String, label: String, help: String?, secondary: [DiagnosticLabel] = []) {
    self.message = message
    self.label = label
    self.help = help
    self.secondary = secondary
  }

  /// Creates a sentence whose help is to write `replacement` in the place of `span`.
  init(
    _ message: String,
    label: String,
    write replacement: String,
    at span: SourceSpan,
    kind: String,
    suffix: String = ""
  ) {
    self.message = message
    self.label = label
    help = "write \(UserText.ticked(replacement, lengthMax: 160))\(suffix)"
    suggestions = [Suggestion(replacement: replacement, span: span, kind: kind)]
  }

  /// Creates a sentence whose help is a near word, or `otherwise` where there is none.
  init(
    _ message: String,
    label: String,
    closest: String?,
    at span: SourceSpan,
    kind: String,
    otherwise: String?
  ) {
    self.message = message
    self.label = label
    help = closest.map { "did you mean \(UserText.ticked($0))?" } ?? otherwise
    suggestions = closest.map { [Suggestion(replacement: $0, span: span, kind: kind)] } ?? []
  }
}
