import TopologyModel

/// Decodes the bodies of a replay, and what they say, on a thread of its own, some events ahead of
/// those that are folded.
///
/// It does not touch the store: what builds on a body that it does not keep any more is left to the
/// caller.
final class ReplayLane: @unchecked Sendable {
  /// An event as its row has it.
  struct Row: Sendable {
    var stored: StoredEvent
    var compressed: [UInt8]
    var size: Int
    var base: Int64
    /// The block that has the body; nil where none has.
    var block: BlockCache.Stored?
  }

  // Touched by the lane's thread between `start` and `wait`, and by no other then.
  private let codec = BodyCodec()
  private var cache: BodyCache<Int64>
  private let blocks = BlockCache(bytesMax: BlockCache.bytesMax)
  private let read: @Sendable (StoredEvent, [UInt8]) -> ObjectFacts?
  private let lane = WorkLane<[ReplayedEvent?]>(label: "hindcast.replay")

  init(bytesMax: Int, _ read: @escaping @Sendable (StoredEvent, [UInt8]) -> ObjectFacts?) {
    cache = BodyCache(bytesMax: bytesMax)
    self.read = read
  }

  /// Begins to decode rows, with bodies that were read for it; `wait` must follow before the next.
  func start(_ rows: [Row], with bodies: [BodyCache<Int64>.Entry]) {
    lane.start { [self] in
      for entry in bodies { cache.insert(entry, for: entry.position) }
      return rows.map { decode($0) }
    }
  }

  /// Waits for what was begun; nil for what could not be decoded.
  func wait() throws -> [ReplayedEvent?] { try lane.wait() ?? [] }

  private func decode(_ row: Row) -> ReplayedEvent? {
    if row.stored.event.type == .seen {
      return ReplayedEvent(stored: row.stored, body: [], facts: nil)
    }
    let position = row.stored.event.position.value
    let body: [UInt8]
    var depth = 0
    if let block = row.block {
      guard let found = blocks.decode(block)?.body(at: position), found.count == row.size else {
        return nil
      }
      body = found
    } else {
      let prefix = row.base == 0 ? nil : cache[row.base]
      guard prefix != nil || row.base == 0,
        let found = codec.body(of: row.compressed, size: row.size, prefix: prefix?.body)
      else { return nil }
      body = found
      depth = (prefix?.depth ?? -1) + 1
    }
    let entry = BodyCache<Int64>.Entry(position: position, depth: depth, body: body)
    cache.insert(entry, for: position)
    return ReplayedEvent(stored: row.stored, body: body, facts: read(row.stored, body))
  }
}
