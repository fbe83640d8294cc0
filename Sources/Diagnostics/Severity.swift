/// How grave a diagnostic is.
public enum Severity: String, CaseIterable, Hashable, Sendable {
  /// The input cannot be used.
  case error
  /// The input can be used and is probably not what was meant.
  case warning
  /// Information that belongs to an answer.
  case note
}
