import Projections
import Synchronization
import TopologyModel

/// Keeps the timelines of Services that are asked about again and again at one basis, once a Service was
/// asked about so often that making its timeline has paid, and the owners that addresses ever had.
final class TimelineShelf: Sendable {
  /// How many rows all timelines together may have (docs/reference/limits.md).
  static let rowsMax = 400_000
  /// How many rows of stretches that timelines do not tell are kept together, and how many of these stretches
  /// are counted (docs/reference/limits.md).
  static let restRowsMax = 200_000
  /// How many rows the owners of addresses may have together (docs/reference/limits.md).
  static let ownerRowsMax = 400_000
  /// How many Services are counted, of which some may not even exist (docs/reference/limits.md).
  static let servicesMax = 16_384
  /// A question about a span costs at least as much as so many about an instant.
  static let spanAsks = 8
  /// An answer costs as many asks as it has times so many rows.
  static let rowsPerAsk = 8
  /// So many runs of endpoints are read and made to rows in the time of one evaluation.
  static let runsPerAsk = 100

  /// A Service of an epoch.
  struct Key: Hashable {
    var epochID: Int64
    var service: ObjectSlot

    init(epochID: Int64, service: ObjectSlot) {
      (self.epochID, self.service) = (epochID, service)
    }

    /// The Service that a name is of; nil for one that may be of several.
    init?(epochID: Int64, name: BoundName) {
      guard case .exact(let namespace, let text) = name.form else { return nil }
      let service = ObjectSlot(kind: .service, namespace: namespace, name: text)
      self.init(epochID: epochID, service: service)
    }
  }

  /// An address in an epoch, and of which kind its owners are; nil for any.
  struct AddressKey: Hashable {
    var epochID: Int64
    var address: IPAddress
    var kind: ResourceKind?
  }

  fileprivate struct Entry {
    var timeline: ServiceTimeline?
    var asks = 0
    /// After how many asks it is tried to make the timeline.
    var nextTry: Int
    var isBeingMade = false
  }

  fileprivate struct Owners {
    var kept: KeptOwners?
    var asks = 0
    /// After how many asks it is tried to find all.
    var nextTry = 1
  }

  fileprivate struct State {
    var basis: Basis?
    var entries: [Key: Entry] = [:]
    var rowCount = 0
    var restRowCount = 0
    var sliceCount = 0
    var owners: [AddressKey: Owners] = [:]
    var ownerRowCount = 0
  }

  private let asksMin: Int
  private let state = Mutex(State())

  /// Creates an empty shelf; a Service's timeline is made when it was asked about `asksMin` times, or
  /// more often where it has a long history.
  init(asksMin: Int) {
    self.asksMin = asksMin
  }

  /// How many times a timeline told rows.
  var sliceCount: Int { state.withLock { $0.sliceCount } }

  /// Counts that a timeline told rows.
  func noteSlice() { state.withLock { $0.sliceCount += 1 } }

  /// Counts rows that are kept beside a timeline of a basis; returns whether there is room for them.
  func reserve(rows count: Int, _ basis: Basis) -> Bool {
    state.withLock {
      guard $0.basis == basis, $0.restRowCount + count <= Self.restRowsMax else { return false }
      $0.restRowCount += count
      return true
    }
  }

  /// Counts what a question about a Service cost more than was counted when it asked for the timeline.
  func note(asks: Int, _ key: Key, _ basis: Basis) {
    state.withLock { if $0.basis == basis { $0.entries[key]?.asks += asks } }
  }

  /// The owners that an address ever had, where they are kept at the basis; nothing is counted.
  func known(_ key: AddressKey, _ basis: Basis) -> KeptOwners? {
    state.withLock { $0.basis == basis ? $0.owners[key]?.kept : nil }
  }

  /// The owners that an address ever had, where they can be kept: those that the caller finds where the
  /// address was asked about often enough, of which it is told how often.
  ///
  /// Where there is no room, those of other addresses are forgotten. Throws what finding throws.
  func owners(
    _ key: AddressKey,
    _ basis: Basis,
    find: (_ asks: Int) throws -> KeptOwners?
  ) throws -> KeptOwners? {
    let (known, asks) = state.withLock { $0.ask(key, basis) }
    if let known { return known }
    guard let asks else { return nil }
    let found = try find(asks)
    state.withLock { $0.note(found, key, basis) }
    return found
  }

  /// The timeline of a Service that is there already; nothing is counted.
  func known(_ key: Key, _ basis: Basis) -> ServiceTimeline? {
    state.withLock { $0.basis == basis ? $0.entries[key]?.timeline : nil }
  }

  /// The timeline of a Service, where it was asked about often and has one; a question may cost as much
  /// as many `asks` at an instant.
  ///
  /// Throws what the reads throw.
  func timeline(
    _ key: Key,
    asks: Int = 1,
    _ reads: any TopologyReads,
    _ cluster: ClusterContext
  ) throws -> ServiceTimeline? {
    let basis = reads.basis
    let (known, asked) = state.withLock { $0.ask(key, asks, basis, asksMin) }
    if let known { return known }
    guard let asked else { return nil }
    // What was cancelled is tried again.
    var outcome = TimelineBuilder.Outcome.tooMany(0)
    defer { state.withLock { $0.note(outcome, key, basis) } }
    if var builder = try TimelineBuilder(reads: reads, cluster: cluster, service: key.service) {
      outcome = try builder.build(
        runsMax: asksMin == 0 ? .max : asked * Self.runsPerAsk,
        isKept: true
      )
    } else {
      outcome = .unfit
    }
    guard case .built(let timeline) = outcome else { return nil }
    return timeline
  }
}

extension TimelineShelf.State {
  /// Forgets what was known at another basis; returns false for a reader of an earlier moment, which
  /// leaves what others use.
  fileprivate mutating func moves(to asked: Basis) -> Bool {
    guard basis != asked else { return true }
    if let basis, asked.position < basis.position { return false }
    self = TimelineShelf.State(basis: asked, sliceCount: sliceCount)
    return true
  }

  /// The owners of an address, where they are kept; the number of asks, where the caller is to find them.
  fileprivate mutating func ask(
    _ key: TimelineShelf.AddressKey,
    _ asked: Basis
  ) -> (KeptOwners?, Int?) {
    // A reader of an earlier moment asks for itself.
    guard moves(to: asked) else { return (nil, 1) }
    if owners[key] == nil { makeRoom(rows: 1) }
    var entry = owners[key] ?? TimelineShelf.Owners()
    if let kept = entry.kept { return (kept, nil) }
    entry.asks += 1
    owners[key] = entry
    return (nil, entry.asks >= entry.nextTry ? entry.asks : nil)
  }

  fileprivate mutating func note(
    _ found: KeptOwners?,
    _ key: TimelineShelf.AddressKey,
    _ asked: Basis
  ) {
    guard basis == asked, owners[key]?.kept == nil else { return }
    if let found { makeRoom(rows: found.rowCount) }
    var entry = owners[key] ?? TimelineShelf.Owners()
    entry.kept = found
    if found == nil { entry.nextTry = entry.asks * 2 }
    owners[key] = entry
  }

  private mutating func makeRoom(rows count: Int) {
    ownerRowCount += count
    guard ownerRowCount > TimelineShelf.ownerRowsMax else { return }
    owners.removeAll()
    ownerRowCount = count
  }

  /// The timeline, where there is one; the number of asks, where the caller is to make it.
  fileprivate mutating func ask(
    _ key: TimelineShelf.Key,
    _ weight: Int,
    _ asked: Basis,
    _ asksMin: Int
  ) -> (ServiceTimeline?, Int?) {
    guard moves(to: asked) else { return (nil, nil) }
    if entries.count >= TimelineShelf.servicesMax, entries[key] == nil {
      entries = entries.filter { $0.value.timeline != nil || $0.value.isBeingMade }
      guard entries.count < TimelineShelf.servicesMax else { return (nil, nil) }
    }
    var entry = entries[key] ?? TimelineShelf.Entry(nextTry: max(1, asksMin))
    defer { entries[key] = entry }
    if let timeline = entry.timeline { return (timeline, nil) }
    entry.asks += weight
    guard entry.asks >= entry.nextTry, !entry.isBeingMade, rowCount < TimelineShelf.rowsMax else {
      return (nil, nil)
    }
    entry.isBeingMade = true
    return (nil, entry.asks)
  }

  fileprivate mutating func note(
    _ outcome: TimelineBuilder.Outcome,
    _ key: TimelineShelf.Key,
    _ asked: Basis
  ) {
    guard basis == asked, var entry = entries[key] else { return }
    defer { entries[key] = entry }
    entry.isBeingMade = false
    switch outcome {
    case .built(let timeline) where rowCount + timeline.rowCount > TimelineShelf.rowsMax:
      entry.nextTry = .max
    case .built(let timeline):
      entry.timeline = timeline
      rowCount += timeline.rowCount
    case .unfit: entry.nextTry = .max
    case .tooMany(let runs):
      entry.nextTry = max(entry.asks + entry.asks / 2 + 1, runs / TimelineShelf.runsPerAsk + 1)
    }
  }
}
