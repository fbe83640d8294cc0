internal import Foundation
internal import GRDB
import TopologyModel

/// Reads bodies through their chain of prefixes, keeping those of the last reads.
final class BodyReader {
  private let db: Database
  private let codec = BodyCodec()
  private var cache: BodyCache<Int64>
  private let blocks: BlockCache

  /// Creates a reader; `blocks` are those that others have decoded.
  init(db: Database, cacheBytesMax: Int = 1 << 20, blocks: BlockCache? = nil) {
    self.db = db
    cache = BodyCache(bytesMax: cacheBytesMax)
    self.blocks = blocks ?? BlockCache(bytesMax: min(cacheBytesMax, BlockCache.bytesMax))
  }

  /// The body of the event at a position; throws `corrupt` when it cannot be read.
  func body(at position: Int64) throws -> [UInt8] {
    try entry(at: position).body
  }

  /// The body with the number of reads it needs.
  func entry(at position: Int64) throws -> BodyCache<Int64>.Entry {
    // The chain is followed down to a keyframe or a cached body, then decoded upwards.
    var pending: [(position: Int64, bytes: [UInt8], size: Int)] = []
    var current = position
    var base: BodyCache<Int64>.Entry?
    while true {
      if let cached = cache[current] {
        base = cached
        break
      }
      let sql = "SELECT body, body_size, body_base FROM event WHERE position = ?"
      guard
        let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [current])
      else { throw corrupt(position, "event \(current), which its body builds on, is missing") }
      let next: Int64 = try row.value(2)
      if next < 0 {
        guard next > .min else { throw corrupt(position, "its body is in no block") }
        let body = try sealedBody(at: current, size: row.value(1), block: -next, of: position)
        let entry = BodyCache<Int64>.Entry(position: current, depth: 0, body: body)
        cache.insert(entry, for: current)
        base = entry
        break
      }
      let bytes: Data? = try row.value(0)
      pending.append((current, bytes.map { Array($0) } ?? [], try row.value(1)))
      if next == 0 { break }
      guard next < current else { throw corrupt(position, "its body builds on a later event") }
      current = next
    }
    while let (position, bytes, size) = pending.popLast() {
      guard let body = codec.body(of: bytes, size: size, prefix: base?.body) else {
        throw corrupt(position, "its body cannot be decompressed")
      }
      let entry = BodyCache<Int64>.Entry(
        position: position,
        depth: (base?.depth ?? -1) + 1,
        body: body
      )
      cache.insert(entry, for: position)
      base = entry
    }
    guard let base else { throw corrupt(position, "its body is missing") }
    return base
  }

  private func sealedBody(
    at current: Int64,
    size: Int,
    block: Int64,
    of position: Int64
  ) throws -> [UInt8] {
    guard let body = try blocks.block(block, db)?.body(at: current), body.count == size else {
      throw corrupt(position, "its body cannot be read in block \(block)")
    }
    return body
  }

  private func corrupt(_ position: Int64, _ detail: String) -> EventLogError {
    .corrupt(position: LogPosition(position), detail: detail)
  }
}
