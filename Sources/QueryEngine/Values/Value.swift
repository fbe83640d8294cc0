public import TopologyModel

/// One cell of an answer.
public enum Value: Hashable, Sendable {
  /// Nothing: unknown, or not applicable.
  case null
  case boolean(Bool)
  case integer(Int64)
  case decimal(Double)
  case text(String)
  case address(IPAddress)
  case instant(Instant)
  /// Nanoseconds.
  case duration(Int64)
  case port(PortValue)
  case list([Value])
  case labels(LabelSet)
  /// A stored object, or part of one.
  case document(ObjectDocument)

  /// A text, or null for an empty one.
  public static func nonEmpty(_ text: String) -> Value {
    text.isEmpty ? .null : .text(text)
  }

  /// An address where the text is one, the text itself otherwise, null for an empty one.
  public static func address(text: String) -> Value {
    if let address = IPAddress(text) { return .address(address) }
    return nonEmpty(text)
  }
}
