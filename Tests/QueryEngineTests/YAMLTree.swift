import Testing
import TopologyModel
import Yams

/// Reads YAML as other programs do: what is not quoted has the type that it looks like.
enum YAMLTree {
  static func document(_ yaml: String) throws -> ObjectDocument {
    document(try #require(try compose(yaml: yaml)))
  }

  private static func document(_ node: Node) -> ObjectDocument {
    switch node {
    case .scalar(let scalar):
      switch node.tag {
      case Tag(.null): .null
      case Tag(.bool): .boolean(scalar.string == "true")
      case Tag(.int), Tag(.float): .number(scalar.string)
      case Tag(.str): .text(scalar.string)
      default: .list([.text(node.tag.description), .text(scalar.string)])
      }
    case .sequence(let sequence): .list(sequence.map { document($0) })
    case .mapping(let mapping):
      .object(mapping.map { .init($0.key.scalar?.string ?? "", document($0.value)) })
    case .alias: .null
    }
  }
}
