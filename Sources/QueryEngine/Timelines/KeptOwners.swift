import TopologyModel

/// The owners that an address ever had, as they are answered.
final class KeptOwners: Sendable {
  private let results: [ResultRow]
  private let intervals: [HalfOpenInterval<Instant>]
  private let holdings: [OwnerHistory.Holding]

  init(_ history: OwnerHistory) {
    results = history.rows.map { ResultRow(StateRow($0)) }
    intervals = history.rows.map {
      HalfOpenInterval(from: $0.from.instant, until: $0.until.instant)
    }
    holdings = history.holdings
  }

  /// How many rows it has, or what takes as much.
  var rowCount: Int { 1 + results.count + holdings.count / 4 }

  /// The rows that stand at an instant, with their true ends, in no order.
  func rows(at instant: Instant) -> [ResultRow] {
    var found: [ResultRow] = []
    for (index, interval) in intervals.enumerated() where interval.contains(instant) {
      found.append(results[index])
    }
    return found
  }

  /// The live objects that held the address at an instant, sorted.
  func live(at instant: Instant) -> [ObjectReference] {
    let objects = holdings.filter { $0.interval.contains(instant) }.map(\.object)
    return objects.count > 1 ? Set(objects).sorted() : objects
  }
}
