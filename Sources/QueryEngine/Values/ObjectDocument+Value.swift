package import TopologyModel

extension ObjectDocument {
  /// The tree of a cell in formats for programs; a decimal that is no finite number is null.
  package init(_ value: Value) {
    switch value {
    case .null: self = .null
    case .boolean(let flag): self = .boolean(flag)
    case .integer(let integer): self = .number(String(integer))
    case .decimal(let decimal): self = decimal.isFinite ? .number(decimal.description) : .null
    case .text, .address, .instant, .duration: self = .text(ValueText.plain(value))
    case .port(let port):
      self = .object([
        Member("name", .text(port.name)),
        Member("number", .number(String(port.number))),
        Member("protocol", .text(port.transport.rawValue)),
      ])
    case .list(let values): self = .list(values.map { ObjectDocument($0) })
    case .labels(let labels):
      self = .object(labels.labels.map { Member($0.key, .text($0.value)) })
    case .document(let document): self = document
    }
  }
}
