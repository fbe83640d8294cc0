public import Projections
public import TopologyModel

/// What a query answers: the same for the same query, basis and `now`, whatever the format.
public struct Answer: Hashable, Sendable {
  /// The resolved time of the question.
  public enum Time: Hashable, Sendable {
    /// At an instant.
    case at(Instant)
    /// At a revision of the cluster, with the instant at which it was proven, where it was.
    case atRevision(Revision, Instant?)
    /// Over a span, half-open.
    case span(from: Instant, until: Instant)
    /// Everything up to an instant, which belongs to it.
    case log(through: Instant)
  }

  /// What was observed of one kind at the asked time.
  public struct KindCoverage: Hashable, Sendable {
    /// The kind.
    public var kind: ResourceKind
    /// Whether the kind was observed.
    public var isObserved: Bool
    /// The stretch of time, observed or not, that the asked time lies in.
    public var from: Instant?
    /// Its end.
    public var until: Instant?
  }

  /// The query in its canonical text.
  public var query: String
  /// The resolved time.
  public var time: Time
  /// The cluster that was asked; nil where none was.
  public var cluster: String?
  /// Whether the store has other clusters, too, so that rows name theirs.
  public var hasOtherClusters: Bool
  /// The position that `as known at` named; nil for the end of the log.
  public var knownAt: LogPosition?
  /// The last position used and the chain hash there.
  public var basis: Basis
  /// What was observed of each kind that the question reads: at an instant the stretch that it lies in,
  /// over a span every stretch that meets it.
  public var coverage: [KindCoverage]
  /// The notes, in the order in which they arose.
  public var notes: [Note]
  /// The columns of the rows' cells.
  public var columns: [Column]
  /// The rows, in the language's order.
  public var rows: [ResultRow]
  /// Whether rows carry an interval and an event of their own (not where rows were merged at
  /// an instant).
  public var hasIntervals: Bool
}
