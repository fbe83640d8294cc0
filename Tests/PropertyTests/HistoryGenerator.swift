import EventLog
import HindcastTestSupport
import TopologyModel

/// Makes up a cluster's history: objects that come, change, go and come again under their names,
/// and watches that lag, stop, resume or list anew.
struct HistoryGenerator {
  /// How many changes a history has.
  static let changesMax = 60

  /// What some histories have beside what all have.
  enum Trait: CaseIterable {
    /// Objects in two namespaces, and watches of one of them, beside those of all or instead of them.
    case namespaces
    /// Changes that no question shows, also right before a gap, within, and right behind it.
    case quietChanges
    /// Objects that are deleted and created again in one instant, also where a gap ends.
    case swaps
    /// Endpoints that move from slice to slice, and slices that name another Service for a while.
    case moves
    /// Slices that say which Service they are of, so that some are of an earlier one.
    case owners
  }

  /// An object that is there.
  struct Live {
    var object: ScriptObject
    var revision: Int
  }

  /// What is watched by itself.
  struct Scope: Hashable {
    var kind: ResourceKind
    /// Nil for all.
    var namespace: String?

    /// Whether a watch of it tells of an object.
    func covers(_ slot: ObjectSlot) -> Bool {
      kind == slot.kind && (namespace.map { $0 == slot.namespace } ?? true)
    }
  }

  /// The watch of a scope.
  struct Watch {
    var part: Int
    var drafts: [EventDraft] = []
    var session: Instant?
    /// The last arrival.
    var last: Instant
    /// The last revision that it delivered.
    var revision = 1
    /// What it will deliver when it resumes; nil where it will list anew.
    var missed: [EventDraft]?
    var ordinal = 0
  }

  var random: SplitMix64
  let traits: Set<Trait>
  /// The kinds that are watched; Nodes in some histories only.
  let kinds: [ResourceKind]
  let scopes: [Scope]
  /// Whether only Pods come and go, and Services and slices keep to one another.
  let isCalm: Bool
  var time = Instant(nanoseconds: 1_767_261_600_000_000_000)
  var revision = 1
  var live: [ObjectSlot: Live] = [:]
  var incarnations: [ObjectSlot: Int] = [:]
  var watches: [Scope: Watch] = [:]
  var done: [History.Stream] = []

  private init(_ random: SplitMix64, isCalm: Bool, isWide: Bool) {
    self.isCalm = isCalm
    var random = random
    kinds = [.service, .endpointSlice, .pod] + (random.oneIn(2) ? [.node] : [])
    traits = isWide ? Set(Trait.allCases.filter { _ in random.oneIn(2) }) : []
    scopes = Self.scopes(of: kinds, hasNamespaces: traits.contains(.namespaces), &random)
    self.random = random
  }

  /// Makes up a history of one recording, or of two that follow on one another.
  ///
  /// In a calm one only Pods come and go, and Services and slices keep to one another. A wide one has
  /// some traits; a seed gives the same history without them as before there were any.
  static func history(
    _ random: inout SplitMix64,
    parts: Int = 1,
    isCalm: Bool = false,
    isWide: Bool = true
  ) throws -> History {
    var generator = HistoryGenerator(
      SplitMix64(seed: random.next()),
      isCalm: isCalm,
      isWide: isWide
    )
    return try generator.history(parts: parts)
  }

  private mutating func history(parts: Int) throws -> History {
    var firstRevision = 0
    for part in 0..<parts {
      // Nobody watches before the first recording, nor between two.
      for _ in 0..<random.number(0...8) { _ = try change() }
      try begin(part: part)
      if part == 0 { firstRevision = revision }
      for _ in 0..<(Self.changesMax / parts) { try step() }
      try end()
    }
    return History(
      streams: done,
      hasNamespaces: traits.contains(.namespaces),
      firstRevision: firstRevision,
      lastRevision: revision
    )
  }

  private mutating func step() throws {
    if random.oneIn(12), let scope = random.pick(scopes), watches[scope]?.session != nil {
      try pause(scope)
    }
    for scope in scopes where watches[scope]?.session == nil && random.oneIn(5) {
      try go(on: scope)
    }
    if traits.contains(.moves), random.oneIn(6) { try move() }
    guard let draft = try change() else { return }
    deliver(draft)
    for scope in scopes where draft.slot.map({ scope.covers($0) }) ?? false {
      guard random.oneIn(10), var watch = watches[scope], watch.session != nil else { continue }
      watch.revision = revision
      tell(.bookmark, scope, &watch, revision: revision)
      watches[scope] = watch
    }
  }

  /// Ends a watch; what changes right before that may change nothing that shows.
  private mutating func pause(_ scope: Scope) throws {
    if traits.contains(.quietChanges), random.oneIn(2) { try quietChange(in: scope) }
    guard var watch = watches[scope] else { return }
    watch.last = max(watch.last, time)
    tell(random.oneIn(3) ? .watchExpired : .watchClosed, scope, &watch, revision: watch.revision)
    watch.session = nil
    watch.missed = random.oneIn(3) ? [] : nil
    watches[scope] = watch
    if traits.contains(.quietChanges), random.oneIn(3) { try quietChange(in: scope) }
  }

  /// Resumes a watch or lists anew; in the very instant objects may come again, or change without
  /// showing it.
  private mutating func go(on scope: Scope) throws {
    if traits.contains(.swaps), random.oneIn(3) { try swap() }
    if watches[scope]?.missed == nil { try list(scope) } else { resume(scope) }
    if traits.contains(.quietChanges), random.oneIn(2) { try quietChange(in: scope) }
    if traits.contains(.swaps), random.oneIn(4) { try swap() }
  }
}
