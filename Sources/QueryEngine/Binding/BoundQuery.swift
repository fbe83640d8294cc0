public import Projections
public import TopologyModel

/// A query whose names, times and columns are resolved; nothing in it is raw text of the query.
public struct BoundQuery: Hashable, Sendable {
  /// When a question is asked for.
  public enum Time: Hashable, Sendable {
    /// The topology at an instant.
    case at(Instant)
    /// The topology at a revision.
    case atRevision(Revision)
    /// The topology over a span, half-open.
    case span(from: Instant, until: Instant)
    /// The log up to an instant, from another on where one is given; both belong to it.
    case log(since: Instant?, through: Instant)
  }

  /// Whether it is asked over a span of the topology.
  var isOverSpan: Bool {
    if case .span = time { true } else { false }
  }

  /// The canonical text.
  public var text: String
  /// What is asked.
  public var question: BoundQuestion
  /// The cluster and epoch.
  public var cluster: ClusterContext
  /// Whether the store has other clusters, too.
  public var hasOtherClusters: Bool
  /// For when.
  public var time: Time
  /// The stages, in order.
  public var stages: [BoundStage]
  /// The columns that come out of the last stage.
  public var columns: [Column]
}
