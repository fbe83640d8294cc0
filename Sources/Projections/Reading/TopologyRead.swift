/// The sorts of reads that questions are answered with, as `explain` names them.
public enum TopologyRead: Hashable, Comparable, CaseIterable, Sendable {
  /// Times to revisions, and revisions to times.
  case proofs
  /// Sessions and listings.
  case coverage
  /// All objects of a kind.
  case objects
  /// The object of a slot.
  case objectInSlot
  /// The object of a UID.
  case objectByUID
  /// The objects that hold an address.
  case addressHolders
  /// The slices that name a Service.
  case slicesOfService
  /// The endpoints of a slice.
  case endpointsOfSlice
  /// Where the slices of a Service did not change.
  case quietStretch
  /// The stored versions of an object.
  case versions
  /// The bodies of events.
  case bodies
  /// The objects that a slot, or a UID, has held.
  case incarnations
  /// All objects of a kind that there ever were.
  case objectsEver
  /// What audit logs told of an object, or a kind.
  case auditEntries
  /// The events whose time lies in a stretch.
  case eventsOfTime
  /// The whole log, event by event.
  case log

  /// The words for it.
  public var name: String {
    switch self {
    case .proofs: "times and revisions"
    case .coverage: "sessions and listings"
    case .objects: "objects of a kind"
    case .objectInSlot: "object of a name"
    case .objectByUID: "object of a uid"
    case .addressHolders: "holders of an address"
    case .slicesOfService: "slices of a service"
    case .endpointsOfSlice: "endpoints of a slice"
    case .quietStretch: "quiet stretch of slices"
    case .versions: "versions of an object"
    case .bodies: "stored bodies"
    case .incarnations: "incarnations of a name"
    case .objectsEver: "objects of a kind that ever were"
    case .auditEntries: "audit entries"
    case .eventsOfTime: "events of a time"
    case .log: "the whole log"
    }
  }

  /// Orders by the list of the cases.
  public static func < (left: TopologyRead, right: TopologyRead) -> Bool {
    guard let first = allCases.firstIndex(of: left), let second = allCases.firstIndex(of: right)
    else { return false }
    return first < second
  }
}
