public import TopologyModel

/// A stretch of revisions over which an object that held an address once had the same facts.
public struct AddressRun: Sendable {
  /// The object's number.
  public var objectID: Int64
  /// The object.
  public var object: ObjectReference
  /// The facts.
  public var facts: ObjectFacts
  /// The first revision.
  public var from: CompactRevision
  /// The revision at which it ended; nil while nothing is known to have ended it.
  public var until: CompactRevision?
  /// Whether its beginning is known from a listing only.
  public var beginsInferred: Bool
  /// Whether its end is known from a listing only.
  public var endsInferred: Bool
}
