public import TopologyModel

/// One page of a list, read.
public struct LivePage: Hashable, Sendable {
  /// The revision of the whole list.
  public var revision: Revision
  /// What to ask for the next page with; nil on the last one.
  public var continuation: String?
  /// How many objects it had.
  public var objectCount: Int
  /// What could not be read, as sentences; their objects are not ended by it.
  public var problems: [String]
}
