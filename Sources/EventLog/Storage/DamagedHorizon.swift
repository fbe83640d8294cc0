import TopologyModel

/// The retention horizon of a store that may be damaged, and whether what was left below it is what it
/// was.
///
/// One hash covers all of what was left, and the `forgotten` events, which the chain covers, have it: so
/// it holds as a whole or not at all.
struct DamagedHorizon {
  /// The last position whose event may be gone.
  let position: Int64
  /// The last `forgotten` event.
  let last: Int64
  /// What it was replaced by; nil where that does not hold.
  private(set) var base: ForgottenDetails.Base?
  /// The feeds that told their first event below it.
  private(set) var feeds: [FeedDescription] = []
  /// What else the hash at its position may be, where it does not hold.
  let claimedHash: ChainHash?

  private let source: DamagedLog

  /// Finds the horizon; nil where there is no trace of one.
  init?(_ source: DamagedLog) {
    self.source = source
    let named = source.namedHorizons()
    var told = Set(named)
    var reached: Int64 = 0
    while let next = source.position(of: .forgotten, after: reached), next > reached {
      told.insert(next)
      reached = next
    }
    guard let latest = told.max() else { return nil }
    // A page that cannot be read hides what lies behind it from a search, and not from a look.
    let behind = Self.bound(source, latest)
    let end = source.lastPosition(gone: behind)
    if behind < end {
      told.formUnion((behind + 1...end).filter { source.type(at: $0) == .forgotten })
    }
    last = told.max() ?? latest
    position = Self.bound(source, last)
    let details = Self.details(source, last)
    claimedHash = details?.base.hash
    guard let base = details?.base, base.position.value == position,
      let horizons = horizons(told.filter { $0 > position }.sorted(), named: named),
      horizons.allSatisfy({ $0.base == base }), digest() == base.digest
    else { return }
    self.base = base
    feeds = horizons.flatMap(\.feeds)
  }

  /// The horizon that a `forgotten` event tells of; where it cannot be read, everything before it may
  /// be what was left.
  private static func bound(_ source: DamagedLog, _ position: Int64) -> Int64 {
    guard let told = details(source, position)?.base.position.value, told < position, told > 0
    else { return max(0, position - 1) }
    return told
  }

  private static func details(_ source: DamagedLog, _ position: Int64) -> ForgottenDetails? {
    guard let found = try? source.event(at: position), found.event.type == .forgotten else {
      return nil
    }
    return try? ForgottenDetails(decoding: found.body)
  }

  /// What the latest `forgotten` event of each cluster says; nil where one may be lost, or is not what
  /// it was.
  private func horizons(_ told: [Int64], named: [Int64]) -> [ForgottenDetails]? {
    var latest: [String: (position: Int64, details: ForgottenDetails)] = [:]
    for position in told {
      guard let found = try? source.event(at: position),
        let details = try? ForgottenDetails(decoding: found.body)
      else { continue }
      // What tells of a retention, and is not what it was, tells of another one.
      guard isProven(found) else { return nil }
      latest[found.event.cluster] = (position, details)
    }
    guard !latest.isEmpty else { return nil }
    // Where the table of horizons names others, one of an event that is lost may be among them.
    guard Set(latest.values.map(\.position)) == Set(named) || isWhole() else { return nil }
    return latest.values.map(\.details)
  }

  private func isProven(_ found: DamagedLog.Readable) -> Bool {
    let before = found.event.position.value - 1
    let claimed = before == position ? claimedHash : nil
    return [source.hash(at: before), claimed].compactMap { $0 }.contains { hash in
      hash.appending(found.event, body: found.body) == found.hash
        || hash.appending(found.event, body: found.body, describing: found.feed) == found.hash
    }
  }

  /// Whether every event behind the horizon can be read.
  private func isWhole() -> Bool {
    let end = source.lastPosition(gone: position)
    guard position < end else { return false }
    return (position + 1...end).allSatisfy { (try? source.event(at: $0)) != nil }
  }

  /// Hands over the events that were left, in order, up to the first that cannot be read.
  func forEachEvent(_ body: (Int64, DamagedLog.Readable?) throws -> Void) rethrows {
    var reached: Int64 = 0
    while let next = source.position(after: reached), next > reached, next <= position {
      try body(next, try? source.event(at: next))
      reached = next
    }
  }

  /// The hash over what was left; nil where an event of it cannot be read.
  private func digest() -> ChainHash? {
    var digest: ChainHash? = .genesis
    var described: Set<FeedDescription> = []
    forEachEvent { _, found in
      guard let found, let hash = digest else {
        digest = nil
        return
      }
      let isFirst = described.insert(found.feed).inserted
      digest = hash.covering(
        found.event,
        body: found.body,
        chain: found.hash,
        describing: isFirst ? found.feed : nil
      )
    }
    return digest
  }
}
