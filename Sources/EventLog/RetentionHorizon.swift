public import TopologyModel

/// The horizon behind which a store has forgotten a cluster.
public struct RetentionHorizon: Hashable, Sendable {
  /// The cluster's number.
  public var clusterID: Int64
  /// The cluster's name.
  public var cluster: String
  /// The `forgotten` event.
  public var position: LogPosition
  /// What it says.
  public var details: ForgottenDetails

  /// Creates a horizon.
  public init(
    clusterID: Int64,
    cluster: String,
    position: LogPosition,
    details: ForgottenDetails
  ) {
    self.clusterID = clusterID
    self.cluster = cluster
    self.position = position
    self.details = details
  }
}
