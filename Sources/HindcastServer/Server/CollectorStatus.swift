internal import QueryEngine
public import TopologyModel

/// What a collector in the server's process says of its watches.
public struct CollectorStatus: Sendable {
  /// Tells the present status.
  public typealias Source = @Sendable () -> CollectorStatus

  /// One watch.
  public struct Watch: Sendable {
    /// The cluster's name.
    public var cluster: String
    /// The kind.
    public var kind: ResourceKind
    /// The namespace; nil for all.
    public var namespace: String?
    /// Whether its changes arrive now.
    public var isConnected: Bool
    /// When it told something last; nil for never.
    public var lastToldAt: Instant?

    /// Creates the status of a watch.
    public init(
      cluster: String,
      kind: ResourceKind,
      namespace: String?,
      isConnected: Bool,
      lastToldAt: Instant?
    ) {
      self.cluster = cluster
      self.kind = kind
      self.namespace = namespace
      self.isConnected = isConnected
      self.lastToldAt = lastToldAt
    }
  }

  /// The watches, in the order in which they are shown.
  public var watches: [Watch]
  /// How many events were appended.
  public var appendedCount: Int
  /// How many events wait to be written.
  public var queuedCount: Int
  /// Why the last write failed; nil while writes succeed.
  public var failure: String?

  /// Creates a status.
  public init(watches: [Watch], appendedCount: Int, queuedCount: Int, failure: String?) {
    self.watches = watches
    self.appendedCount = appendedCount
    self.queuedCount = queuedCount
    self.failure = failure
  }

  /// The status with those watches alone that may be told of.
  func restricted(to restriction: AccessRestriction) -> CollectorStatus {
    var status = self
    status.watches.removeAll { watch in
      !restriction.allows(cluster: watch.cluster)
        || !(watch.namespace.map { restriction.allows(namespace: $0) } ?? true)
    }
    return status
  }

  /// Whether all watches are connected, and what they tell is stored.
  var isConnected: Bool { failure == nil && watches.allSatisfy(\.isConnected) && !watches.isEmpty }
}
