import TopologyModel

/// What a row is about, so that it can be looked for at another revision without evaluating the
/// whole question there.
enum RowAnchor: Hashable {
  /// An object of a list.
  case object(ResourceKind, uid: String, slot: ObjectSlot)
  /// An object of a list that a Service is needed for, too.
  case objectOfService(ResourceKind, uid: String, slot: ObjectSlot)
  /// A row that only the whole question tells; its ends are searched for.
  case whole
  /// An endpoint of a Service; a contingent one depends on the Service's other endpoints, whatever their
  /// addresses.
  case endpoint(EndpointAnchor, service: ObjectSlot, isContingent: Bool)
}
