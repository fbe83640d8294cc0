internal import TopologyModel

/// A feed: one source of records about one cluster.
public struct FeedDescription: Hashable, Sendable {
  /// The format of a recorder's feeds, each of which tells of one kind in one scope.
  public static let liveFormat = "live"

  /// The cluster's name.
  public var cluster: String
  /// What makes the feed the same again: for a file, the SHA-256 of its uncompressed content.
  public var identity: String
  /// The name that people see, such as a file's name.
  public var name: String
  /// The format's name, such as `recording-watch`.
  public var format: String
  /// What was removed from bodies at the door: `full`, `default` or `topology`.
  public var retention: String
  /// The cluster's Kubernetes version as it was given, such as `1.34`; empty where none was.
  public var kubernetesVersion: String

  /// Creates a description, with U+FFFD in place of zero bytes in its texts.
  public init(
    cluster: String,
    identity: String,
    name: String,
    format: String,
    retention: String,
    kubernetesVersion: String
  ) {
    self.cluster = cluster.storable
    self.identity = identity.storable
    self.name = name.storable
    self.format = format.storable
    self.retention = retention.storable
    self.kubernetesVersion = kubernetesVersion.storable
  }

  /// The format of what retentions tell.
  static let retentionFormat = "retention"

  /// The feed of a cluster's `forgotten` events.
  static func retention(of cluster: String) -> FeedDescription {
    FeedDescription(
      cluster: cluster,
      identity: "hindcast:retention",
      name: "retention",
      format: retentionFormat,
      retention: "full",
      kubernetesVersion: ""
    )
  }
}
