internal import Foundation
internal import GRDB

/// Sealed blocks that were decoded lately, bounded in bytes; belongs to one thread at a time.
///
/// The last one is kept whatever its size.
final class BlockCache {
  /// How many bytes a reader in order keeps: those of a part and of its neighbor.
  static let bytesMax = 64 << 20
  /// How many bytes a snapshot keeps for single bodies.
  static let snapshotBytesMax = 8 << 20

  private let bytesMax: Int
  private lazy var codec = BodyCodec()
  private var blocks: [Int64: SealedBlock] = [:]
  /// The numbers of the blocks, those used last at the end.
  private var order: [Int64] = []
  private var bytes = 0
  /// How many bodies each block has that was decoded, where that is to be known.
  private var bodyCounts: [Int64: Int]?

  init(bytesMax: Int) {
    self.bytesMax = bytesMax
  }

  /// Begins to count the bodies of the blocks that are decoded.
  func countBodies() {
    bodyCounts = [:]
  }

  /// How many bodies a block has that was decoded since these are counted; nil for others.
  func bodyCount(of number: Int64) -> Int? { bodyCounts?[number] }

  /// A block as it is stored.
  struct Stored: Sendable {
    var number: Int64
    var bytes: [UInt8]
    var size: Int
  }

  /// A block that was decoded already.
  func known(_ number: Int64) -> SealedBlock? {
    guard let block = blocks[number] else { return nil }
    if order.last != number, let place = order.lastIndex(of: number) {
      order.remove(at: place)
      order.append(number)
    }
    return block
  }

  /// Decodes a block, and keeps it; nil where it is damaged.
  func decode(_ stored: Stored) -> SealedBlock? {
    if let known = known(stored.number) { return known }
    guard stored.size <= SealedBlock.contentBytesMax,
      let content = codec.decompress(stored.bytes, size: stored.size, prefix: nil),
      let block = SealedBlock(content: content)
    else { return nil }
    bodyCounts?[stored.number] = block.bodyCount
    blocks[stored.number] = block
    order.append(stored.number)
    bytes += block.byteCount
    while bytes > bytesMax, order.count > 1 {
      let oldest = order.removeFirst()
      bytes -= blocks.removeValue(forKey: oldest)?.byteCount ?? 0
    }
    return block
  }

  /// The block of a number; nil where it is missing or damaged.
  func block(_ number: Int64, _ db: Database) throws -> SealedBlock? {
    if let known = known(number) { return known }
    return try Self.stored(number, db).flatMap { decode($0) }
  }

  /// Reads a block as it is stored; nil where there is none of that number.
  static func stored(_ number: Int64, _ db: Database) throws -> Stored? {
    let sql = "SELECT bytes, size FROM block WHERE id = ?"
    guard let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [number]) else {
      return nil
    }
    let bytes: Data = try row.value(0)
    return try Stored(number: number, bytes: Array(bytes), size: row.value(1))
  }
}
