/// What questions read of a Service.
public struct ServiceFacts: Hashable, Sendable {
  /// `spec.ports[].targetPort`.
  public enum TargetPort: Hashable, Sendable {
    /// A number, used as it stands; the Service port's own number where none is given.
    case number(Int)
    /// The name of a container port.
    case name(String)
  }

  /// One entry of `spec.ports`, with the API's defaults applied.
  public struct Port: Hashable, Sendable {
    /// The name; empty when the only port has none.
    public var name: String
    /// The number that clients use.
    public var number: Int
    /// The protocol.
    public var transport: TransportProtocol
    /// Where it leads in the Pods.
    public var target: TargetPort
    /// `nodePort`; 0 when there is none.
    public var nodePort: Int
    /// `appProtocol`; empty when absent.
    public var appProtocol: String

    /// Creates a port.
    public init(
      name: String,
      number: Int,
      transport: TransportProtocol,
      target: TargetPort,
      nodePort: Int,
      appProtocol: String
    ) {
      self.name = name
      self.number = number
      self.transport = transport
      self.target = target
      self.nodePort = nodePort
      self.appProtocol = appProtocol
    }
  }

  /// One entry of `status.loadBalancer.ingress`.
  public struct Ingress: Hashable, Sendable {
    /// The address; empty when the entry has a host name only.
    public var ip: String
    /// The host name; empty when absent.
    public var hostname: String
    /// `ipMode`; empty when absent, which means VIP.
    public var ipMode: String

    /// Creates an entry.
    public init(ip: String, hostname: String, ipMode: String) {
      self.ip = ip
      self.hostname = hostname
      self.ipMode = ipMode
    }
  }

  /// `metadata.labels`.
  public var labels: LabelSet = [:]
  /// The annotations that rules read (topology mode and hints, tolerate-unready-endpoints).
  public var annotations: LabelSet = [:]
  /// `spec.type`; ClusterIP where the object has none.
  public var type: String = "ClusterIP"
  /// `spec.clusterIPs`, or `spec.clusterIP` alone; `None` marks a headless Service.
  public var clusterIPs: [String] = []
  /// Whether the Service is a manifest's, to which a cluster has still to assign its cluster IPs.
  public var isManifest: Bool = false
  /// `spec.externalIPs`.
  public var externalIPs: [String] = []
  /// `spec.loadBalancerIP`; empty when absent.
  public var loadBalancerIP: String = ""
  /// `status.loadBalancer.ingress`.
  public var ingress: [Ingress] = []
  /// `spec.externalName`; empty when absent.
  public var externalName: String = ""
  /// `spec.ipFamilies`.
  public var ipFamilies: [String] = []
  /// `spec.ports`.
  public var ports: [Port] = []
  /// `spec.selector`; an empty one selects nothing.
  public var selector: LabelSet = [:]
  /// `spec.internalTrafficPolicy`; empty when absent.
  public var internalTrafficPolicy: String = ""
  /// `spec.externalTrafficPolicy`; empty when absent.
  public var externalTrafficPolicy: String = ""
  /// `spec.publishNotReadyAddresses`.
  public var publishesNotReadyAddresses: Bool = false
  /// `spec.sessionAffinity`; empty when absent.
  public var sessionAffinity: String = ""
  /// `spec.trafficDistribution`; empty when absent.
  public var trafficDistribution: String = ""
  /// `spec.healthCheckNodePort`; 0 when there is none.
  public var healthCheckNodePort: Int = 0
  /// `metadata.deletionTimestamp`.
  public var deletionTimestamp: Instant?
  /// `metadata.creationTimestamp`.
  public var creationTimestamp: Instant?

  /// Creates the facts of a Service of which nothing is known.
  public init() {}

  /// Whether the Service has no virtual address by choice (`clusterIP: None`).
  public var isHeadless: Bool { clusterIPs.first == "None" }

  /// Whether a cluster would assign the Service a cluster IP that it does not have yet: a manifest
  /// that names none and is no alias.
  public var awaitsClusterIP: Bool {
    isManifest && clusterIPs.isEmpty && type != "ExternalName"
  }
}
