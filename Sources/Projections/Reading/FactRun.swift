import EventLog
public import TopologyModel

/// A stretch of revisions over which facts stayed equal.
public struct FactRun<Facts: Hashable & Sendable>: Hashable, Sendable {
  /// The object's number; for an endpoint, its slice's.
  public var objectID: Int64
  /// The object; for an endpoint, its slice.
  public var object: ObjectReference
  /// The facts.
  public var facts: Facts
  /// The revisions `[from, until)`; open while nothing is known to have ended it.
  public var validity: HalfOpenInterval<Revision>
  /// The event that made it so.
  public var event: LogPosition
  /// Whether its beginning is known from a listing only.
  public var beginsInferred: Bool
  /// Whether its end is known from a listing only.
  public var endsInferred: Bool

  /// Whether, of two incarnations that nothing told apart in time, this one took the slot later: by
  /// its beginning, then its UID.
  ///
  /// A slot holds one incarnation at a time (semantics.md 1.1); the end of the one before may be known
  /// from a later listing only.
  public func tookSlot(after other: FactRun) -> Bool {
    validity.from != other.validity.from
      ? validity.from > other.validity.from : object.uid > other.object.uid
  }

  /// Creates a run.
  public init(
    objectID: Int64,
    object: ObjectReference,
    facts: Facts,
    validity: HalfOpenInterval<Revision>,
    event: LogPosition,
    beginsInferred: Bool,
    endsInferred: Bool
  ) {
    self.objectID = objectID
    self.object = object
    self.facts = facts
    self.validity = validity
    self.event = event
    self.beginsInferred = beginsInferred
    self.endsInferred = endsInferred
  }
}

extension Array where Element == FactRun<ObjectFacts> {
  /// The runs, ordered by slot, less those whose slot another took later.
  public var occupants: [FactRun<ObjectFacts>] {
    reduce(into: []) { kept, run in
      guard let last = kept.last, last.object.slot == run.object.slot else {
        kept.append(run)
        return
      }
      if run.tookSlot(after: last) { kept[kept.count - 1] = run }
    }
  }
}

extension FactRun where Facts == ObjectFacts {
  /// Whether it is of a Pod whose labels match a selector; an empty one matches all.
  public func isPod(selectedBy selector: LabelSet) -> Bool {
    guard case .pod(let pod) = facts else { return false }
    return pod.labels.contains(allOf: selector)
  }
}

extension FactRun where Facts == EndpointFacts {
  /// Whether reads of a slice give this endpoint before the other: by their layouts, and of one that is
  /// listed twice by beginning, event, and end.
  public func isRead(before other: FactRun) -> Bool {
    if facts != other.facts { return facts.isRead(before: other.facts) }
    return validity.isRead(before: other.validity, event, other.event)
  }
}

extension HalfOpenInterval where Bound == Revision {
  /// The order in which reads give runs that say the same: by beginning, event, and end, open ones last.
  func isRead<Event: Comparable>(before other: Self, _ event: Event, _ otherEvent: Event) -> Bool {
    if from != other.from { return from < other.from }
    if event != otherEvent { return event < otherEvent }
    guard let until else { return false }
    return other.until.map { until < $0 } ?? true
  }
}
