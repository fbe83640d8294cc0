/// The kinds of objects that Hindcast remembers, in the order in which everything lists them.
public enum ResourceKind: Int, CaseIterable, Hashable, Comparable, Sendable {
  case service = 1
  case endpointSlice = 2
  case pod = 3
  case node = 4

  /// The API's name of the kind, such as `EndpointSlice`.
  public var kindName: String {
    switch self {
    case .service: "Service"
    case .endpointSlice: "EndpointSlice"
    case .pod: "Pod"
    case .node: "Node"
    }
  }

  /// The API's resource name, such as `endpointslices`.
  public var resourceName: String {
    switch self {
    case .service: "services"
    case .endpointSlice: "endpointslices"
    case .pod: "pods"
    case .node: "nodes"
    }
  }

  /// Whether its objects live in namespaces.
  public var isNamespaced: Bool { self != .node }

  /// Finds a kind by the API's kind name or resource name; returns nil for others.
  public init?(apiName: some StringProtocol) {
    guard
      let kind = Self.allCases.first(where: { $0.kindName == apiName || $0.resourceName == apiName }
      )
    else { return nil }
    self = kind
  }

  /// Returns whether the left kind is listed first.
  public static func < (left: ResourceKind, right: ResourceKind) -> Bool {
    left.rawValue < right.rawValue
  }
}
