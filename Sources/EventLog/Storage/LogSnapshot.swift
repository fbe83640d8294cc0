internal import Foundation
internal import GRDB
public import TopologyModel

/// What the log holds at one moment; valid inside the closure that it was handed to.
public struct LogSnapshot {
  let db: Database
  let path: String
  /// Where what was read is left for the next reader; nil where nothing is to be.
  package let shelf: SnapshotShelf?
  /// The sealed parts that were read last.
  let blocks = BlockCache(bytesMax: BlockCache.snapshotBytesMax)

  /// What the connection knows of this moment still; nil where it has to be read.
  package let end: StoreEnd?

  init(db: Database, path: String, shelf: SnapshotShelf? = nil, end: StoreEnd? = nil) {
    self.db = db
    self.path = path
    self.shelf = shelf
    self.end = end
  }

  /// The same moment, with nothing left of it.
  package var unshelved: LogSnapshot { LogSnapshot(db: db, path: path) }

  /// The number that SQLite gives to the state of the tables.
  package func schemaNumber() throws -> Int {
    if let known = end?.schema { return known }
    let number = try Int.fetchOne(db.cachedStatement(sql: "PRAGMA schema_version")) ?? 0
    end?.schema = number
    return number
  }

  /// The same moment, for the storage files of projections.
  public var connection: StoreConnection { StoreConnection(handle: db) }

  /// The store's path, for messages.
  public var storePath: String { path }

  /// The last position and the chain hash there; zero and `genesis` for an empty log.
  public func head() throws -> (position: LogPosition, hash: ChainHash) {
    if let known = end?.head { return known }
    let head = try readHead()
    end?.head = head
    return head
  }

  private func readHead() throws -> (position: LogPosition, hash: ChainHash) {
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: "SELECT position, hash FROM event ORDER BY position DESC LIMIT 1"
      )
    )
    guard let row else { return (.zero, .genesis) }
    return try (LogPosition(row.value(0)), try Self.hash(row.value(1), at: row.value(0)))
  }

  /// The last position that was recorded by an instant; zero where none was.
  ///
  /// Throws `knowledgeForgotten` for an instant before the event at the horizon was recorded.
  public func position(recordedBy instant: Instant) throws -> LogPosition {
    let base = try base()
    if let base, instant < base.recordedAt {
      throw EventLogError.knowledgeForgotten(
        instant,
        horizon: base.position,
        recordedAt: base.recordedAt
      )
    }
    // Behind the horizon no position is missing.
    var low: Int64 = base?.position.value ?? 0
    var high = try head().position.value
    while low < high {
      let middle = (low + high + 1) / 2
      let recordedAt = try Int64.fetchOne(
        db.cachedStatement(sql: "SELECT recorded_at FROM event WHERE position = ?"),
        arguments: [middle]
      )
      if let recordedAt, recordedAt <= instant.nanoseconds {
        low = middle
      } else {
        high = middle - 1
      }
    }
    return LogPosition(low)
  }

  /// The chain hash at a position; throws `positionInFuture` behind the end, and `forgotten` where the
  /// event is gone.
  public func hash(at position: LogPosition) throws -> ChainHash {
    guard position > .zero else { return .genesis }
    if let hash = try heldHash(at: position) { return hash }
    let base = try base()
    if let base, position == base.position { return base.hash }
    try checkIsKnown(position)
    throw EventLogError.positionInFuture(position, head: try head().position)
  }

  static func hash(_ bytes: Data, at position: Int64) throws -> ChainHash {
    guard let hash = ChainHash(bytes: Array(bytes)) else {
      throw EventLogError.corrupt(
        position: LogPosition(position),
        detail: "its hash does not have 32 bytes"
      )
    }
    return hash
  }

  /// The names of the clusters with their numbers, sorted by name.
  public func clusters() throws -> [(id: Int64, name: String)] {
    try Row.fetchAll(db, sql: "SELECT id, name FROM cluster ORDER BY name")
      .map { try ($0.value(0), $0.value(1)) }
  }

  /// The number of the cluster of a name; nil where there is none.
  public func clusterID(named name: String) throws -> Int64? {
    try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT id FROM cluster WHERE name = ?"),
      arguments: [name]
    )
  }

  /// The feeds of a cluster with their numbers, sorted by name, then identity; what retentions told is
  /// none of them.
  public func feeds(clusterID: Int64) throws -> [(id: Int64, feed: FeedDescription)] {
    let sql = """
      SELECT feed.id, cluster.name, identity, feed.name, format, retention,
        kubernetes_version
      FROM feed JOIN cluster ON cluster.id = cluster_id
      WHERE cluster_id = ? AND format <> ? ORDER BY feed.name, identity
      """
    let arguments: StatementArguments = [clusterID, FeedDescription.retentionFormat]
    return try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
      let feed = try FeedDescription(
        cluster: row.value(1),
        identity: row.value(2),
        name: row.value(3),
        format: row.value(4),
        retention: row.value(5),
        kubernetesVersion: row.value(6)
      )
      return try (row.value(0), feed)
    }
  }

  /// What a feed of a cluster kept of bodies, as it was registered; nil where there is no such feed.
  package func retention(ofFeed identity: String, cluster: String) throws -> String? {
    let sql = """
      SELECT retention FROM feed
      WHERE cluster_id = (SELECT id FROM cluster WHERE name = ?) AND identity = ?
      """
    return try String.fetchOne(
      db.cachedStatement(sql: sql),
      arguments: [cluster, identity]
    )
  }

  /// The Kubernetes version that was given last for a cluster, of the feeds that had told something
  /// by a position; nil where none was.
  public func kubernetesVersion(clusterID: Int64, by position: LogPosition) throws -> String? {
    let sql = """
      SELECT kubernetes_version FROM feed WHERE cluster_id = ? AND kubernetes_version <> ''
        AND EXISTS (
          SELECT 1 FROM observation_key WHERE feed_id = feed.id AND position <= ?)
      ORDER BY id DESC LIMIT 1
      """
    return try String.fetchOne(
      db.cachedStatement(sql: sql),
      arguments: [clusterID, position.value]
    )
  }

  /// Numbers of the incarnations that a slot had in an epoch, in order of first append.
  public func objectIDs(clusterID: Int64, epoch: Int, slot: ObjectSlot) throws -> [Int64] {
    let sql = """
      SELECT id FROM object
      WHERE cluster_id = ? AND epoch = ? AND kind = ? AND namespace = ? AND name = ? ORDER BY id
      """
    return try Int64.fetchAll(
      db.cachedStatement(sql: sql),
      arguments: [clusterID, epoch, slot.kind.rawValue, slot.namespace, slot.name]
    )
  }

  /// Numbers of the objects of a UID in an epoch; more than one only where a UID is empty.
  public func objectIDs(clusterID: Int64, epoch: Int, uid: String) throws -> [Int64] {
    let sql = "SELECT id FROM object WHERE uid = ? AND cluster_id = ? AND epoch = ? ORDER BY id"
    return try Int64.fetchAll(
      db.cachedStatement(sql: sql),
      arguments: [uid, clusterID, epoch]
    )
  }

  /// Whether a state of any object of a cluster was ever told.
  public func hasObjects(clusterID: Int64) throws -> Bool {
    let sql = "SELECT EXISTS (SELECT 1 FROM object WHERE cluster_id = ?)"
    return try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: [clusterID]) ?? false
  }

  /// Whether the objects of a cluster are manifests, which alone have no UID; a cluster has them or
  /// others, never both.
  public func hasManifests(clusterID: Int64) throws -> Bool {
    let sql = "SELECT uid = '' FROM object WHERE cluster_id = ? LIMIT 1"
    return try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: [clusterID]) ?? false
  }

  /// The object of a number; throws `corrupt` when there is none.
  public func object(_ id: Int64) throws -> ObjectReference {
    let sql = "SELECT kind, namespace, name, uid FROM object WHERE id = ?"
    let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [id])
    guard let row, let kind = try ResourceKind(rawValue: row.value(0)) else {
      throw EventLogError.corrupt(position: .zero, detail: "object \(id) is not registered")
    }
    return try ObjectReference(
      slot: ObjectSlot(kind: kind, namespace: row.value(1), name: row.value(2)),
      uid: row.value(3)
    )
  }

  /// How many bytes the database takes, free pages included.
  public func byteCount() throws -> Int64 {
    let pages = try Int64.fetchOne(db, sql: "PRAGMA page_count") ?? 0
    let size = try Int64.fetchOne(db, sql: "PRAGMA page_size") ?? 0
    return pages * size
  }
}
