internal import CSimdJSON

/// The elements of an array, in order.
public struct JSONElements: Sequence, IteratorProtocol {
  let nodes: UnsafePointer<hc_json_node>
  let text: UnsafePointer<UInt8>
  var index: Int
  let end: Int

  /// Returns the next element, or nil after the last one.
  @inline(__always)
  public mutating func next() -> JSONValue? {
    guard index < end else { return nil }
    let value = JSONValue(nodes: nodes, text: text, index: index)
    index = value.nextIndex
    return value
  }
}

@available(*, unavailable)
extension JSONElements: Sendable {}
