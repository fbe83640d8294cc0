/// The kinds of object, as the language spells them.
public enum ObjectKind: String, CaseIterable, Hashable, Sendable {
  /// A Service.
  case service
  /// A Pod.
  case pod
  /// An EndpointSlice.
  case slice
  /// A Node.
  case node

  /// The kind as Kubernetes spells it.
  public var kubernetesName: String {
    switch self {
    case .service: "Service"
    case .pod: "Pod"
    case .slice: "EndpointSlice"
    case .node: "Node"
    }
  }

  /// The spellings that are read where a kind stands alone, letter case aside.
  var spellings: [String] {
    switch self {
    case .service: ["service", "services", "svc"]
    case .pod: ["pod", "pods", "po"]
    case .slice: ["slice", "slices", "endpointslice", "endpointslices", "eps"]
    case .node: ["node", "nodes", "no"]
    }
  }

  /// The kind that `word` spells, also as kubectl does.
  init?(spelling word: String) {
    let word = word.lowercased()
    guard let kind = ObjectKind.allCases.first(where: { $0.spellings.contains(word) }) else {
      return nil
    }
    self = kind
  }
}
