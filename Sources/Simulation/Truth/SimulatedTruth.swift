public import TopologyModel

/// A line of the truth: what was so in the simulated cluster, in valid time.
///
/// The valid time of a change is the earliest instant at which the recorder had proof of it, by
/// any kind (docs/concepts/time.md). What was never so for any time is left out.
public enum SimulatedTruth: Hashable, Sendable {
  /// A Pod held an address.
  public struct Address: Hashable, Sendable {
    /// The Pod's namespace.
    public var namespace: String
    /// The Pod's name.
    public var pod: String
    /// The Pod's UID.
    public var uid: String
    /// The Pod's Node.
    public var node: String
    /// The address.
    public var address: String
    /// From when on.
    public var from: Instant
    /// Until when; nil where it was so at the end.
    public var until: Instant?
  }

  /// A slice of a Service listed an endpoint, with the same conditions throughout.
  public struct Endpoint: Hashable, Sendable {
    /// The Service's namespace.
    public var namespace: String
    /// The Service's name.
    public var service: String
    /// The number of the Service's port.
    public var port: Int
    /// The Pod; nil where there is none behind it.
    public var pod: String?
    /// The endpoint's address.
    public var address: String
    /// The number of the port behind the Service's.
    public var targetPort: Int
    /// Whether it takes new connections.
    public var isReady: Bool
    /// Whether it is ready, or would be if it were not being deleted.
    public var isServing: Bool
    /// Whether it is being deleted.
    public var isTerminating: Bool
    /// Whether the Service has no address of its own.
    public var isHeadless: Bool
    /// From when on.
    public var from: Instant
    /// Until when; nil where it was so at the end.
    public var until: Instant?
  }

  /// A kind was not watched.
  public struct Gap: Hashable, Sendable {
    /// The kind.
    public var kind: ResourceKind
    /// When the watch ended.
    public var from: Instant
    /// When it was open again; nil where it never was.
    public var until: Instant?
    /// The last revision that the watch had told.
    public var fromRevision: UInt64
    /// The revision from which on the kind is known again: that of a list, or, where the watch went
    /// on and nothing was lost, the one before the gap.
    public var untilRevision: UInt64?
  }

  /// When the recorder had listed everything, and when it ended.
  public struct Recording: Hashable, Sendable {
    /// When everything was listed.
    public var from: Instant
    /// When the recorder ended.
    public var until: Instant
    /// The last revision that it had proof of.
    public var revision: UInt64
    /// How many changes the watches told.
    public var changes: Int
  }

  case address(Address)
  case endpoint(Endpoint)
  case gap(Gap)
  case recording(Recording)
}
