/// What operators of other languages mean in TQL.
public enum ForeignOperator: String, CaseIterable, Hashable, Sendable {
  /// `&&`.
  case and
  /// `||`.
  case or
  /// `!`.
  case not
  /// `==`.
  case equal = "="
  /// `<>` and `!==`.
  case notEqual = "!="
  /// `=~`.
  case like
  /// `!~`.
  case notLike = "not like"
}
