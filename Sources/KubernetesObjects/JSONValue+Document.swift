public import TopologyModel

extension JSONValue {
  /// The value as a tree of its own, which outlives the parsed text.
  public var document: ObjectDocument {
    switch kind {
    case .null: .null
    case .bool: .boolean(bool ?? false)
    case .number: .number(numberText ?? "0")
    case .string: .text(string ?? "")
    case .array: .list(elements.map(\.document))
    case .object:
      .object(members.map { ObjectDocument.Member($0.key.string, $0.value.document) })
    }
  }
}
