internal import CSimdJSON

/// The members of an object, in the order of the text.
public struct JSONMembers: Sequence, IteratorProtocol {
  let nodes: UnsafePointer<hc_json_node>
  let text: UnsafePointer<UInt8>
  var index: Int
  let end: Int

  /// Returns the next member, or nil after the last one.
  @inline(__always)
  public mutating func next() -> (key: JSONKey, value: JSONValue)? {
    guard index < end else { return nil }
    let key = JSONKey(nodes: nodes, text: text, index: index)
    let value = JSONValue(nodes: nodes, text: text, index: index + 1)
    index = value.nextIndex
    return (key, value)
  }
}

@available(*, unavailable)
extension JSONMembers: Sendable {}
