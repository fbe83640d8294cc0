public import TopologyModel

/// A stretch of revisions over which a slice's endpoint had the same facts, without those that do not
/// tell whether connections went there.
public struct EndpointRun: Sendable {
  /// The number by which all of its facts can be read.
  public var number: Int64
  /// The addresses, the conditions, the host name, and the Node; nothing else is filled in.
  public var facts: EndpointFacts
  /// The first revision.
  public var from: CompactRevision
  /// The revision at which it ended; nil while nothing is known to have ended it.
  public var until: CompactRevision?
}
