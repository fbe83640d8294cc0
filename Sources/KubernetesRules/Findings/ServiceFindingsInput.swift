public import TopologyModel

/// All that findings about one Service and its endpoints read.
///
/// What is not observed is nil, which differs from empty: rules that need it stay silent.
public struct ServiceFindingsInput: Hashable, Sendable {
  /// The Service.
  public var service: Observed<ServiceFacts>
  /// The slices whose label names it, in any order; nil where slices of its namespace are not
  /// observed.
  public var slices: [ObservedSlice]?
  /// Its Pods; nil where Pods of its namespace are not observed.
  public var pods: ServicePods?
  /// The other Services of its namespace; those that select none of its Pods may be left out.
  public var neighbors: [Observed<ServiceFacts>]
  /// The Services of the cluster, itself included, that hold an address of one of its endpoints;
  /// other addresses may be here too.
  public var addressHolders: [IPAddress: [AddressHolder]]
  /// The other Services of the cluster that have a cluster IP, a node port or a health-check node
  /// port in common with it; others may be here too.
  public var rivals: [Observed<ServiceFacts>]
  /// All Nodes by name; nil where Nodes are not observed.
  public var nodes: [String: Observed<NodeFacts>]?
  /// The zones of the cluster's Nodes; empty where Nodes are not observed.
  public var zones: Set<String>
  /// The cluster's version.
  public var version: KubernetesVersion
  /// The zone of cluster DNS, such as `cluster.local`, without a final dot.
  public var dnsZone: String

  /// Creates an input.
  public init(
    service: Observed<ServiceFacts>,
    slices: [ObservedSlice]?,
    pods: ServicePods?,
    neighbors: [Observed<ServiceFacts>],
    addressHolders: [IPAddress: [AddressHolder]],
    rivals: [Observed<ServiceFacts>],
    nodes: [String: Observed<NodeFacts>]?,
    zones: Set<String>,
    version: KubernetesVersion,
    dnsZone: String
  ) {
    self.service = service
    self.slices = slices
    self.pods = pods
    self.neighbors = neighbors
    self.addressHolders = addressHolders
    self.rivals = rivals
    self.nodes = nodes
    self.zones = zones
    self.version = version
    self.dnsZone = dnsZone
  }
}
