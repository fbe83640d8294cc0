public import KubernetesRules

/// A cluster of the store with the epoch that a question is about.
public struct ClusterContext: Hashable, Sendable {
  /// The cluster's number.
  public var clusterID: Int64
  /// The cluster's name.
  public var name: String
  /// The number of the epoch's projection.
  public var epochID: Int64
  /// The epoch.
  public var epoch: Int
  /// Whether revisions of all kinds come from one counter (architecture.md section 3).
  public var sharesRevisions: Bool
  /// Whether the cluster is one of manifests, which nobody observed, and not of what a cluster says
  /// of itself.
  public var isOfManifests: Bool
  /// The Kubernetes version that was given for the cluster; nil where none was.
  public var givenVersion: KubernetesVersion?
  /// Behind what the epoch was forgotten; nil where nothing of it was.
  public var horizon: RetentionBound?

  /// Creates a context.
  public init(
    clusterID: Int64,
    name: String,
    epochID: Int64,
    epoch: Int,
    sharesRevisions: Bool,
    isOfManifests: Bool,
    givenVersion: KubernetesVersion?,
    horizon: RetentionBound?
  ) {
    self.clusterID = clusterID
    self.name = name
    self.epochID = epochID
    self.epoch = epoch
    self.sharesRevisions = sharesRevisions
    self.isOfManifests = isOfManifests
    self.givenVersion = givenVersion
    self.horizon = horizon
  }
}
