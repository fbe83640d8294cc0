internal import GRDB
import TopologyModel

/// The numbers under which the store knows clusters, feeds and objects, kept in memory.
struct NumberRegistry {
  /// How many objects are kept before the memory is given back.
  static let objectsMax = 200_000

  private struct ObjectKey: Hashable {
    var clusterID: Int64
    var epoch: Int
    var reference: ObjectReference

    var arguments: StatementArguments {
      let slot = reference.slot
      return [clusterID, epoch, slot.kind.rawValue, slot.namespace, slot.name, reference.uid]
    }
  }

  private var lastFeed: (feed: FeedDescription, numbers: (clusterID: Int64, feedID: Int64))?
  private var feeds: [FeedDescription: (clusterID: Int64, feedID: Int64)] = [:]
  private var objects: [ObjectKey: Int64] = [:]
  /// Feeds that this transaction registered, and of which no event was appended yet.
  private var newFeeds: [Int64: FeedDescription] = [:]

  /// The numbers of a feed and its cluster, registered when they are new.
  mutating func feedNumbers(
    of feed: FeedDescription,
    db: Database
  ) throws -> (clusterID: Int64, feedID: Int64) {
    if let lastFeed, lastFeed.feed == feed { return lastFeed.numbers }
    if let numbers = feeds[feed] {
      lastFeed = (feed, numbers)
      return numbers
    }
    try db.cachedStatement(sql: "INSERT OR IGNORE INTO cluster (name) VALUES (?)")
      .execute(arguments: [feed.cluster])
    let clusterID = try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT id FROM cluster WHERE name = ?"),
      arguments: [feed.cluster]
    )
    guard let clusterID else { throw missing("cluster `\(feed.cluster)`") }
    let insert = """
      INSERT OR IGNORE INTO feed (cluster_id, identity, name, format, retention, kubernetes_version)
      VALUES (?, ?, ?, ?, ?, ?)
      """
    try db.cachedStatement(sql: insert).execute(
      arguments: [
        clusterID, feed.identity, feed.name, feed.format, feed.retention, feed.kubernetesVersion,
      ])
    let isNew = db.changesCount > 0
    let feedID = try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT id FROM feed WHERE cluster_id = ? AND identity = ?"),
      arguments: [clusterID, feed.identity]
    )
    guard let feedID else { throw missing("feed `\(feed.name)`") }
    feeds[feed] = (clusterID, feedID)
    if isNew { newFeeds[feedID] = feed }
    return (clusterID, feedID)
  }

  /// What a feed is, for its first event, which has to say it; nil for later ones.
  mutating func description(forFirstEventOf feedID: Int64) -> FeedDescription? {
    newFeeds.isEmpty ? nil : newFeeds.removeValue(forKey: feedID)
  }

  /// Takes feeds back that were registered and told nothing new: the chain does not cover them.
  mutating func removeUnusedFeeds(db: Database) throws {
    guard !newFeeds.isEmpty else { return }
    // Another description of the same feed may have been given its number, too.
    feeds = feeds.filter { newFeeds[$0.value.feedID] == nil }
    lastFeed = nil
    for id in newFeeds.keys.sorted() {
      try db.execute(sql: "DELETE FROM feed WHERE id = ?", arguments: [id])
    }
    newFeeds = [:]
    try db.execute(
      sql: "DELETE FROM cluster WHERE NOT EXISTS (SELECT 1 FROM feed WHERE cluster_id = cluster.id)"
    )
  }

  /// The number of an object, registered when it is new, and whether it was.
  mutating func objectID(
    of reference: ObjectReference,
    clusterID: Int64,
    epoch: Int,
    db: Database
  ) throws -> (id: Int64, isNew: Bool) {
    let key = ObjectKey(clusterID: clusterID, epoch: epoch, reference: reference)
    if let id = objects[key] { return (id, false) }
    if objects.count >= Self.objectsMax { objects.removeAll(keepingCapacity: true) }
    let arguments = key.arguments
    let insert = """
      INSERT OR IGNORE INTO object (cluster_id, epoch, kind, namespace, name, uid)
      VALUES (?, ?, ?, ?, ?, ?)
      """
    try db.cachedStatement(sql: insert).execute(arguments: arguments)
    let isNew = db.changesCount > 0
    let id = try Int64.fetchOne(db.cachedStatement(sql: Self.select), arguments: arguments)
    guard let id else { throw missing("object `\(reference)`") }
    objects[key] = id
    return (id, isNew)
  }

  private static let select = """
    SELECT id FROM object
    WHERE cluster_id = ? AND epoch = ? AND kind = ? AND namespace = ? AND name = ? AND uid = ?
    """

  /// The number of an object; nil where it has none.
  func knownObjectID(
    of reference: ObjectReference,
    clusterID: Int64,
    epoch: Int,
    db: Database
  ) throws -> Int64? {
    let key = ObjectKey(clusterID: clusterID, epoch: epoch, reference: reference)
    if let id = objects[key] { return id }
    return try Int64.fetchOne(db.cachedStatement(sql: Self.select), arguments: key.arguments)
  }

  private func missing(_ what: String) -> EventLogError {
    .corrupt(position: .zero, detail: "\(what) could not be registered")
  }
}
