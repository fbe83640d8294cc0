import EventLog
import TopologyModel

/// What a snapshot has read, so that reading it again costs no statement.
///
/// All of it is of one moment of the store, and but for clusters, epochs, and coverage, as the latest
/// knowledge has it. One snapshot has it at a time.
final class SnapshotMemory: @unchecked Sendable {
  /// How many bytes of runs are kept before the memory is given back (docs/reference/limits.md).
  static let bytesMax = 8 << 20
  /// How many times, and how many revisions, are kept before the memory is given back.
  static let proofsMax = 50_000
  /// How many timelines of coverage are kept, one for a kind in a namespace, before the memory is given
  /// back.
  static let coverageTimelinesMax = 1024
  /// Of how many names, slots, and UIDs of objects, and of how many Services' slices, it is kept which they
  /// are, before that is given back (docs/reference/limits.md).
  static let namesMax = 4096
  /// About what a run takes besides its content.
  private static let runBytes = 240
  /// An object with more runs of its own is not kept: reads look for what they need of it.
  static let runsOfObjectMax = 64

  /// A scope with more runs of its objects is not kept as a whole.
  static let runsOfScopeMax = 4096
  /// A scope is kept once so many questions asked for its objects: reading all takes as long as they did.
  static let asksPerScope = 16

  /// The slices of a Service, past and present.
  struct ServiceKey: Hashable {
    var epochID: Int64
    var service: String
    var namespace: String
  }

  /// A slot, or a UID, of an epoch.
  struct NameKey: Hashable {
    var clusterID: Int64
    var epoch: Int
    var slot: ObjectSlot?
    var uid: String
  }

  /// A revision of an epoch, and of a kind where kinds do not share a counter.
  struct TimeKey: Hashable {
    var epochID: Int64
    var kind: ResourceKind?
    var revision: Revision
  }

  /// A kind of an epoch.
  struct KindKey: Hashable {
    var epochID: Int64
    var kind: ResourceKind
  }

  /// A kind of an epoch in a namespace; nil for all.
  struct ScopeKey: Hashable {
    var epochID: Int64
    var kind: ResourceKind
    var namespace: String?
  }

  /// A name of objects of a kind of an epoch.
  struct NamedKey: Hashable {
    var epochID: Int64
    var kind: ResourceKind
    var name: String
  }

  /// A step of the staircase.
  struct Step {
    var observedAt: Instant
    var revision: Revision
  }

  /// An instant of an epoch.
  struct InstantKey: Hashable {
    var epochID: Int64
    var instant: Instant
  }

  /// The scopes of a kind.
  struct KindScopes {
    /// Sorted by namespace.
    let all: [(id: Int64, namespace: String)]
    private let byNamespace: [[UInt8]: Int]

    init(_ all: [(id: Int64, namespace: String)]) {
      self.all = all
      // Texts may be equal as people see them, and be other names.
      byNamespace = Dictionary(
        all.enumerated().map { (Array($1.namespace.utf8), $0) },
        uniquingKeysWith: { first, _ in first }
      )
    }

    /// The scope of a namespace; nil where it has none of the kind.
    func of(namespace: String) -> (id: Int64, namespace: String)? {
      byNamespace[Array(namespace.utf8)].map { all[$0] }
    }
  }

  /// All own runs of an object.
  struct OwnRuns {
    var rows: [RunRow]
    var decoded: [FactRun<ObjectFacts>?]

    init(_ rows: [RunRow]) {
      self.rows = rows
      decoded = Array(repeating: nil, count: rows.count)
    }

    /// The place of the run that is valid at a revision.
    func place(at revision: Revision) -> Int? {
      rows.firstIndex { $0.isValid(at: revision) }
    }
  }

  /// The templates that facts are read by.
  let templates = FactsReader.Templates()
  var clusters: [String]?
  /// The retention horizons by the clusters' numbers.
  var horizons: [Int64: RetentionHorizon]?
  var epochs: [String: [(context: ClusterContext, begunAt: Instant)]] = [:]
  private(set) var coverage: [KindKey: CoverageRecords] = [:]
  private(set) var coverageTimelines: [ScopeKey: CoverageTimeline] = [:]
  private(set) var lastSteps: [KindKey: Step?] = [:]
  private(set) var own: [Int64: OwnRuns] = [:]
  private(set) var large: Set<Int64> = []
  private(set) var listed: [ServiceKey: [[UInt8]: [RunRow]]] = [:]
  /// Where addresses were listed that two endpoints of a Service's slices had at one revision; nowhere for
  /// others that were asked about.
  private(set) var contests: [ServiceKey: [String: [AddressListing]]] = [:]
  private(set) var objects: [Int64: ObjectReference] = [:]
  private(set) var numbers: [NameKey: [Int64]] = [:]
  private(set) var slices: [ServiceKey: [Int64]] = [:]
  private(set) var times: [TimeKey: Instant?] = [:]
  private(set) var proofsAbove: [TimeKey: Instant?] = [:]
  private(set) var reached: [InstantKey: RevisionVector] = [:]
  /// Own runs of all objects of a scope, in the order of the objects; nil where they are too many.
  private(set) var scopes: [Int64: [FactRun<ObjectFacts>]?] = [:]
  private(set) var kindScopes: [KindKey: KindScopes] = [:]
  private(set) var named: [NamedKey: [Int64]] = [:]
  private var scopeAsks: [Int64: Int] = [:]
  private var byteCount = 0

  func note(_ rows: [RunRow], ofObject id: Int64) {
    makeRoom(rows)
    own[id] = OwnRuns(rows)
  }

  func noteLarge(_ id: Int64) { large.insert(id) }

  func note(_ run: FactRun<ObjectFacts>, ofObject id: Int64, at place: Int) {
    own[id]?.decoded[place] = run
  }

  /// Counts a question for the objects of a scope; returns whether it is worth being kept.
  func ask(scope id: Int64) -> Bool {
    scopeAsks[id, default: 0] += 1
    return scopeAsks[id, default: 0] >= Self.asksPerScope
  }

  func note(_ rows: [RunRow], _ runs: [FactRun<ObjectFacts>]?, ofScope id: Int64) {
    makeRoom(rows)
    scopes[id] = .some(runs)
  }

  func note(_ rows: [RunRow], listing content: [UInt8], _ key: ServiceKey) {
    makeRoom(rows)
    listed[key, default: [:]][content] = rows
  }

  func note(_ listings: [AddressListing], contestsOf address: String, _ key: ServiceKey) {
    makeRoom(bytes: Self.runBytes * (1 + listings.count))
    contests[key, default: [:]][address] = listings
  }

  func note(_ object: ObjectReference, number: Int64) { objects[number] = object }

  func note(_ found: [Int64], _ key: NameKey) {
    if numbers.count >= Self.namesMax { numbers.removeAll() }
    numbers[key] = found
  }

  func note(_ found: [Int64], named key: NamedKey) {
    if named.count >= Self.namesMax { named.removeAll() }
    named[key] = found
  }

  func note(_ scopes: KindScopes, scopesOf key: KindKey) { kindScopes[key] = scopes }

  func note(_ found: [Int64], slicesOf key: ServiceKey) {
    if slices.count >= Self.namesMax { slices.removeAll() }
    slices[key] = found
  }

  func note(_ time: Instant?, _ key: TimeKey) {
    if times.count >= Self.proofsMax { times.removeAll(keepingCapacity: true) }
    times[key] = .some(time)
  }

  func note(_ time: Instant?, proofAbove key: TimeKey) {
    if proofsAbove.count >= Self.proofsMax { proofsAbove.removeAll() }
    proofsAbove[key] = .some(time)
  }

  func note(_ vector: RevisionVector, _ key: InstantKey) {
    if reached.count >= Self.proofsMax { reached.removeAll(keepingCapacity: true) }
    reached[key] = vector
  }

  func note(_ records: CoverageRecords, _ key: KindKey) { coverage[key] = records }

  func note(_ timeline: CoverageTimeline, _ key: ScopeKey) {
    if coverageTimelines.count >= Self.coverageTimelinesMax { coverageTimelines.removeAll() }
    coverageTimelines[key] = timeline
  }

  func note(_ step: Step?, lastOf key: KindKey) { lastSteps[key] = .some(step) }

  private func makeRoom(_ rows: [RunRow]) {
    makeRoom(bytes: rows.reduce(Self.runBytes) { $0 + Self.runBytes + $1.content.count })
  }

  private func makeRoom(bytes: Int) {
    byteCount += bytes
    guard byteCount > Self.bytesMax else { return }
    own.removeAll(keepingCapacity: true)
    large.removeAll(keepingCapacity: true)
    listed.removeAll(keepingCapacity: true)
    contests.removeAll(keepingCapacity: true)
    objects.removeAll(keepingCapacity: true)
    numbers.removeAll(keepingCapacity: true)
    slices.removeAll(keepingCapacity: true)
    scopes.removeAll(keepingCapacity: true)
    scopeAsks.removeAll(keepingCapacity: true)
    byteCount = bytes
  }
}
