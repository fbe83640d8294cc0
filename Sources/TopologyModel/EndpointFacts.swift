/// One entry of `endpoints` of an EndpointSlice.
public struct EndpointFacts: Hashable, Sendable {
  /// `targetRef`.
  public struct Target: Hashable, Sendable {
    /// The target's kind, usually `Pod`.
    public var kind: String
    /// The target's namespace; empty when absent.
    public var namespace: String
    /// The target's name.
    public var name: String
    /// The target's UID; empty when absent.
    public var uid: String

    /// Creates a target.
    public init(kind: String, namespace: String, name: String, uid: String) {
      self.kind = kind
      self.namespace = namespace
      self.name = name
      self.uid = uid
    }
  }

  /// `addresses`, as they were written; kube-proxy uses the first.
  public var addresses: [String] = []
  /// `conditions.ready`; nil is read as true.
  public var ready: Bool?
  /// `conditions.serving`; nil is read as true.
  public var serving: Bool?
  /// `conditions.terminating`; nil is read as false.
  public var terminating: Bool?
  /// `hostname`; nil when absent, which differs from empty.
  public var hostname: String?
  /// `nodeName`; empty when absent.
  public var nodeName: String = ""
  /// `zone`; empty when absent.
  public var zone: String = ""
  /// `hints.forZones`, in order.
  public var zoneHints: [String] = []
  /// `hints.forNodes`, in order.
  public var nodeHints: [String] = []
  /// `targetRef`.
  public var target: Target?

  /// Creates an endpoint of which nothing is known.
  public init() {}
}
