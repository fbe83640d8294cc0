/// What questions read of a Node.
public struct NodeFacts: Hashable, Sendable {
  /// One entry of `status.addresses`.
  public struct Address: Hashable, Sendable {
    /// The API's type, such as `InternalIP`.
    public var type: String
    /// The address or name.
    public var address: String

    /// Creates an address.
    public init(type: String, address: String) {
      self.type = type
      self.address = address
    }
  }

  /// The label of a Node's zone.
  public static let zoneLabel = "topology.kubernetes.io/zone"
  /// The label of a Node's region.
  public static let regionLabel = "topology.kubernetes.io/region"

  /// `metadata.labels`.
  public var labels: LabelSet = [:]
  /// `status.addresses`.
  public var addresses: [Address] = []
  /// The Node condition `Ready`.
  public var ready: PodFacts.ConditionStatus = .absent
  /// `status.nodeInfo.kubeletVersion`; empty when absent.
  public var kubeletVersion: String = ""
  /// `metadata.deletionTimestamp`.
  public var deletionTimestamp: Instant?
  /// `metadata.creationTimestamp`.
  public var creationTimestamp: Instant?

  /// Creates the facts of a Node of which nothing is known.
  public init() {}
}
