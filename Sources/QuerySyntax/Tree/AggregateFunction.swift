/// The functions of one column.
public enum AggregateFunction: String, CaseIterable, Hashable, Sendable {
  /// The least value.
  case min
  /// The greatest value.
  case max
  /// The sum.
  case sum
  /// The mean.
  case avg
}
