import EventLog
import Projections
import TopologyModel

/// What the log said of objects before its events: the last state by revision that was told by then.
///
/// The facts of what was read of an object last are kept, since the next event mostly follows on it;
/// others are read again.
struct ToldStates {
  private struct State {
    var event: LogPosition
    var facts: ObjectFacts
  }

  let reads: any TopologyReads
  private var last: [Int64: State] = [:]

  init(reads: any TopologyReads) {
    self.reads = reads
  }

  /// Notes what an event says, and returns what the object was before it; nil where nothing was told,
  /// or the object had ended.
  mutating func state(before stored: StoredEvent, _ facts: ObjectFacts?) throws -> ObjectFacts? {
    guard let id = stored.objectID, let revision = stored.event.revision,
      stored.event.type.isObjectEvent, stored.event.type != .seen
    else { return nil }
    let position = stored.event.position
    let known = last.removeValue(forKey: id)
    // Behind an end there is nothing to compare with.
    if let facts, stored.event.type.assertion == .state {
      last[id] = State(event: position, facts: facts)
    }
    let told = try reads.told(ofObject: id, below: revision, before: position)
    guard let told, !told.isEnd else { return nil }
    if let known, known.event == told.position { return known.facts }
    return try reads.event(at: told.position).flatMap { try reads.facts(of: $0) }
  }
}
