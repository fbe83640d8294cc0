/// What a cache holds: something that knows about how many bytes it takes.
protocol CacheEntry: AnyObject {
  /// About how many bytes it takes; it may grow.
  var byteCount: Int { get }
}

/// A cache that is bounded in bytes: what was not asked for while half of them filled anew is dropped.
struct GenerationCache<Key: Hashable, Entry: CacheEntry> {
  private var young: [Key: Entry] = [:]
  private var old: [Key: Entry] = [:]
  private var youngBytes = 0
  private var oldBytes = 0
  private let generationBytesMax: Int

  init(bytesMax: Int) {
    generationBytesMax = max(1, bytesMax / 2)
  }

  /// About how many bytes are kept.
  var byteCount: Int { youngBytes + oldBytes }

  /// The entry of a key that was kept.
  subscript(key: Key) -> Entry? {
    mutating get {
      if let entry = young[key] { return entry }
      guard let entry = old[key] else { return nil }
      insert(entry, for: key)
      return entry
    }
  }

  /// Keeps an entry.
  mutating func insert(_ entry: Entry, for key: Key) {
    young[key] = entry
    grow(by: entry.byteCount)
  }

  /// Notes that an entry has grown.
  mutating func grow(by bytes: Int) {
    youngBytes += bytes
    guard youngBytes > generationBytesMax else { return }
    old = young
    oldBytes = youngBytes
    young = [:]
    youngBytes = 0
  }
}
