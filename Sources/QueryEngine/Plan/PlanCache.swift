import Diagnostics
import QuerySyntax
import Synchronization

/// Keeps the syntax trees of queries that were asked before, so that asking again costs no parsing.
///
/// It holds a bounded number of texts and forgets those that were not asked for longest. It may be
/// shared between threads.
public final class PlanCache: Sendable {
  /// How many texts are kept (docs/reference/limits.md).
  public static let queriesMax = 1024

  private struct Generations {
    var young: [[UInt8]: Query] = [:]
    var old: [[UInt8]: Query] = [:]
  }

  private let generations = Mutex(Generations())

  /// Creates an empty cache.
  public init() {}

  /// The tree of a text that was asked before and had no errors; nil for others.
  func query(_ source: SourceText) -> Query? {
    generations.withLock { kept in
      if let query = kept.young[source.bytes] { return query }
      guard let query = kept.old[source.bytes] else { return nil }
      Self.insert(query, source.bytes, &kept)
      return query
    }
  }

  /// Keeps the tree of a text.
  func insert(_ query: Query, for source: SourceText) {
    generations.withLock { Self.insert(query, source.bytes, &$0) }
  }

  private static func insert(_ query: Query, _ text: [UInt8], _ kept: inout Generations) {
    if kept.young.count >= queriesMax / 2 {
      kept.old = kept.young
      kept.young = [:]
    }
    kept.young[text] = query
  }
}
