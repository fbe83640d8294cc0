public import TopologyModel

/// What a report is asked for: everything that decides its content, the store aside.
public struct ReportRequest: Hashable, Sendable {
  /// Which report.
  public var name: ReportName
  /// The beginning of the span (inclusive).
  public var from: Instant
  /// The end of the span (exclusive).
  public var to: Instant
  /// Which Services.
  public var scope: ReportScope
  /// The cluster; nil for the only one of the store.
  public var cluster: String?
  /// How many eligible endpoints the second share of the availability asks for.
  public var atLeast: Int
  /// How long, in nanoseconds, nothing may change before an incident is over.
  public var quiet: Int64
  /// The Kubernetes version whose rules hold; nil for the recorded one.
  public var kubernetesVersion: String?
  /// The cluster's DNS zone.
  public var dnsZone: String
  /// How long, in nanoseconds, findings wait for lag to pass.
  public var findingLag: Int64
  /// The lines that leave findings out.
  public var exclusions: [String]
  /// Whether it is made as if the store had the scope's namespace alone, and told nothing of Nodes
  /// but where Pods were; the scope then names one namespace.
  public var isConfined: Bool
  /// The position that the report is known at.
  public var knownAt: LogPosition

  /// How many endpoints the second share asks for, unless told otherwise.
  public static let atLeastDefault = 2

  /// The quiet time that ends an incident, unless told otherwise: 60 s.
  public static let quietDefault: Int64 = 60_000_000_000

  /// Creates a request.
  public init(
    name: ReportName,
    from: Instant,
    to: Instant,
    scope: ReportScope,
    cluster: String?,
    atLeast: Int,
    quiet: Int64,
    kubernetesVersion: String?,
    dnsZone: String,
    findingLag: Int64,
    exclusions: [String],
    isConfined: Bool,
    knownAt: LogPosition
  ) {
    self.name = name
    self.from = from
    self.to = to
    self.scope = scope
    self.cluster = cluster
    self.atLeast = atLeast
    self.quiet = quiet
    self.kubernetesVersion = kubernetesVersion
    self.dnsZone = dnsZone
    self.findingLag = findingLag
    self.exclusions = exclusions
    self.isConfined = isConfined
    self.knownAt = knownAt
  }

  /// The span.
  var span: Stretch { Stretch(from: from, until: to) }
}
