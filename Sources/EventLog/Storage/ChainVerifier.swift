internal import GRDB
public import TopologyModel

/// Checks the chain from the first event on, or from the horizon: positions without gap, bodies that
/// read back, hashes that follow from one another; and what was left below a horizon.
struct ChainVerifier {
  /// What a walk along the chain came to.
  struct Outcome {
    /// The first damage; nil where the chain holds to its end.
    var damage: EventLogError?
    /// The last event before the damage, or of the log.
    var last = LogPosition.zero
    /// How many feeds have a first event that does not describe them.
    var uncoveredFeeds = 0
    /// The feeds that told something.
    var feeds: Set<Int64> = []
    /// The latest `forgotten` event of each cluster, and before when it was forgotten.
    var forgotten: [Int64: (position: LogPosition, before: Instant)] = [:]
    /// A block that has bodies of events that say something else.
    var foreignBlock: Int64?
  }

  let snapshot: LogSnapshot

  /// Walks along the chain up to the first damage, and hands `visit` every event that holds, with
  /// its body.
  func walk(visit: (StoredEvent, [UInt8]) throws -> Void) throws -> Outcome {
    let blocks = BlockCache(bytesMax: BlockCache.bytesMax)
    blocks.countBodies()
    let reader = BodyReader(db: snapshot.db, cacheBytesMax: 64 << 20, blocks: blocks)
    let head = try snapshot.head().position
    var outcome = Outcome()
    var hash = ChainHash.genesis
    // Feeds that a base or a `forgotten` event describes need no first event that does.
    var described: Set<Int64> = []
    do {
      if let base = try snapshot.base() {
        described = try walkBase(base, reader, &outcome, visit)
        if outcome.damage != nil { return outcome }
        (hash, outcome.last) = (base.hash, base.position)
      }
      let decoded = try snapshot.replayVerifying(
        from: outcome.last.next,
        through: head,
        reader
      ) { event, found in
        try check(event, found, described, &hash, &outcome)
        try visit(event.stored, event.body)
        outcome.last = event.stored.event.position
      }
      outcome.foreignBlock = try firstForeignBlock { blocks.bodyCount(of: $0) ?? decoded($0) }
    } catch let error as EventLogError {
      outcome.damage = error
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
      outcome.damage = .corrupt(position: outcome.last.next, detail: "SQLite cannot read it")
    }
    if outcome.damage == nil, outcome.last != head {
      outcome.damage = .corrupt(
        position: outcome.last.next,
        detail: "its feed or cluster is not registered"
      )
    }
    outcome.feeds.formUnion(described)
    return outcome
  }

  /// Checks that the hash of an event follows from the one before.
  private func check(
    _ event: ReplayedEvent,
    _ found: [UInt8],
    _ described: Set<Int64>,
    _ hash: inout ChainHash,
    _ outcome: inout Outcome
  ) throws {
    let stored = event.stored
    let position = stored.event.position
    let digest = event.digest.isEmpty ? ChainHash.digest(of: event.body) : event.digest
    guard let found = ChainHash(bytes: found) else {
      throw EventLogError.corrupt(position: position, detail: "its hash does not have 32 bytes")
    }
    let plain = hash.appending(stored.event, bodyDigest: digest)
    if outcome.feeds.insert(stored.feedID).inserted, !described.contains(stored.feedID) {
      let feed = try snapshot.feed(stored.feedID)
      hash = hash.appending(stored.event, bodyDigest: digest, describing: feed)
      if found == plain {
        hash = plain
        outcome.uncoveredFeeds += 1
      }
    } else {
      hash = plain
    }
    guard found == hash else {
      throw EventLogError.corrupt(
        position: position,
        detail: "its hash does not follow from its content"
      )
    }
    if stored.event.type == .forgotten {
      guard let details = try? ForgottenDetails(decoding: event.body) else {
        throw EventLogError.corrupt(position: position, detail: "what it says cannot be decoded")
      }
      outcome.forgotten[stored.clusterID] = (position, details.before)
    }
  }

  /// The first block that has another number of bodies than there are events that say theirs is in it.
  ///
  /// Each of these was read from there, so that an equal number means that there is nothing else.
  private func firstForeignBlock(_ bodyCount: (_ block: Int64) -> Int?) throws -> Int64? {
    let sql = "SELECT -body_base, count(*) FROM event WHERE body_base < 0 GROUP BY 1 ORDER BY 1"
    for row in try Row.fetchAll(snapshot.db, sql: sql) {
      let number: Int64 = try row.value(0)
      let count: Int = try row.value(1)
      if bodyCount(number) != count { return number }
    }
    return nil
  }

  /// Checks what was left below the horizon against the hash that the `forgotten` event covers;
  /// returns the feeds that need no description behind it.
  private func walkBase(
    _ base: ForgottenDetails.Base,
    _ reader: BodyReader,
    _ outcome: inout Outcome,
    _ visit: (StoredEvent, [UInt8]) throws -> Void
  ) throws -> Set<Int64> {
    var digest = BaseDigest(snapshot)
    var last = LogPosition.zero
    try snapshot.forEachEvent(from: LogPosition(1), through: base.position) { stored in
      let body = try reader.body(at: stored.event.position.value)
      try digest.add(stored, body: body)
      last = stored.event.position
      outcome.last = last
      try visit(stored, body)
      return true
    }
    guard digest.digest == base.digest else {
      outcome.damage = .corrupt(
        position: base.position,
        detail: "what was left below this retention horizon is not what it was"
      )
      return []
    }
    outcome.feeds = digest.feeds
    var described = digest.feeds
    for horizon in try snapshot.horizons() {
      let feeds = try snapshot.feeds(clusterID: horizon.clusterID)
      for feed in horizon.details.feeds {
        guard let found = feeds.first(where: { $0.feed == feed }) else {
          outcome.damage = .corrupt(
            position: horizon.position,
            detail: "the feed `\(feed.name)` is not what it says"
          )
          return []
        }
        described.insert(found.id)
      }
    }
    return described
  }
}

extension LogSnapshot {
  /// Returns the first damage of the chain, or nil; calls `progress` with every checked position.
  public func firstDamage(progress: (LogPosition) -> Void) throws -> EventLogError? {
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? LogSchema.version
    for check in LogChecks.ofEvents(version: version) {
      if let found = try check.first(self) {
        return .corrupt(position: found.position ?? .zero, detail: found.detail)
      }
    }
    return try ChainVerifier(snapshot: self).walk { stored, _ in progress(stored.event.position) }
      .damage
  }

  /// The feed of a number; throws `corrupt` when there is none.
  func feed(_ id: Int64) throws -> FeedDescription {
    let sql = """
      SELECT cluster.name, identity, feed.name, format, retention, kubernetes_version
      FROM feed JOIN cluster ON cluster.id = cluster_id WHERE feed.id = ?
      """
    let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [id])
    guard let row else {
      throw EventLogError.corrupt(position: .zero, detail: "feed \(id) is not registered")
    }
    return try FeedDescription(
      cluster: row.value(0),
      identity: row.value(1),
      name: row.value(2),
      format: row.value(3),
      retention: row.value(4),
      kubernetesVersion: row.value(5)
    )
  }
}
