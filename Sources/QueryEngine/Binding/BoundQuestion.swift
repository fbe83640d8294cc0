public import TopologyModel

/// What is asked, resolved.
public enum BoundQuestion: Hashable, Sendable {
  case podsServing(service: BoundName, port: BoundPort?)
  case podsListed(service: BoundName, port: BoundPort?)
  case podsSelected(service: BoundName)
  case endpointsOf(service: BoundName, port: BoundPort?)
  case slicesOf(service: BoundName)
  /// All objects of a kind that a name matches.
  case objects(ResourceKind, matching: BoundName)
  /// The endpoints of all Services that a name matches.
  case endpoints(matching: BoundName)
  /// The log, of all objects or of one kind and name.
  case events(kind: ResourceKind?, name: BoundName?)
  /// What was observed, of all kinds or of one.
  case coverage(kind: ResourceKind?)

  /// The kinds that the question reads, on which its coverage depends.
  var kindsRead: [ResourceKind] {
    switch self {
    case .podsServing, .podsListed: [.service, .endpointSlice, .pod]
    case .podsSelected: [.service, .pod]
    case .endpointsOf, .endpoints: [.service, .endpointSlice]
    case .slicesOf: [.service, .endpointSlice]
    case .objects(let kind, _): [kind]
    case .events, .coverage: []
    }
  }

  /// The kinds without which there can be no row.
  var kindsRequired: [ResourceKind] {
    switch self {
    case .podsServing, .podsListed, .endpointsOf, .endpoints: [.service, .endpointSlice]
    case .podsSelected: [.service, .pod]
    case .slicesOf: [.endpointSlice]
    case .objects(let kind, _): [kind]
    case .events, .coverage: []
    }
  }

  /// The name of the Service that the question is about, where it is about one.
  var service: BoundName? {
    switch self {
    case .podsServing(let service, _), .podsListed(let service, _), .podsSelected(let service),
      .endpointsOf(let service, _), .slicesOf(let service):
      service
    case .objects, .endpoints, .events, .coverage: nil
    }
  }

  /// The port that the question is about, where it is about one.
  var port: BoundPort? {
    switch self {
    case .podsServing(_, let port), .podsListed(_, let port), .endpointsOf(_, let port): port
    case .podsSelected, .slicesOf, .objects, .endpoints, .events, .coverage: nil
    }
  }
}
