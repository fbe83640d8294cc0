internal import GRDB
import TopologyModel

extension LogSnapshot {
  /// The latest epoch of a cluster's objects; 0 where it has none.
  public func latestEpoch(clusterID: Int64) throws -> Int {
    let sql = "SELECT max(epoch) FROM object WHERE cluster_id = ?"
    return try Int.fetchOne(db.cachedStatement(sql: sql), arguments: [clusterID]) ?? 0
  }

  /// Where the feed ended that told last of its observing, of feeds of one kind.
  public func tail(ofLatest feeds: [(id: Int64, feed: FeedDescription)]) throws -> FeedTail? {
    let sql = "SELECT max(position) FROM observation_key WHERE feed_id = ?"
    let lasts = try feeds.compactMap { feed in
      try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: [feed.id])
        .map { (position: $0, feed: feed) }
    }
    guard let last = lasts.max(by: { $0.position < $1.position })?.feed else { return nil }
    return try tail(ofFeed: last.id, last.feed)
  }

  /// Where a feed of one kind ended; nil where it has told nothing of its observing.
  ///
  /// Only the observations back to one with a revision are read, and the events behind them.
  public func tail(ofFeed feedID: Int64, _ feed: FeedDescription) throws -> FeedTail? {
    let sql = """
      SELECT session_start, ordinal, position FROM observation_key WHERE feed_id = ?
      ORDER BY session_start DESC, ordinal DESC
      """
    let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: [feedID])
    var tail: FeedTail?
    var isOpen: Bool?
    reading: while let row = try rows.next() {
      guard let event = try event(at: LogPosition(row.value(2)))?.event else { continue }
      let ordinal: Int = try row.value(1)
      var found =
        try tail
        ?? FeedTail(
          feed: feed,
          position: event.position,
          epoch: event.epoch,
          observedAt: event.observedAt,
          revision: nil,
          sessionStart: Instant(nanoseconds: row.value(0)),
          nextOrdinal: ordinal.addingReportingOverflow(1).partialValue,
          isOpen: false
        )
      if found.revision == nil, event.type != .watchExpired { found.revision = event.revision }
      tail = found
      switch event.type {
      case .watchExpired:
        isOpen = isOpen ?? false
        break reading
      case .watchClosed, .feedPaused, .permissionLost: isOpen = isOpen ?? false
      case .watchOpened: isOpen = isOpen ?? true
      case .listingBegun:
        // A listing that was not completed leaves nothing to go on from.
        if found.revision == nil { break reading }
      case .listingComplete, .bookmark, .feedResumed, .added, .modified, .deleted, .replaced,
        .leftFilter, .seen, .audited, .forgotten:
        break
      }
      if isOpen != nil, found.revision != nil { break }
    }
    tail?.isOpen = isOpen ?? false
    return try tail.map { try withChanges($0, feedID: feedID) }
  }

  /// Adds what the feed told behind the last observation of its session.
  private func withChanges(_ tail: FeedTail, feedID: Int64) throws -> FeedTail {
    let sql = """
      SELECT position FROM event WHERE position > ? AND feed_id = ? ORDER BY position DESC LIMIT 1
      """
    let last = try Int64.fetchOne(
      db.cachedStatement(sql: sql),
      arguments: [tail.position.value, feedID]
    )
    guard let last, let event = try event(at: LogPosition(last))?.event else { return tail }
    var tail = tail
    tail.position = event.position
    tail.epoch = event.epoch
    tail.observedAt = event.observedAt
    if tail.revision != nil, event.evidence.channel == .watch, let revision = event.revision {
      tail.revision = max(tail.revision ?? revision, revision)
    }
    return tail
  }
}
