public import KubernetesRules
public import TopologyModel

/// What a query is asked in: everything that its text leaves open.
public struct QueryContext: Hashable, Sendable {
  /// The namespace of bare names.
  public var namespace: String
  /// The cluster of queries that name none; nil for the only one of the store.
  public var cluster: String?
  /// What `now` means.
  public var now: Instant
  /// Whether the log ends at `now`, too, so that events without a time clause are those up to it.
  public var endsAtNow: Bool
  /// The Kubernetes version whose rules hold; nil for the recorded one, or that of the Nodes.
  public var kubernetesVersion: KubernetesVersion?
  /// The cluster's DNS zone, without a final dot.
  public var dnsZone: String
  /// How long, in nanoseconds, rules that wait for lag to pass wait before they find something.
  public var findingLag: Int64
  /// What is left out of findings.
  public var exclusions: FindingExclusions
  /// The values of the parameters that a query's header declares, as texts by name.
  public var parameters: [String: String]
  /// The most rows that an answer has before it is cut, with a note.
  public var rowsMax: Int
  /// Whether the optimizer's rules run; results are the same.
  public var isOptimized: Bool
  /// What may be asked about; a query that reads more is refused.
  public var restriction: AccessRestriction

  /// The rows that an answer has at most, unless told otherwise (docs/reference/limits.md).
  public static let rowsMaxDefault = 100_000

  /// How long findings wait for lag to pass, in nanoseconds, unless told otherwise.
  public static let findingLagDefault = Int64(FindingRules.findingLagSeconds) * 1_000_000_000

  /// Creates a context.
  public init(
    namespace: String = "default",
    cluster: String? = nil,
    now: Instant,
    endsAtNow: Bool = false,
    kubernetesVersion: KubernetesVersion? = nil,
    dnsZone: String = "cluster.local",
    findingLag: Int64 = QueryContext.findingLagDefault,
    exclusions: FindingExclusions = .none,
    parameters: [String: String] = [:],
    rowsMax: Int = QueryContext.rowsMaxDefault,
    isOptimized: Bool = true,
    restriction: AccessRestriction = .none
  ) {
    self.namespace = namespace
    self.cluster = cluster
    self.now = now
    self.endsAtNow = endsAtNow
    self.kubernetesVersion = kubernetesVersion
    self.dnsZone = dnsZone
    self.findingLag = findingLag
    self.exclusions = exclusions
    self.parameters = parameters
    self.rowsMax = rowsMax
    self.isOptimized = isOptimized
    self.restriction = restriction
  }
}
