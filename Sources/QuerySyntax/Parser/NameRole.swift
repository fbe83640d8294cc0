/// What a name stands for where it is expected.
struct NameRole {
  /// What is expected, with its article.
  let what: String
  /// A right text.
  let example: String
  /// The kind of object named; nil for namespaces, clusters and zones.
  let kind: ObjectKind?
  /// Whether a namespace may stand before the name.
  let hasNamespace: Bool
  /// The role that completion knows it by.
  let role: Expectation.Role

  static let service = NameRole(
    what: "a Service",
    example: "pods serving shop/cart",
    kind: .service,
    hasNamespace: true,
    role: .service
  )
  static let pod = NameRole(
    what: "a Pod",
    example: "services served by shop/cart-1",
    kind: .pod,
    hasNamespace: true,
    role: .pod
  )
  static let slice = NameRole(
    what: "an EndpointSlice",
    example: "show slice shop/cart-x",
    kind: .slice,
    hasNamespace: true,
    role: .slice
  )
  static let node = NameRole(
    what: "a Node",
    example: "pods on node node-1",
    kind: .node,
    hasNamespace: false,
    role: .node
  )
  static let namespace = NameRole(
    what: "a namespace",
    example: "pods in namespace shop",
    kind: nil,
    hasNamespace: false,
    role: .namespace
  )
  static let cluster = NameRole(
    what: "a cluster",
    example: "pods in cluster prod",
    kind: nil,
    hasNamespace: false,
    role: .cluster
  )
  static let zone = NameRole(
    what: "a zone",
    example: "pods serving shop/cart for zone eu-west-1a",
    kind: nil,
    hasNamespace: false,
    role: .zone
  )

  /// The role of an object of the given kind.
  static func object(_ kind: ObjectKind) -> NameRole {
    switch kind {
    case .service: .service
    case .pod: .pod
    case .slice: .slice
    case .node: .node
    }
  }
}
