import EventLog
import Projections
import TopologyModel

/// What the events that were read so far said of each object, so that the next one can be compared
/// with the state before it: the last one by revision.
///
/// Of all but the latest state of an object only the place in the log is kept, and it is read again
/// where an event of an earlier revision came later.
struct ToldStates {
  /// What an event says of an object at a revision.
  private struct State {
    var revision: Revision
    var event: LogPosition
    var isEnd: Bool
  }

  private struct Object {
    /// By revision; of one revision in the order of the log.
    var states: [State] = []
    /// The facts of the last one; nil where the object ended.
    var latest: ObjectFacts?
  }

  let reads: any TopologyReads
  private var objects: [Int64: Object] = [:]

  init(reads: any TopologyReads) {
    self.reads = reads
  }

  /// Notes what an event says, and returns what the object was before it; nil where nothing was told,
  /// or the object had ended.
  mutating func state(before stored: StoredEvent, _ facts: ObjectFacts?) throws -> ObjectFacts? {
    guard let id = stored.objectID, let revision = stored.event.revision,
      stored.event.type.isObjectEvent, stored.event.type != .seen
    else { return nil }
    let isEnd = stored.event.type == .deleted || stored.event.type == .leftFilter
    var object = objects.removeValue(forKey: id) ?? Object()
    defer { objects[id] = object }
    let state = State(revision: revision, event: stored.event.position, isEnd: isEnd)
    let place = object.states.lastIndex { $0.revision < revision }.map { $0 + 1 } ?? 0
    object.states.insert(state, at: place)
    guard place == object.states.count - 1 else {
      return place > 0 ? try reread(object.states[place - 1], of: id) : nil
    }
    let before = object.latest
    object.latest = isEnd ? nil : facts
    return place > 0 ? before : nil
  }

  /// The facts of a state, read again.
  private func reread(_ state: State, of id: Int64) throws -> ObjectFacts? {
    guard !state.isEnd else { return nil }
    let events = try reads.events(ofObject: id)
    return try events.first { $0.event.position == state.event }.flatMap { try reads.facts(of: $0) }
  }
}
