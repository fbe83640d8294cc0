import Testing
import Yams

/// The documents of a file of manifests in `docs/guides/deploy`.
struct Manifests {
  let documents: [Node]

  init(_ file: String) throws {
    documents = try Array(
      Yams.compose_all(yaml: ProjectTree.text(of: "docs/guides/deploy/\(file)"))
    )
  }

  func document(_ kind: String) throws -> Node {
    try #require(documents.first { $0["kind"]?.string == kind })
  }

  /// What the Deployment says of its Pods.
  func pod() throws -> Node {
    try #require(try document("Deployment")["spec"]?["template"]?["spec"])
  }

  func container() throws -> Node {
    try #require(try pod()["containers"]?.array().first)
  }

  /// The texts of a list.
  static func texts(_ node: Node?) -> [String] {
    node?.array().compactMap(\.string) ?? []
  }
}
