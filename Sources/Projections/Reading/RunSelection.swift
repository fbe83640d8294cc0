public import TopologyModel

/// Whose runs are read over a stretch of revisions.
public enum RunSelection: Hashable, Sendable {
  /// All objects of a kind, of one namespace or of all.
  case kind(ResourceKind, namespace: String?)
  /// The Pods of a namespace, while their labels match a selector.
  case pods(selectedBy: LabelSet, namespace: String)
  /// Every incarnation that a slot had.
  case slot(ObjectSlot)
  /// The objects of a kind that have a name, in any namespace.
  case named(String, kind: ResourceKind)
  /// The object of a UID.
  case uid(String, kind: ResourceKind)
  /// The slices that ever named a Service by label.
  case slices(service: String, namespace: String)
  /// The objects that ever held an IP address.
  case holders(of: IPAddress)

  /// The kinds whose revisions the runs are of.
  public var kinds: [ResourceKind] {
    switch self {
    case .kind(let kind, _), .named(_, let kind), .uid(_, let kind): [kind]
    case .slot(let slot): [slot.kind]
    case .pods: [.pod]
    case .slices: [.endpointSlice]
    case .holders: [.service, .pod, .node]
    }
  }

  /// The sort of read that finds the runs.
  public var read: TopologyRead {
    switch self {
    case .kind, .pods, .named: .objects
    case .slot: .objectInSlot
    case .uid: .objectByUID
    case .slices: .slicesOfService
    case .holders: .addressHolders
    }
  }
}
