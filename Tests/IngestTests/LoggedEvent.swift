import EventLog
import TopologyModel

/// An event as a test looks at it.
struct LoggedEvent: Hashable {
  var type: EventType
  var cluster: String
  var epoch: Int
  var feed: String
  var object: ObjectReference?
  var assertion: EventType.Assertion?
  var revision: Revision?
  var observedAt: Instant
  var evidence: Evidence
  var details: ObservationDetails?
  var position: LogPosition

  /// The event without its place in the log.
  var withoutPosition: LoggedEvent {
    var event = self
    event.position = .zero
    return event
  }
}
