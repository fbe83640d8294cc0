import Diagnostics
import EventLog
import QuerySyntax
import Synchronization
import TopologyModel

/// Keeps the syntax trees and the plans of queries that were asked before, so that asking again costs
/// neither parsing nor binding, and the timelines of Services that are asked about often.
///
/// A plan is kept for one basis of one store, and only where it does not depend on `now`. The cache
/// holds a bounded number of texts and forgets those that were not asked for longest. It may be shared
/// between threads, and not between stores.
public final class PlanCache: Sendable {
  /// How many texts, and how many plans, are kept (docs/reference/limits.md).
  public static let queriesMax = 1024

  /// A query with its canonical text.
  struct ParsedQuery {
    var query: Query
    var text: String
    /// The tree of the canonical text: equal, with the spans of that text.
    var canonical: Query
  }

  /// All that a plan depends on.
  struct PlanKey: Hashable {
    /// The canonical text, its parameters being `let` lines.
    var text: String
    /// Which side of a diff it is for.
    var isAfter: Bool
    /// What the text leaves open, `now` aside.
    var context: QueryContext
    var position: LogPosition
    var hash: ChainHash
    var isKnownAt: Bool
  }

  /// A bound query and how it is computed.
  struct Plan {
    var query: BoundQuery
    var plan: PhysicalPlan
  }

  private let queries = Mutex(Generations<[UInt8], ParsedQuery>())
  private let plans = Mutex(Generations<PlanKey, Plan>())
  private let counts = Mutex((found: 0, made: 0))

  /// The timelines of Services that are asked about often.
  let timelines: TimelineShelf

  /// Creates an empty cache; of a Service that was asked about `timelineAsksMin` times at one basis, or
  /// more often where its history is long, all rows are kept with their intervals.
  public init(timelineAsksMin: Int = 4) {
    timelines = TimelineShelf(asksMin: timelineAsksMin)
  }

  /// How many answers so far were slices of timelines.
  package var timelineSliceCount: Int { timelines.sliceCount }

  /// How many plans so far were there already.
  package var foundPlanCount: Int { counts.withLock { $0.found } }

  /// How many plans so far were made.
  package var madePlanCount: Int { counts.withLock { $0.made } }

  /// The tree of a text that was asked before and had no errors; nil for others.
  func query(_ source: SourceText) -> ParsedQuery? {
    queries.withLock { $0[source.bytes] }
  }

  /// Keeps the tree of a text.
  func insert(_ query: ParsedQuery, for source: SourceText) {
    queries.withLock { $0.insert(query, for: source.bytes) }
  }

  /// The plan that was made for equal circumstances before; nil where none was.
  func plan(_ key: PlanKey) -> Plan? {
    let found = plans.withLock { $0[key] }
    if found != nil { counts.withLock { $0.found += 1 } }
    return found
  }

  /// Counts a plan that was made, whether it is kept or not.
  func noteMade() {
    counts.withLock { $0.made += 1 }
  }

  /// Keeps a plan.
  func insert(_ plan: Plan, for key: PlanKey) {
    plans.withLock { $0.insert(plan, for: key) }
  }
}

/// Two halves of a cache: what is asked for moves to the young one, and where that is full, the old one
/// is forgotten.
private struct Generations<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private var young: [Key: Value] = [:]
  private var old: [Key: Value] = [:]

  subscript(key: Key) -> Value? {
    mutating get {
      if let value = young[key] { return value }
      guard let value = old[key] else { return nil }
      insert(value, for: key)
      return value
    }
  }

  mutating func insert(_ value: Value, for key: Key) {
    if young.count >= PlanCache.queriesMax / 2 {
      old = young
      young = [:]
    }
    young[key] = value
  }
}
