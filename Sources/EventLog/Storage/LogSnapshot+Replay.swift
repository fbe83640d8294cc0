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
    let reader = BodyReader(db: db)
    var rows = try ReplayRows(self, through: last)
    defer { rows.finish() }
    var present = try rows.next(Self.replayedRowsMax)
    var bodies: [BodyCache<Int64>.Entry] = []
    if !present.isEmpty { lane.start(present, with: []) }
    while !present.isEmpty {
      let decoded = try lane.wait()
      let following = try rows.next(Self.replayedRowsMax)
      if !following.isEmpty { lane.start(following, with: bodies) }
      bodies.removeAll()
      for (row, event) in zip(present, decoded) {
        if let event {
          try body(event)
        } else {
          let entry = try reader.entry(at: row.stored.event.position.value)
          bodies.append(entry)
          try body(ReplayedEvent(stored: row.stored, body: entry.body, facts: nil))
        }
      }
      present = following
    }
  }
}
