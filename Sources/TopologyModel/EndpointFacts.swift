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

  /// Everything that an endpoint says.
  private struct Fields: Hashable, Sendable {
    var addresses: [String] = []
    var ready: Bool?
    var serving: Bool?
    var terminating: Bool?
    var hostname: String?
    var nodeName = ""
    var zone = ""
    var zoneHints: [String] = []
    var nodeHints: [String] = []
    var target: Target?
  }

  /// What copies share.
  ///
  /// A slice's endpoints are told again with each of its states, and are held by events and runs; so a
  /// copy is one reference, and it is known at once which are the same.
  private final class Storage: @unchecked Sendable {
    // Changed only where one copy alone has it.
    var fields: Fields

    init(_ fields: Fields) {
      self.fields = fields
    }
  }

  private static let unknown = Storage(Fields())

  private var storage = EndpointFacts.unknown

  /// Creates an endpoint of which nothing is known.
  public init() {}

  /// Creates an endpoint of which everything is known.
  package init(
    addresses: [String],
    ready: Bool?,
    serving: Bool?,
    terminating: Bool?,
    hostname: String?,
    nodeName: String,
    zone: String,
    zoneHints: [String],
    nodeHints: [String],
    target: Target?
  ) {
    storage = Storage(
      Fields(
        addresses: addresses,
        ready: ready,
        serving: serving,
        terminating: terminating,
        hostname: hostname,
        nodeName: nodeName,
        zone: zone,
        zoneHints: zoneHints,
        nodeHints: nodeHints,
        target: target
      )
    )
  }

  /// `addresses`, as they were written; kube-proxy uses the first.
  public var addresses: [String] {
    get { storage.fields.addresses }
    set { change { $0.addresses = newValue } }
  }

  /// `conditions.ready`; nil is read as true.
  public var ready: Bool? {
    get { storage.fields.ready }
    set { change { $0.ready = newValue } }
  }

  /// `conditions.serving`; nil is read as true.
  public var serving: Bool? {
    get { storage.fields.serving }
    set { change { $0.serving = newValue } }
  }

  /// `conditions.terminating`; nil is read as false.
  public var terminating: Bool? {
    get { storage.fields.terminating }
    set { change { $0.terminating = newValue } }
  }

  /// `hostname`; nil when absent, which differs from empty.
  public var hostname: String? {
    get { storage.fields.hostname }
    set { change { $0.hostname = newValue } }
  }

  /// `nodeName`; empty when absent.
  public var nodeName: String {
    get { storage.fields.nodeName }
    set { change { $0.nodeName = newValue } }
  }

  /// `zone`; empty when absent.
  public var zone: String {
    get { storage.fields.zone }
    set { change { $0.zone = newValue } }
  }

  /// `hints.forZones`, in order.
  public var zoneHints: [String] {
    get { storage.fields.zoneHints }
    set { change { $0.zoneHints = newValue } }
  }

  /// `hints.forNodes`, in order.
  public var nodeHints: [String] {
    get { storage.fields.nodeHints }
    set { change { $0.nodeHints = newValue } }
  }

  /// `targetRef`.
  public var target: Target? {
    get { storage.fields.target }
    set { change { $0.target = newValue } }
  }

  /// Returns whether both are copies of one another, and so the same to the byte; of others only a
  /// comparison tells.
  package func isCopy(of other: EndpointFacts) -> Bool { storage === other.storage }

  /// Whether both say the same.
  public static func == (left: EndpointFacts, right: EndpointFacts) -> Bool {
    left.storage === right.storage || left.storage.fields == right.storage.fields
  }

  /// Hashes what the endpoint says.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(storage.fields)
  }

  private mutating func change(_ body: (inout Fields) -> Void) {
    if !isKnownUniquelyReferenced(&storage) { storage = Storage(storage.fields) }
    body(&storage.fields)
  }
}
