/// What the hash before an event of a damaged log may be: the one that was stored, and those that follow
/// from what was read since an event was proven.
///
/// How many are kept is bounded, since each event that does not hold adds some: without a bound, a log
/// whose cluster was renamed would take twice as long with every event.
struct HashLineages {
  /// How many hashes of either sort are kept.
  static let hashesMax = 16

  /// Those that follow from the last event that held.
  private var proven: [ChainHash]
  /// Those that follow from a stored hash behind it, the latest first.
  private var stored: [ChainHash] = []
  /// The feeds of events that held: their first event is behind us.
  private var describedFeeds: Set<FeedDescription> = []
  /// The feeds of events since then.
  private var passedFeeds: Set<FeedDescription> = []

  /// Creates the lineages before the first event that is looked at, by the hashes that may be before it.
  init(_ hashes: [ChainHash] = [.genesis]) {
    proven = hashes
  }

  /// Whether nothing can be said of the hash before the next event.
  var isEmpty: Bool { proven.isEmpty && stored.isEmpty }

  /// Passes an event that can be read; returns whether its hash follows from its content and a hash
  /// before it.
  mutating func pass(_ found: DamagedLog.Readable) -> Bool {
    let digest = ChainHash.digest(of: found.body)
    // Only the first event of a feed describes it, and not even that in logs of an older Hindcast.
    func following(_ hash: ChainHash, isFirst: Bool) -> [ChainHash] {
      [nil, isFirst ? found.feed : nil].prefix(isFirst ? 2 : 1).map {
        hash.appending(found.event, bodyDigest: digest, describing: $0)
      }
    }
    let isFirst = !describedFeeds.contains(found.feed)
    let isFirstPassed = isFirst && !passedFeeds.contains(found.feed)
    let nextProven = proven.flatMap { following($0, isFirst: isFirstPassed) }
    let nextStored = stored.flatMap { following($0, isFirst: isFirst) }
    if nextProven.contains(found.hash) || nextStored.contains(found.hash) {
      proven = [found.hash]
      stored = []
      describedFeeds.insert(found.feed)
      passedFeeds = []
      return true
    }
    proven = Array(nextProven.prefix(Self.hashesMax))
    stored = Array(([found.hash] + nextStored).prefix(Self.hashesMax))
    passedFeeds.insert(found.feed)
    return false
  }

  /// Passes an event that cannot be read, or that nothing proves; its hash may be read all the same.
  mutating func skip(_ hash: ChainHash?) {
    proven = []
    stored = hash.map { [$0] } ?? []
    passedFeeds = []
  }
}
