import Projections
import TopologyModel

extension AuditSelection {
  /// The entries that name a slot, or those that may be about it and name no object.
  init(_ slot: ObjectSlot, namesObject: Bool = true, answered: ClosedRange<Instant>? = nil) {
    self.init(
      kind: slot.kind,
      namespace: slot.namespace,
      name: namesObject ? slot.name : "",
      answered: answered
    )
  }
}
