internal import CSimdJSON

/// A view of one value of a parsed text: cheap to copy, valid only while its document is.
public struct JSONValue {
  let nodes: UnsafePointer<hc_json_node>
  let text: UnsafePointer<UInt8>
  /// The value's node.
  let index: Int

  @inline(__always)
  var node: hc_json_node { nodes[index] }

  /// The node after this value and all its children.
  @inline(__always)
  var nextIndex: Int { Int(node.next) }

  /// What the value is.
  public var kind: JSONKind {
    switch Int(node.kind) {
    case HC_JSON_NULL: .null
    case HC_JSON_FALSE, HC_JSON_TRUE: .bool
    case HC_JSON_NUMBER: .number
    case HC_JSON_STRING, HC_JSON_STRING_ESCAPED: .string
    case HC_JSON_ARRAY: .array
    default: .object
    }
  }

  /// Where the value stands in the text, the quotes of a string included.
  public var rawRange: Range<Int> {
    let node = node
    return isString ? Int(node.start) - 1..<Int(node.end) + 1 : Int(node.start)..<Int(node.end)
  }

  /// The value as it stands in the text; valid only while the document is.
  public var rawBytes: UnsafeRawBufferPointer {
    let range = rawRange
    return UnsafeRawBufferPointer(start: text + range.lowerBound, count: range.count)
  }

  /// The members of an object, in the order of the text; none for any other value.
  public var members: JSONMembers {
    JSONMembers(
      nodes: nodes,
      text: text,
      index: index + 1,
      end: isObject ? nextIndex : index + 1
    )
  }

  /// The elements of an array, in order; none for any other value.
  public var elements: JSONElements {
    JSONElements(nodes: nodes, text: text, index: index + 1, end: isArray ? nextIndex : index + 1)
  }

  /// The member of that key, of several the last one; nil where there is none or this is no object.
  public subscript(key: StaticString) -> JSONValue? {
    var found: JSONValue?
    for member in members where member.key == key { found = member.value }
    return found
  }

  /// Returns the member of that key, of several the last one; nil where there is none or this is
  /// no object.
  public func member(_ key: String) -> JSONValue? {
    var found: JSONValue?
    for member in members where member.key == key { found = member.value }
    return found
  }

  /// Calls `body` with each element of an array, in order; never for any other value.
  public func forEachElement(_ body: (JSONValue) throws -> Void) rethrows {
    for element in elements { try body(element) }
  }

  /// Calls `body` with each member of an object, in the order of the text; never for any other
  /// value.
  public func forEachMember(_ body: (_ key: JSONKey, _ value: JSONValue) throws -> Void) rethrows {
    for member in members { try body(member.key, member.value) }
  }
}

@available(*, unavailable)
extension JSONValue: Sendable {}
