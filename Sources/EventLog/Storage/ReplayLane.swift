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
    /// The chain hash, where it is asked for.
    var hash: [UInt8]
  }

  // Touched by the lane's thread between `start` and `wait`, and by no other then.
  private let codec = BodyCodec()
  private var cache: BodyCache<Int64>
  private let blocks = BlockCache(bytesMax: BlockCache.bytesMax)
  private let read: @Sendable (StoredEvent, [UInt8]) -> ObjectFacts?
  /// Whether nothing is believed, and what is compared is worked out.
  private let isVerifying: Bool
  private let lane = WorkLane<[ReplayedEvent?]>(label: "hindcast.replay")

  /// Creates a lane that keeps bodies that later ones may build on, within a number of bytes, and calls
  /// `read` for what the others say.
  init(bytesMax: Int, _ read: @escaping @Sendable (StoredEvent, [UInt8]) -> ObjectFacts?) {
    cache = BodyCache(bytesMax: bytesMax)
    self.read = read
    isVerifying = false
  }

  /// Creates a lane for a verification: it works out the digests of bodies, and counts those of blocks.
  init(verifyingWithin bytesMax: Int) {
    cache = BodyCache(bytesMax: bytesMax)
    read = { _, _ in nil }
    isVerifying = true
    blocks.countBodies()
  }

  /// How many bodies a block has that was decoded for a verification; nil for others.
  ///
  /// Nothing may be going on meanwhile.
  func bodyCount(of block: Int64) -> Int? { blocks.bodyCount(of: block) }

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
    if row.stored.event.type == .seen, !isVerifying {
      return ReplayedEvent(stored: row.stored, body: [], digest: [], facts: nil)
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
    let digest = isVerifying ? ChainHash.digest(of: body) : []
    return ReplayedEvent(
      stored: row.stored,
      body: body,
      digest: digest,
      facts: read(row.stored, body)
    )
  }
}
