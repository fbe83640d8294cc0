import Diagnostics
import EventLog
import QuerySyntax
import Synchronization
import TopologyModel

/// Keeps the syntax trees and the plans of queries that were asked before, so that asking again costs
/// neither parsing nor binding, and the timelines of Services that are asked about often.
///
/// A plan is kept for one basis of one store, and only where it does not depend on `now`. The cache
/// holds a bounded number of texts, and of their bytes, and forgets those that were not asked for longest.
/// It may be shared between threads, and not between stores.
public final class PlanCache: Sendable {
  /// How many texts, texts but for the instants in them, and plans are kept (docs/reference/limits.md).
  public static let queriesMax = 8192
  /// How many bytes the texts kept of each sort may have together; a tree or a plan takes some dozen times
  /// those of its text.
  static let textBytesMax = 8 << 20

  /// A query with its canonical text.
  struct ParsedQuery {
    var query: Query
    var text: String
    /// The tree of the canonical text: equal, with the spans of that text.
    var canonical: Query
    /// How long an answer stays the same, parameters of a header aside.
    var lifetime: QueryIdentity.Lifetime
    /// The canonical text with zeros in place of the instants that it asks about; nil where it is no
    /// template's.
    var stem: String?
  }

  /// What texts have in common that differ in the instants that they ask about.
  final class QueryShape: Sendable {
    /// The tree of the text as it was written.
    private let query: QueryTemplate
    /// The tree of the canonical text.
    private let canonical: QueryTemplate
    /// The canonical text with zeros in place of its instants, and where those stand.
    private let stem: String
    private let stemBytes: [UInt8]
    private let places: [Range<Int>]
    private let lifetime: QueryIdentity.Lifetime

    /// Creates the shape of a query; nil where its text, or the canonical one, is no template's, or the two
    /// write instants in other ways.
    init?(_ parsed: ParsedQuery, of source: SourceText) {
      let text = Array(parsed.text.utf8)
      guard let query = QueryTemplate(parsed.query, of: source.bytes),
        let canonical = QueryTemplate(parsed.canonical, of: text),
        let own = QueryTemplate.split(source.bytes), let split = QueryTemplate.split(text),
        own.literals.map({ own.bytes($0) }) == split.literals.map({ split.bytes($0) })
      else { return nil }
      self.query = query
      self.canonical = canonical
      stem = String(decoding: split.stem, as: UTF8.self)
      stemBytes = split.stem
      places = split.literals.map(\.range)
      lifetime = parsed.lifetime
    }

    /// The query at other instants; nil where those stand elsewhere in the text.
    func parsed(at split: QueryTemplate.Split) -> ParsedQuery? {
      guard let query = query.query(at: split) else { return nil }
      var own = split
      var text = stemBytes
      for (index, place) in places.enumerated() {
        text.replaceSubrange(place, with: split.bytes(split.literals[index]))
        own.literals[index].range = place
      }
      return canonical.query(at: own).map { canonical in
        ParsedQuery(
          query: query,
          text: String(decoding: text, as: UTF8.self),
          canonical: canonical,
          lifetime: lifetime,
          stem: stem
        )
      }
    }
  }

  /// All that a plan depends on.
  struct PlanKey: Hashable {
    /// The canonical text, its parameters being `let` lines; without the instants that it asks about, which
    /// plans do not depend on.
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
  final class Plan: Sendable {
    let query: BoundQuery
    let plan: PhysicalPlan

    init(query: BoundQuery, plan: PhysicalPlan) {
      self.query = query
      self.plan = plan
    }
  }

  private let queries = Mutex(Generations<[UInt8], ParsedQuery>())
  private let shapes = Mutex(Generations<[UInt8], QueryShape>())
  private let plans = Mutex(Generations<PlanKey, Plan>())
  private let counts = Mutex((found: 0, made: 0))

  /// The timelines of Services that are asked about often.
  let timelines: TimelineShelf

  /// Creates an empty cache; of a Service that was asked about `timelineAsksMin` times at one basis, or
  /// more often where its history is long, all rows are kept with their intervals.
  public init(timelineAsksMin: Int = 2) {
    timelines = TimelineShelf(asksMin: timelineAsksMin)
  }

  /// How many answers so far were slices of timelines.
  package var timelineSliceCount: Int { timelines.sliceCount }

  /// How many plans so far were there already.
  package var foundPlanCount: Int { counts.withLock { $0.found } }

  /// How many plans so far were made.
  package var madePlanCount: Int { counts.withLock { $0.made } }

  /// The tree of a text that was asked before and had no errors, if with other instants in it; nil for
  /// others.
  func query(_ source: SourceText) -> ParsedQuery? {
    if let split = QueryTemplate.split(source.bytes),
      let shape = shapes.withLock({ $0[split.stem] }), let parsed = shape.parsed(at: split)
    {
      return parsed
    }
    return queries.withLock { $0[source.bytes] }
  }

  /// Keeps the tree of a text; returns it with what texts like it have in common.
  func insert(_ query: ParsedQuery, for source: SourceText) -> ParsedQuery {
    guard let split = QueryTemplate.split(source.bytes),
      let shape = QueryShape(query, of: source), let parsed = shape.parsed(at: split)
    else {
      queries.withLock { $0.insert(query, for: source.bytes, bytes: source.bytes.count) }
      return query
    }
    shapes.withLock { $0.insert(shape, for: split.stem, bytes: split.stem.count) }
    return parsed
  }

  /// The plan that was made for equal circumstances before; nil where none was.
  func plan(_ key: PlanKey) -> Plan? { plans.withLock { $0[key] } }

  /// Counts a plan that was there already.
  func noteFound() {
    counts.withLock { $0.found += 1 }
  }

  /// Counts a plan that was made, whether it is kept or not.
  func noteMade() {
    counts.withLock { $0.made += 1 }
  }

  /// Keeps a plan.
  func insert(_ plan: Plan, for key: PlanKey) {
    plans.withLock { $0.insert(plan, for: key, bytes: key.text.utf8.count) }
  }
}

/// Two halves of a cache: what is asked for moves to the young one, and where that is full, the old one
/// is forgotten.
private struct Generations<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private struct Entry {
    var value: Value
    var byteCount: Int
  }

  private var young: [Key: Entry] = [:]
  private var old: [Key: Entry] = [:]
  private var youngByteCount = 0

  subscript(key: Key) -> Value? {
    mutating get {
      if let entry = young[key] { return entry.value }
      guard let entry = old[key] else { return nil }
      insert(entry.value, for: key, bytes: entry.byteCount)
      return entry.value
    }
  }

  /// Keeps a value whose text has so many bytes, unless it would fill half of the cache alone.
  mutating func insert(_ value: Value, for key: Key, bytes byteCount: Int) {
    let bytesMax = PlanCache.textBytesMax / 2
    guard byteCount <= bytesMax else { return }
    if young.count >= PlanCache.queriesMax / 2 || youngByteCount + byteCount > bytesMax {
      old = young
      young = [:]
      youngByteCount = 0
    }
    if young.updateValue(Entry(value: value, byteCount: byteCount), forKey: key) == nil {
      youngByteCount += byteCount
    }
  }
}
