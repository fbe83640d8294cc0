import EventLog
internal import Foundation
internal import GRDB
import TopologyModel

/// Selects what of one cluster is forgotten, and what of it stays.
struct RetentionSelection {
  let reads: ProjectionSnapshot
  let clusterID: Int64
  let name: String
  /// What was observed before it is forgotten.
  let before: Instant
  /// The epoch that answers at the horizon.
  let context: ClusterContext
  private let unsharedFrom: LogPosition?
  private let earlier: RetentionHorizon?
  /// What was proven just before the horizon.
  private let steps: [ForgottenDetails.Step]

  private var db: Database { reads.db }

  private static let forgotten = "temp.\(RetentionTables.forgotten)"
  private static let kept = "temp.\(RetentionTables.kept)"

  /// Creates the selection of a cluster; nil where nothing of it lies before the instant, or no more
  /// than was forgotten already.
  init?(
    _ reads: ProjectionSnapshot,
    _ cluster: (id: Int64, name: String),
    before instant: Instant,
    _ earlier: RetentionHorizon?
  ) throws {
    let epochs = try reads.epochs(of: cluster.name)
    // What was observed last stays: it tells up to when there was anything.
    let last = try epochs.compactMap { try reads.latestObservation($0.context) }.max()
    guard let last else { return nil }
    let before = min(instant, last)
    if let earlier, before <= earlier.details.before { return nil }
    guard let context = epochs.last(where: { $0.begunAt <= before })?.context else { return nil }
    self.reads = reads
    clusterID = cluster.id
    name = cluster.name
    self.before = before
    self.context = context
    self.earlier = earlier
    unsharedFrom = try Int64.fetchOne(
      reads.db,
      sql: "SELECT unshared_from FROM projection_epoch WHERE id = ?",
      arguments: [context.epochID]
    ).map { LogPosition($0) }
    steps = try Self.steps(reads, context, before: before)
  }

  private static func steps(
    _ reads: ProjectionSnapshot,
    _ context: ClusterContext,
    before: Instant
  ) throws -> [ForgottenDetails.Step] {
    try ResourceKind.allCases.compactMap { kind in
      let sql = """
        SELECT observed_at, revision FROM projection_step
        WHERE epoch_id = ? AND kind = ? AND observed_at < ? AND superseded_at IS NULL
        ORDER BY observed_at DESC LIMIT 1
        """
      let row = try Row.fetchOne(
        reads.db,
        sql: sql,
        arguments: [context.epochID, kind.rawValue, before.nanoseconds]
      )
      guard let row, let revision = try Revision(packedKey: row.value(1) as Data)
      else { return nil }
      var toldAt = try Instant(nanoseconds: row.value(0))
      // What an earlier retention knew is not at its horizon, but before.
      if let bound = context.horizon, toldAt == bound.before, let known = bound.toldAt[kind] {
        toldAt = known
      }
      return ForgottenDetails.Step(kind: kind, revision: revision, toldAt: toldAt)
    }
  }

  // MARK: Selecting

  /// Notes every event from before the horizon; returns the last position of one, or zero.
  func select() throws -> LogPosition {
    let sql = """
      INSERT INTO \(Self.forgotten) SELECT position FROM event
      WHERE feed_id IN (SELECT id FROM feed WHERE cluster_id = ?) AND observed_at < ? AND type <> ?
      """
    try db.execute(
      sql: sql,
      arguments: [clusterID, before.nanoseconds, EventType.forgotten.rawValue]
    )
    let last = """
      SELECT max(position) FROM \(Self.forgotten) JOIN event USING (position)
      WHERE feed_id IN (SELECT id FROM feed WHERE cluster_id = ?)
      """
    return LogPosition(try Int64.fetchOne(db, sql: last, arguments: [clusterID]) ?? 0)
  }

  /// Notes what stays of the events through the horizon's position.
  func keep(through horizon: Int64) throws {
    for kind in ResourceKind.allCases {
      guard let revision = bound(of: kind) else { continue }
      try keepOpen(kind, at: revision, horizon)
      try keepAhead(kind, of: revision, horizon)
      try keepEnds(kind, at: revision)
    }
    try keepSessions()
    try keepVersionOfCluster(horizon)
  }

  /// The revision of a kind at the horizon; nil where none was proven.
  func bound(of kind: ResourceKind) -> Revision? {
    context.sharesRevisions
      ? steps.map(\.revision).max() : steps.first { $0.kind == kind }?.revision
  }

  private func keep(_ select: String, _ arguments: StatementArguments) throws {
    try db.execute(sql: "INSERT OR IGNORE INTO \(Self.kept) \(select)", arguments: arguments)
  }

  /// The objects of a kind in the epoch.
  private static let objects = """
    (SELECT id FROM object WHERE cluster_id = ? AND epoch = ? AND kind = ?)
    """

  /// The last state of every object that was open at the horizon, as it was known at its position.
  private func keepOpen(_ kind: ResourceKind, at revision: Revision, _ horizon: Int64) throws {
    try keep(
      """
      SELECT position FROM (
        SELECT (
          SELECT position FROM object_event AS own
          WHERE own.object_id = open.object_id AND revision <= ?5 AND assertion = 0
            AND position <= ?3
          ORDER BY revision DESC, position LIMIT 1) AS position
        FROM (
          SELECT DISTINCT object_id FROM projection_run
          WHERE scope_id IN (SELECT id FROM projection_scope WHERE epoch_id = ?1 AND kind = ?2)
            AND part = 0 AND from_revision <= ?4
            AND (until_revision IS NULL OR until_known_from > ?3 OR until_revision > ?4)
            AND known_from <= ?3 AND (superseded_at IS NULL OR superseded_at > ?3)) AS open)
      WHERE position IS NOT NULL
      """,
      [
        context.epochID, kind.rawValue, horizon, Data(revision.packedKey), Data(revision.sortKey),
      ]
    )
  }

  /// What was told already of revisions that were not proven at the horizon.
  private func keepAhead(_ kind: ResourceKind, of revision: Revision, _ horizon: Int64) throws {
    try keep(
      """
      SELECT position FROM object_event
      WHERE object_id IN \(Self.objects) AND revision > ? AND position <= ?
      """,
      [clusterID, context.epoch, kind.rawValue, Data(revision.sortKey), horizon]
    )
  }

  /// The ends of objects of which an earlier state is told behind the horizon, and what ended them.
  private func keepEnds(_ kind: ResourceKind, at revision: Revision) throws {
    let late = """
      (SELECT DISTINCT object_event.object_id FROM object_event JOIN event USING (position)
        WHERE object_event.object_id IN \(Self.objects) AND object_event.revision <= ?
          AND object_event.assertion < 8 AND observed_at >= ?)
      """
    let arguments: StatementArguments = [
      clusterID, context.epoch, kind.rawValue, Data(revision.sortKey), before.nanoseconds,
    ]
    try keep(
      """
      SELECT position FROM (
        SELECT (
          SELECT position FROM object_event AS own
          WHERE own.object_id = late.object_id AND own.revision <= ? AND own.assertion < 8
            AND position IN (SELECT position FROM \(Self.forgotten))
          ORDER BY own.revision DESC, position LIMIT 1) AS position
        FROM \(late) AS late)
      WHERE position IS NOT NULL
      """,
      [Data(revision.sortKey)] + arguments
    )
    try keep(
      """
      SELECT until_known_from FROM projection_run
      WHERE object_id IN \(late) AND part = 0 AND superseded_at IS NULL AND until_revision <= ?
        AND until_known_from IN (SELECT position FROM \(Self.forgotten))
      """,
      arguments + [Data(revision.packedKey)]
    )
  }

  /// The watches that were opened before the horizon.
  private static let earlySessions = """
    SELECT * FROM projection_session WHERE epoch_id = ? AND opened_at < ?
    """

  /// Selects the watches that were open at the horizon.
  private var openSessions: (sql: String, arguments: StatementArguments) {
    let own = Self.earlySessions
    let sql = """
      SELECT * FROM (\(own)) AS own WHERE (closed_at IS NULL OR closed_at >= ?)
        AND (closed_at IS NOT NULL OR is_implied OR NOT EXISTS (
          SELECT 1 FROM (\(own)) AS later
          WHERE NOT later.is_implied AND later.kind = own.kind AND later.namespace IS own.namespace
            AND later.selector = own.selector AND later.opened_at > own.opened_at
            AND (own.namespace IS NULL OR later.feed_id = own.feed_id)))
      """
    let instant = before.nanoseconds
    return (sql, [context.epochID, instant, instant, context.epochID, instant])
  }

  /// The openings of the watches open at the horizon that had delivered something.
  private func delivered() throws -> [LogPosition] {
    let (open, arguments) = openSessions
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT opened_at_position, kind, namespace, opened_revision, opened_at FROM (\(open))
        ORDER BY opened_at_position
        """,
      arguments: arguments
    )
    let proved = try rows.compactMap { row -> Int64? in
      guard let kind = ResourceKind(rawValue: try row.value(1)) else { return nil }
      let hasDelivered = try reads.hasChange(
        of: kind,
        namespace: row.value(2),
        above: (row.value(3) as Data?).flatMap { Revision(packedKey: $0) },
        from: Instant(nanoseconds: row.value(4)),
        through: before.advanced(byNanoseconds: -1),
        context
      )
      return hasDelivered ? try row.value(0) : nil
    }
    guard let horizon = context.horizon else { return proved.map { LogPosition($0) } }
    // What had been delivered before an earlier horizon, that one noted.
    let older = try Int64.fetchAll(
      db,
      sql: "SELECT opened_at_position FROM (\(open)) WHERE opened_at = ?",
      arguments: arguments + [horizon.before.nanoseconds]
    ).filter { horizon.delivered?.contains(LogPosition($0)) ?? true }
    return Set(proved + older).sorted().map { LogPosition($0) }
  }

  /// The openings of the watches that were open at the horizon, and, where only a file tells of one,
  /// the recorded watches that count in its place.
  private func keepSessions() throws {
    let (open, arguments) = openSessions
    try keep("SELECT opened_at_position FROM (\(open))", arguments)
    for column in ["opened_at_position", "closed_at_position"] {
      try keep(
        """
        SELECT recorded.\(column) FROM (\(Self.earlySessions)) AS recorded JOIN (\(open)) AS implied
          ON implied.is_implied AND implied.kind = recorded.kind
        WHERE NOT recorded.is_implied AND recorded.closed_at >= implied.opened_at
        """,
        [context.epochID, before.nanoseconds] + arguments
      )
    }
  }

  /// An observation of the feed that gave the cluster's version, which counts once it has told
  /// something.
  private func keepVersionOfCluster(_ horizon: Int64) throws {
    try keep(
      """
      SELECT position FROM (
        SELECT max(position) AS position FROM observation_key WHERE position <= ? AND feed_id = (
          SELECT id FROM feed WHERE cluster_id = ? AND kubernetes_version <> '' AND EXISTS (
            SELECT 1 FROM observation_key WHERE feed_id = feed.id AND position <= ?)
          ORDER BY id DESC LIMIT 1))
      WHERE position IS NOT NULL
      """,
      [horizon, clusterID, horizon]
    )
  }

  // MARK: Telling

  /// The ends that an earlier retention noted of a kind, in the epoch that answers at the horizon.
  func earlierEnds(of kind: ResourceKind) -> [ForgottenDetails.End] {
    guard let earlier, earlier.details.epoch == context.epoch else { return [] }
    return (earlier.details.ends ?? []).filter { $0.kind == kind }
  }

  /// What becomes of the cluster, once all that stays is taken out.
  func counted(through horizon: Int64) throws -> RetentionPlan.Cluster {
    var cluster = RetentionPlan.Cluster(
      id: clusterID,
      name: name,
      before: before,
      epoch: context.epoch,
      unsharedFrom: unsharedFrom,
      steps: steps,
      listed: try listed(),
      delivered: try delivered(),
      ends: try ends(knownThrough: horizon),
      forgottenBefore: earlier?.details.eventCount ?? 0
    )
    let sql = """
      SELECT count(*), coalesce(sum(\(RetentionPlanner.bodyBytes)), 0) FROM event
      WHERE feed_id IN (SELECT id FROM feed WHERE cluster_id = ?) AND type <> ?
      """
    let arguments: StatementArguments = [clusterID, EventType.forgotten.rawValue]
    let gone = try Row.fetchOne(
      db,
      sql: "\(sql) AND position IN (SELECT position FROM \(Self.forgotten))",
      arguments: arguments
    )
    let old = try Row.fetchOne(
      db,
      sql: "\(sql) AND observed_at < ?",
      arguments: arguments + [before.nanoseconds]
    )
    if let gone, let old {
      (cluster.forgottenCount, cluster.forgottenBytes) = (gone[0], gone[1])
      cluster.keptCount = (old[0] as Int) - (gone[0] as Int)
      cluster.keptBytes = (old[1] as Int64) - (gone[1] as Int64)
    }
    return cluster
  }

  /// What is said again of a cluster of which no more is forgotten.
  static func renewed(_ horizon: RetentionHorizon) -> RetentionPlan.Cluster {
    RetentionPlan.Cluster(
      id: horizon.clusterID,
      name: horizon.cluster,
      before: horizon.details.before,
      epoch: horizon.details.epoch,
      unsharedFrom: horizon.details.unsharedFrom,
      steps: horizon.details.steps,
      listed: horizon.details.listed,
      delivered: horizon.details.delivered,
      ends: horizon.details.ends,
      forgottenBefore: horizon.details.eventCount
    )
  }

  /// What had been listed before the horizon, and through which revision everything was delivered.
  private func listed() throws -> [ForgottenDetails.Listed] {
    try steps.flatMap { step -> [ForgottenDetails.Listed] in
      let records = try reads.coverage(of: step.kind, context)
      let listings = records.listings.filter { $0.observedAt < before }
      let namespaces = Set(listings.map(\.namespace)).sorted { ($0 ?? "") < ($1 ?? "") }
      return namespaces.compactMap { namespace in
        let timeline = CoverageTimeline(records, namespace: namespace)
        let segment = timeline.segments.last { $0.first <= step.revision }
        let listing = listings.filter { $0.namespace == namespace }.map(\.revision).max()
        let reached = segment.map { min($0.last, step.revision) } ?? listing
        return reached.map {
          ForgottenDetails.Listed(kind: step.kind, namespace: namespace, revision: $0)
        }
      }
    }
  }
}
