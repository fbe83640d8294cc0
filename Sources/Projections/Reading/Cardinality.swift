public import TopologyModel

/// What `explain` estimates the number of.
public enum Cardinality: Hashable, Sendable {
  /// The objects of a kind that are there now, of one namespace or of all.
  case objects(ResourceKind, namespace: String?)
  /// The slices that ever named a Service.
  case slices(ofService: String, namespace: String)
  /// The endpoints that those slices list now.
  case endpoints(ofService: String, namespace: String)
  /// The objects that ever held an address.
  case holders(IPAddress)
  /// The events of the objects that a slot has held.
  case versions(in: ObjectSlot)
  /// The events of the log.
  case events
}
