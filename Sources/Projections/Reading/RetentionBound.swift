import EventLog
public import TopologyModel

/// The retention horizon of an epoch, as answers need it.
public struct RetentionBound: Hashable, Sendable {
  /// The horizon in time: what the cluster was like before it was forgotten.
  public var before: Instant
  /// The last position whose event may be gone.
  public var position: LogPosition
  /// The highest revision that was proven before; nil where none was, or where the epoch ended
  /// before.
  public var revision: Revision?
  /// The highest revision of each kind that was proven before.
  public var proven: [ResourceKind: Revision]
  /// When each kind was last told of before.
  public var toldAt: [ResourceKind: Instant]
  /// The openings of the watches that were open then and had delivered something; nil where that was
  /// not noted.
  public var delivered: Set<LogPosition>?

  /// Creates the bound of an epoch; nil for one that began behind the horizon.
  init?(_ details: ForgottenDetails, epoch: Int) {
    guard epoch <= details.epoch else { return nil }
    before = details.before
    position = details.base.position
    guard epoch == details.epoch else {
      proven = [:]
      toldAt = [:]
      return
    }
    revision = details.steps.map(\.revision).max()
    delivered = details.delivered.map { Set($0) }
    proven = Dictionary(
      details.steps.map { ($0.kind, $0.revision) },
      uniquingKeysWith: { first, _ in first }
    )
    toldAt = Dictionary(
      details.steps.map { ($0.kind, $0.toldAt) },
      uniquingKeysWith: { first, _ in first }
    )
  }
}
