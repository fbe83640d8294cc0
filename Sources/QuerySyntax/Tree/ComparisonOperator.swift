/// The operators that compare two values.
public enum ComparisonOperator: String, CaseIterable, Hashable, Sendable {
  /// `=`.
  case equal = "="
  /// `!=`.
  case notEqual = "!="
  /// `<`.
  case less = "<"
  /// `<=`.
  case lessOrEqual = "<="
  /// `>`.
  case greater = ">"
  /// `>=`.
  case greaterOrEqual = ">="
}
