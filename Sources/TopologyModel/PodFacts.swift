/// What questions read of a Pod.
public struct PodFacts: Hashable, Sendable {
  /// A port that a container declares.
  public struct ContainerPort: Hashable, Sendable {
    /// Which list the container stands in.
    public enum Container: UInt8, Hashable, Sendable {
      case regular = 0
      case restartableInit = 1
      case plainInit = 2
      case ephemeral = 3
    }

    /// The port's name; empty when it has none.
    public var name: String
    /// `containerPort`.
    public var number: Int
    /// The protocol; TCP where the object has none.
    public var transport: TransportProtocol
    /// Which list its container stands in.
    public var container: Container

    /// Creates a port.
    public init(
      name: String,
      number: Int,
      transport: TransportProtocol,
      container: Container
    ) {
      self.name = name
      self.number = number
      self.transport = transport
      self.container = container
    }
  }

  /// `status` of a condition.
  public enum ConditionStatus: UInt8, Hashable, Sendable {
    case absent = 0
    case isTrue = 1
    case isFalse = 2
    case unknown = 3
  }

  /// `metadata.labels`.
  public var labels: LabelSet
  /// `status.phase`; empty when absent.
  public var phase: String
  /// The Pod condition `Ready`.
  public var ready: ConditionStatus
  /// `lastTransitionTime` of the condition `Ready`.
  public var readySince: Instant?
  /// `status.podIP`; empty when absent.
  ///
  /// API servers repeat it as the first of `status.podIPs`; an object that has it alone passes for
  /// having an address, and lists none (semantics.md 2.3, 2.5).
  public var primaryIP: String
  /// `status.podIPs`, in order.
  public var ips: [String]
  /// `status.hostIPs`, in order.
  public var hostIPs: [String]
  /// `spec.nodeName`; empty before it is bound.
  public var nodeName: String
  /// `spec.hostNetwork`.
  public var usesHostNetwork: Bool
  /// `spec.hostname`; empty when absent.
  public var hostname: String
  /// `spec.subdomain`; empty when absent.
  public var subdomain: String
  /// `metadata.deletionTimestamp`: when the grace period ends, usually in the future when first
  /// seen; the Pod is terminating from the moment it has one (semantics.md 1.9).
  public var deletionTimestamp: Instant?
  /// `metadata.creationTimestamp`.
  public var creationTimestamp: Instant?
  /// The owner with `controller: true`.
  public var controller: OwnerReference?
  /// The ports of all containers: regular, then init, then ephemeral, each in order.
  public var ports: [ContainerPort]

  /// Creates the facts of a Pod of which nothing is known.
  public init() {
    labels = [:]
    phase = ""
    ready = .absent
    primaryIP = ""
    ips = []
    hostIPs = []
    nodeName = ""
    usesHostNetwork = false
    hostname = ""
    subdomain = ""
    ports = []
  }
}
