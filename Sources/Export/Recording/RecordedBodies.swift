internal import EventLog
internal import Projections
internal import TopologyModel

/// Finds the bodies of a cluster's events.
struct RecordedBodies {
  private let log: ClusterLog
  private let head: LogPosition
  private let reader: SequentialBodyReader
  private let text: BodyText

  init(_ log: ClusterLog, text: BodyText) throws {
    self.log = log
    self.text = text
    head = try log.snapshot.head().position
    reader = try log.snapshot.bodyReader()
  }

  /// The body of an event as the export shows it.
  func text(
    at position: LogPosition,
    kind: ResourceKind,
    namesKind: Bool
  ) throws -> [UInt8] {
    let body = try reader.body(at: position)
    do {
      return try text.text(of: body, kind: kind, namesKind: namesKind)
    } catch {
      throw EventLogError.readingBody(of: position, error)
    }
  }

  /// The event that has the body of a change: the event itself, or of `seen` the one that was seen
  /// again; nil where it is gone.
  func original(of stored: StoredEvent) throws -> LogPosition? {
    let event = stored.event
    guard event.type == .seen else { return event.position }
    guard let id = stored.objectID, let revision = event.revision else { return nil }
    if event.assertion == .state { return try state(ofObject: id, at: revision) }
    return try log.snapshot.events(ofObject: id, through: head).first {
      $0.event.revision == revision && $0.event.assertion == event.assertion
        && $0.event.type != .seen
    }?.event.position
  }

  /// The event with the state that a member of a listing had, and its object; nil where the log does
  /// not hold it.
  func state(
    of member: ObservationDetails.Member,
    kind: ResourceKind,
    epoch: Int
  ) throws -> (position: LogPosition, slot: ObjectSlot)? {
    let ids = try log.snapshot.objectIDs(clusterID: log.id, epoch: epoch, uid: member.uid)
    for id in ids {
      let slot = try log.snapshot.object(id).slot
      guard slot.kind == kind, let position = try state(ofObject: id, at: member.revision) else {
        continue
      }
      return (position, slot)
    }
    return nil
  }

  private func state(ofObject id: Int64, at revision: Revision) throws -> LogPosition? {
    guard
      let position = try log.snapshot.stateEvent(ofObject: id, at: revision, through: head),
      try log.snapshot.event(at: position)?.event.revision == revision
    else { return nil }
    return position
  }
}
