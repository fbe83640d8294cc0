public import TopologyModel

/// What a retention is asked to forget.
public struct RetentionRequest: Hashable, Sendable {
  /// How far back the clusters stay known.
  public enum Extent: Hashable, Sendable {
    /// What was observed before an instant goes.
    case before(Instant)
    /// So much goes, the oldest first, that the store takes about so many bytes.
    case bytesMax(Int64)
  }

  /// How far back the clusters stay known.
  public var extent: Extent
  /// The name of the only cluster of which something goes; nil for all.
  public var cluster: String?

  /// Creates a request.
  public init(_ extent: Extent, cluster: String?) {
    self.extent = extent
    self.cluster = cluster
  }
}
