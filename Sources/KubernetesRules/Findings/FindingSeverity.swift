/// How bad a finding is, the worst first.
public enum FindingSeverity: String, Hashable, Sendable, CaseIterable {
  /// Traffic or names fail, or the objects contradict each other.
  case error = "error"
  /// It works by luck, in part, or not for long.
  case warning = "warning"
  /// Worth knowing; often meant so.
  case info = "info"
}
