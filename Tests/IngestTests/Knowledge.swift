import EventLog
import TopologyModel

/// What a log says, whatever the order in which it was told.
struct Knowledge: Hashable {
  /// What identifies an object event.
  struct ObjectKey: Hashable {
    var cluster: String
    var epoch: Int
    var object: ObjectReference
    var revision: Revision
    var assertion: EventType.Assertion
  }

  /// The best observation of an object event.
  struct Best: Hashable {
    var receivedAt: Instant?
    var isWatched: Bool
  }

  private(set) var objects: [ObjectKey: Best] = [:]
  private(set) var observations: Set<LoggedEvent> = []

  init(_ events: [LoggedEvent]) {
    for event in events {
      guard let object = event.object, let revision = event.revision,
        let assertion = event.assertion
      else {
        observations.insert(event.withoutPosition)
        continue
      }
      let key = ObjectKey(
        cluster: event.cluster,
        epoch: event.epoch,
        object: object,
        revision: revision,
        assertion: assertion
      )
      var best = objects[key] ?? Best(receivedAt: nil, isWatched: false)
      if event.evidence.timeSource == .received {
        best.receivedAt = min(best.receivedAt ?? event.observedAt, event.observedAt)
      }
      if event.evidence.channel == .watch { best.isWatched = true }
      objects[key] = best
    }
  }
}
