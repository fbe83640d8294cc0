/// How much of the objects' bodies is kept (architecture.md section 2).
public enum RetentionPolicy: String, CaseIterable, Hashable, Sendable {
  /// Everything that the API sent.
  case full
  /// Everything but `managedFields`, the last-applied annotation and the values of environment
  /// variables.
  case standard = "default"
  /// Only the members that facts read.
  case topology
}
