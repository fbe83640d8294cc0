import TopologyModel

/// The hash over the events that a retention left below its horizon.
struct BaseDigest {
  let snapshot: LogSnapshot
  private(set) var digest = ChainHash.genesis
  private(set) var feeds: Set<Int64> = []
  private var descriptions: [Int64: FeedDescription] = [:]

  init(_ snapshot: LogSnapshot) {
    self.snapshot = snapshot
  }

  /// Adds the next event; the first one of a feed says what the feed is.
  mutating func add(_ stored: StoredEvent, body: [UInt8]) throws {
    let isFirst = feeds.insert(stored.feedID).inserted
    digest = digest.covering(
      stored.event,
      body: body,
      chain: try snapshot.heldHash(at: stored.event.position) ?? .genesis,
      describing: isFirst ? try snapshot.feed(stored.feedID) : nil
    )
  }

  /// The hash over the events through a position.
  func digest(through last: LogPosition) throws -> ChainHash {
    var whole = self
    let reader = BodyReader(db: snapshot.db, cacheBytesMax: 64 << 20)
    try snapshot.forEachEvent(from: LogPosition(1), through: last) { stored in
      try whole.add(stored, body: reader.body(at: stored.event.position.value))
      return true
    }
    return whole.digest
  }
}
