/// Bodies that were read or written lately, bounded in bytes; the oldest leave first.
///
/// Nothing builds on a body without bytes, and none is kept.
struct BodyCache<Key: Hashable> {
  /// A body and what its encoding needs.
  struct Entry {
    /// The position of the event that has it.
    var position: Int64
    /// How many events must be read to get it: 0 for a keyframe.
    var depth: Int
    /// The body.
    var body: [UInt8]
    /// The body's SHA-256; empty where nobody needed it.
    var digest: [UInt8] = []
  }

  /// How many places that are no entry's any more are let be.
  private static var placesMin: Int { 4096 }

  /// What an entry takes beside its body, about: so many short ones fill a cache, too.
  private static var entryBytes: Int { 128 }

  private let bytesMax: Int
  private var entries: [Key: (entry: Entry, stamp: Int)] = [:]
  private var order: [(key: Key, stamp: Int)] = []
  private var bytes = 0
  private var stamp = 0
  private var orderStart = 0

  init(bytesMax: Int) {
    self.bytesMax = bytesMax
  }

  subscript(key: Key) -> Entry? { entries[key]?.entry }

  /// How many bodies there are.
  var count: Int { entries.count }

  mutating func insert(_ entry: Entry, for key: Key) {
    if let old = entries[key] { bytes -= Self.cost(old.entry) }
    guard !entry.body.isEmpty else {
      entries[key] = nil
      return
    }
    stamp += 1
    entries[key] = (entry, stamp)
    order.append((key, stamp))
    bytes += Self.cost(entry)
    while bytes > bytesMax, orderStart < order.count { evictOldest() }
    if order.count > 2 * entries.count + Self.placesMin { forgetPlaces() }
  }

  mutating func removeAll() {
    self = BodyCache(bytesMax: bytesMax)
  }

  private static func cost(_ entry: Entry) -> Int { entry.body.count + entryBytes }

  /// Drops the places in the order that are no entry's any more: each insertion leaves one behind.
  private mutating func forgetPlaces() {
    order = order[orderStart...].filter { entries[$0.key]?.stamp == $0.stamp }
    orderStart = 0
  }

  private mutating func evictOldest() {
    let (key, stamp) = order[orderStart]
    orderStart += 1
    guard let entry = entries[key], entry.stamp == stamp else { return }
    bytes -= Self.cost(entry.entry)
    entries[key] = nil
  }
}
