package import TopologyModel

extension LogSnapshot {
  /// How many bytes of bodies that later ones may build on are kept.
  private static let replayedBytesMax = 64 << 20

  /// How many events are decoded ahead at once.
  private static let replayedRowsMax = 256

  /// Calls `body` with every event through a position, in order.
  ///
  /// Meanwhile another thread decodes the bodies of the next events, and calls `read` for what they
  /// say; what it cannot decode is read here, and throws where it is damaged.
  package func replay(
    through last: LogPosition,
    ahead read: @escaping @Sendable (StoredEvent, [UInt8]) -> ObjectFacts?,
    _ body: (ReplayedEvent) throws -> Void
  ) throws {
    let lane = ReplayLane(bytesMax: Self.replayedBytesMax, read)
    let rows = try ReplayRows(self, from: LogPosition(1), through: last, readsHashes: false)
    let reader = BodyReader(db: db)
    try replay(rows, lane, reader, begin: { _ in }, body: { _, event in try body(event) })
  }

  /// Calls `body` with every event of a range and its chain hash, in order.
  ///
  /// Meanwhile another thread decodes the next bodies and works out their digests; what it cannot decode
  /// is read by `reader`. That an event is missing, or damaged, is thrown when those before it were
  /// handed over. Returns how many bodies each block has that was decoded.
  func replayVerifying(
    from first: LogPosition,
    through last: LogPosition,
    _ reader: BodyReader,
    _ body: (_ event: ReplayedEvent, _ hash: [UInt8]) throws -> Void
  ) throws -> (_ block: Int64) -> Int? {
    let lane = ReplayLane(verifyingWithin: Self.replayedBytesMax)
    let rows = try ReplayRows(self, from: first, through: last, readsHashes: true)
    var expected = first
    try replay(
      rows,
      lane,
      reader,
      begin: { row in
        guard row.stored.event.position == expected else {
          throw EventLogError.corrupt(position: expected, detail: "it is missing")
        }
        expected = expected.next
      },
      body: { row, event in try body(event, row.hash) }
    )
    return lane.bodyCount
  }

  private func replay(
    _ rows: ReplayRows,
    _ lane: ReplayLane,
    _ reader: BodyReader,
    begin: (ReplayLane.Row) throws -> Void,
    body: (ReplayLane.Row, ReplayedEvent) throws -> Void
  ) throws {
    var rows = rows
    defer { rows.finish() }
    var present = try rows.next(Self.replayedRowsMax)
    var bodies: [BodyCache<Int64>.Entry] = []
    if !present.isEmpty { lane.start(present, with: []) }
    while !present.isEmpty {
      let decoded = try lane.wait()
      let following = Result { try rows.next(Self.replayedRowsMax) }
      if case .success(let next) = following, !next.isEmpty { lane.start(next, with: bodies) }
      bodies.removeAll()
      for (row, event) in zip(present, decoded) {
        try begin(row)
        if let event {
          try body(row, event)
        } else {
          let entry = try reader.entry(at: row.stored.event.position.value)
          bodies.append(entry)
          let event = ReplayedEvent(stored: row.stored, body: entry.body, digest: [], facts: nil)
          try body(row, event)
        }
      }
      present = try following.get()
    }
  }
}
