/// One message to the author of some source text.
///
/// Wording: lower case, no final stop, the user's text in backticks; say what was found and what
/// was expected; `help` is an action. Texts may hold raw user text: renderers escape it.
public struct Diagnostic: Hashable, Sendable {
  /// The stable code.
  public var code: DiagnosticCode
  /// How grave it is.
  public var severity: Severity
  /// The headline.
  public var message: String
  /// The place that it is about, if it has one.
  public var primary: DiagnosticLabel?
  /// Other places that explain it.
  public var secondary: [DiagnosticLabel]
  /// Further facts, one line each.
  public var notes: [String]
  /// What to do next.
  public var help: String?
  /// Changes of the text that would cure it, best first.
  public var suggestions: [Suggestion]

  /// Creates a diagnostic; all but code, severity and message may be left out.
  public init(
    code: DiagnosticCode,
    severity: Severity,
    message: String,
    primary: DiagnosticLabel? = nil,
    secondary: [DiagnosticLabel] = [],
    notes: [String] = [],
    help: String? = nil,
    suggestions: [Suggestion] = []
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.primary = primary
    self.secondary = secondary
    self.notes = notes
    self.help = help
    self.suggestions = suggestions
  }
}
