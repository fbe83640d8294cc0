public import TopologyModel

/// A stretch of revisions over which an object had the same facts, with as much of them as tells which
/// addresses it held, and how.
public struct AddressRun: Sendable {
  /// What tells it.
  public enum Holding: Sendable {
    /// A Pod's.
    case pod(PodHolding)
    /// A Service's or a Node's: all facts.
    case other(ObjectFacts)
  }

  /// The object's number.
  public var objectID: Int64
  /// What tells which addresses it held.
  public var holding: Holding
  /// The first revision.
  public var from: CompactRevision
  /// The revision at which it ended; nil while nothing is known to have ended it.
  public var until: CompactRevision?
  /// Whether its beginning is known from a listing only.
  public var beginsInferred: Bool
  /// Whether its end is known from a listing only.
  public var endsInferred: Bool
}
