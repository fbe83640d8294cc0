import TopologyModel

/// The log of a store that may be damaged: each event is read by itself.
final class DamagedLog {
  /// Why an event cannot be had.
  struct Loss: Error {
    var reason: String
    /// What it was about, where that can be read.
    var object: ObjectReference?
  }

  /// An event that can be read, which proves nothing yet.
  struct Readable {
    var event: RecordedEvent
    var feed: FeedDescription
    var body: [UInt8]
    var hash: ChainHash
  }

  /// The least bytes that an event takes: its hash alone has 32.
  private static let eventBytesMin: Int64 = 32

  private let database: RawDatabase
  private let codec = BodyCodec()
  private var bodies = BodyCache<Int64>(bytesMax: 64 << 20)
  private let blocks = BlockCache(bytesMax: BlockCache.bytesMax)
  private var feeds: [Int64: FeedDescription] = [:]

  init(path: String) throws(EventLogError) {
    database = try RawDatabase(path: path)
    guard database.canAsk("SELECT position, hash FROM event") else {
      throw .unsalvageable(path: path, detail: "it has no events that can be read")
    }
  }

  /// The last position at which anything can be read; 0 where nothing can.
  ///
  /// `gone` is how many events may be missing, since they were forgotten.
  func lastPosition(gone: Int64 = 0) -> Int64 {
    let queries = [
      "SELECT max(position) FROM event",
      "SELECT position FROM event ORDER BY position DESC LIMIT 1",
      "SELECT position FROM projection_checkpoint",
      "SELECT max(position) FROM object_event",
    ]
    let last = queries.compactMap { database.row($0)?[0].integer }.max() ?? 0
    let room = eventsMax
    return min(last, gone < .max - room ? room + gone : .max)
  }

  /// The position of the first event of a type behind a position; nil where there is none, or the
  /// table cannot be read on.
  func position(of type: EventType, after position: Int64) -> Int64? {
    let sql =
      "SELECT position FROM event WHERE type = \(type.rawValue) AND position > ? "
      + "ORDER BY position LIMIT 1"
    return database.row(sql, position)?[0].integer
  }

  /// The position of the first event behind a position; nil where there is none, or the table cannot
  /// be read on.
  func position(after position: Int64) -> Int64? {
    let sql = "SELECT position FROM event WHERE position > ? ORDER BY position LIMIT 1"
    return database.row(sql, position)?[0].integer
  }

  /// The type of the event at a position; nil where it cannot be read.
  func type(at position: Int64) -> EventType? {
    database.row("SELECT type FROM event WHERE position = ?", position)?[0].integer
      .flatMap { EventType(rawValue: Int($0)) }
  }

  /// The positions of the `forgotten` events that the table of horizons names, in order.
  func namedHorizons() -> [Int64] {
    var found: [Int64] = []
    let sql = "SELECT position FROM horizon WHERE position > ? ORDER BY position LIMIT 1"
    while let position = database.row(sql, found.last ?? 0)?[0].integer,
      position > found.last ?? 0
    { found.append(position) }
    return found
  }

  /// How many events the file has room for: a position above that is damage, and is not walked to.
  private var eventsMax: Int64 {
    let sizes = ["PRAGMA page_count", "PRAGMA page_size"].compactMap {
      database.row($0)?[0].integer
    }
    return sizes.count == 2 ? sizes[0] * sizes[1] / Self.eventBytesMin : 0
  }

  /// The stored hash of an event; nil where it cannot be read.
  func hash(at position: Int64) -> ChainHash? {
    database.row("SELECT hash FROM event WHERE position = ?", position)?[0].bytes
      .flatMap { ChainHash(bytes: $0) }
  }

  /// Reads an event with all that belongs to it.
  func event(at position: Int64) throws(Loss) -> Readable {
    let sql = """
      SELECT feed_id, epoch, recorded_at, observed_at, type, assertion, flags, object_id, revision,
        hash
      FROM event WHERE position = ?
      """
    guard let row = database.row(sql, position) else { throw Loss(reason: "it cannot be read") }
    guard let feedID = row[0].integer, let epoch = row[1].integer,
      let recordedAt = row[2].integer, let observedAt = row[3].integer,
      let type = row[4].integer.flatMap({ EventType(rawValue: Int($0)) }),
      let flags = row[6].integer, (0...3).contains(flags),
      let hash = row[9].bytes.flatMap({ ChainHash(bytes: $0) })
    else { throw Loss(reason: "its fields cannot be read") }
    let feed = try feed(feedID)
    let event = RecordedEvent(
      position: LogPosition(position),
      cluster: feed.cluster,
      epoch: Int(epoch),
      feedIdentity: feed.identity,
      recordedAt: Instant(nanoseconds: recordedAt),
      observedAt: Instant(nanoseconds: observedAt),
      type: type,
      assertion: row[5].integer.flatMap { EventType.Assertion(rawValue: Int($0)) },
      evidence: Evidence(flags: Int(flags)),
      object: try row[7].isNull ? nil : object(row[7].integer),
      revision: row[8].text.flatMap { Revision($0) }
    )
    do {
      return Readable(event: event, feed: feed, body: try body(at: position), hash: hash)
    } catch {
      throw Loss(reason: error.reason, object: event.object)
    }
  }

  private func feed(_ id: Int64) throws(Loss) -> FeedDescription {
    if let known = feeds[id] { return known }
    let sql = """
      SELECT cluster_id, identity, name, format, retention, kubernetes_version
      FROM feed NOT INDEXED WHERE id = ?
      """
    guard let row = database.row(sql, id), let clusterID = row[0].integer,
      let cluster = database.row("SELECT name FROM cluster NOT INDEXED WHERE id = ?", clusterID),
      let name = cluster[0].text, let identity = row[1].text, let feedName = row[2].text,
      let format = row[3].text, let retention = row[4].text, let version = row[5].text
    else { throw Loss(reason: "its feed cannot be read") }
    let feed = FeedDescription(
      cluster: name,
      identity: identity,
      name: feedName,
      format: format,
      retention: retention,
      kubernetesVersion: version
    )
    feeds[id] = feed
    return feed
  }

  private func object(_ id: Int64?) throws(Loss) -> ObjectReference {
    let sql = "SELECT kind, namespace, name, uid FROM object NOT INDEXED WHERE id = ?"
    guard let id, let row = database.row(sql, id),
      let kind = row[0].integer.flatMap({ ResourceKind(rawValue: Int($0)) }),
      let namespace = row[1].text, let name = row[2].text, let uid = row[3].text
    else { throw Loss(reason: "its object cannot be read") }
    return ObjectReference(
      slot: ObjectSlot(kind: kind, namespace: namespace, name: name),
      uid: uid
    )
  }

  private func sealedBody(at position: Int64, size: Int64, block: Int64) throws(Loss) -> [UInt8] {
    guard let body = self.block(block)?.body(at: position), body.count == size else {
      throw Loss(reason: "its body cannot be read in block \(block)")
    }
    return body
  }

  private func block(_ number: Int64) -> SealedBlock? {
    if let known = blocks.known(number) { return known }
    let sql = "SELECT bytes, size FROM block WHERE id = ?"
    guard let row = database.row(sql, number), let bytes = row[0].bytes, let size = row[1].integer
    else { return nil }
    return blocks.decode(BlockCache.Stored(number: number, bytes: bytes, size: Int(size)))
  }

  /// Follows the prefixes of a body down, and decodes upwards.
  private func body(at position: Int64) throws(Loss) -> [UInt8] {
    var pending: [(position: Int64, bytes: [UInt8], size: Int)] = []
    var current = position
    var base: [UInt8]?
    while current != 0 {
      if let known = bodies[current] {
        base = known.body
        break
      }
      let sql = "SELECT body, body_size, body_base FROM event WHERE position = ?"
      guard let row = database.row(sql, current), let size = row[1].integer,
        let next = row[2].integer, next < current
      else { throw Loss(reason: "its body cannot be read") }
      if next < 0 {
        guard next > .min else { throw Loss(reason: "its body is in no block") }
        base = try sealedBody(at: current, size: size, block: -next)
        break
      }
      pending.append((current, row[0].bytes ?? [], Int(size)))
      current = next
    }
    while let (position, bytes, size) = pending.popLast() {
      guard let body = codec.body(of: bytes, size: size, prefix: base) else {
        throw Loss(reason: "its body cannot be decompressed")
      }
      bodies.insert(
        BodyCache<Int64>.Entry(position: position, depth: 0, body: body),
        for: position
      )
      base = body
    }
    return base ?? []
  }
}
