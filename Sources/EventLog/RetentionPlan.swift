public import TopologyModel

/// What a retention would forget, and what it would leave.
public struct RetentionPlan: Sendable {
  /// What becomes of one cluster.
  public struct Cluster: Sendable {
    /// The cluster's number.
    public var id: Int64
    /// The cluster's name.
    public var name: String
    /// The horizon: what was observed before it is forgotten.
    public var before: Instant
    /// How many events go.
    public var forgottenCount: Int
    /// How many bytes their bodies take in the store.
    public var forgottenBytes: Int64
    /// How many events from before the horizon stay.
    public var keptCount: Int
    /// How many bytes their bodies take now, which may build on others that go.
    public var keptBytes: Int64
    /// The epoch that answers at the horizon.
    public var epoch: Int
    /// Since which position revisions are known not to be shared; nil where they are.
    public var unsharedFrom: LogPosition?
    /// What was proven, by kind.
    public var steps: [ForgottenDetails.Step]
    /// What had been listed.
    public var listed: [ForgottenDetails.Listed]
    /// The openings of the open watches that had delivered something; nil where that is not known.
    public var delivered: [LogPosition]?
    /// The objects that ended shortly before the horizon; nil where that is not known.
    public var ends: [ForgottenDetails.End]?
    /// Of how many events nothing was left before.
    public var forgottenBefore: Int

    /// Creates what becomes of a cluster.
    package init(
      id: Int64,
      name: String,
      before: Instant,
      epoch: Int,
      unsharedFrom: LogPosition?,
      steps: [ForgottenDetails.Step],
      listed: [ForgottenDetails.Listed],
      delivered: [LogPosition]?,
      ends: [ForgottenDetails.End]?,
      forgottenBefore: Int
    ) {
      self.id = id
      self.name = name
      self.before = before
      self.epoch = epoch
      self.unsharedFrom = unsharedFrom
      self.steps = steps
      self.listed = listed
      self.delivered = delivered
      self.ends = ends
      self.forgottenBefore = forgottenBefore
      forgottenCount = 0
      forgottenBytes = 0
      keptCount = 0
      keptBytes = 0
    }
  }

  /// The last position whose event may be gone.
  public var horizon: LogPosition
  /// The clusters of which something is forgotten, and those that were forgotten before, by name.
  public var clusters: [Cluster]
  /// How many bytes the bodies of all events take.
  public var bodyBytes: Int64
  /// How many bytes the store takes, free pages aside.
  public var usedBytes: Int64

  /// Creates a plan.
  package init(
    horizon: LogPosition,
    clusters: [Cluster],
    bodyBytes: Int64,
    usedBytes: Int64
  ) {
    self.horizon = horizon
    self.clusters = clusters
    self.bodyBytes = bodyBytes
    self.usedBytes = usedBytes
  }

  /// How many events go.
  public var forgottenCount: Int { clusters.reduce(0) { $0 + $1.forgottenCount } }

  /// The bytes that the store would take, as far as the bodies' share tells.
  public var usedBytesAfter: Int64 {
    let gone = clusters.reduce(0) { $0 + $1.forgottenBytes }
    guard bodyBytes > 0 else { return usedBytes }
    return Int64(Double(usedBytes) * (1 - Double(gone) / Double(bodyBytes)))
  }
}
