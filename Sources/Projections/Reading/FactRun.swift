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
