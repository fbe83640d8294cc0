/// The facts of one object of any kind.
public enum ObjectFacts: Hashable, Sendable {
  case service(ServiceFacts)
  case endpointSlice(EndpointSliceFacts, endpoints: [EndpointFacts])
  case pod(PodFacts)
  case node(NodeFacts)

  /// The kind of the object.
  public var kind: ResourceKind {
    switch self {
    case .service: .service
    case .endpointSlice: .endpointSlice
    case .pod: .pod
    case .node: .node
    }
  }
}
