import TopologyModel

/// The owners that an address ever had, as they are answered.
final class KeptOwners: Sendable {
  /// Elements with intervals, so that those which contain an instant are found by halving.
  private struct Stretches<Element: Sendable>: Sendable {
    /// By beginning.
    private let elements: [Element]
    private let intervals: [HalfOpenInterval<Instant>]
    /// Of each, when the last of those up to it ends; nil where one has no end.
    private let lastEnds: [Instant?]

    var count: Int { elements.count }

    init(_ unordered: [(element: Element, interval: HalfOpenInterval<Instant>)]) {
      let ordered = unordered.sorted { $0.interval.from < $1.interval.from }
      elements = ordered.map(\.element)
      intervals = ordered.map(\.interval)
      var lastEnds: [Instant?] = []
      for interval in intervals {
        guard let last = lastEnds.last else {
          lastEnds.append(interval.until)
          continue
        }
        lastEnds.append(last.flatMap { last in interval.until.map { max(last, $0) } })
      }
      self.lastEnds = lastEnds
    }

    /// Those that contain an instant, in no order.
    func containing(_ instant: Instant) -> [Element] {
      var found: [Element] = []
      var index = intervals.partitioningIndex { $0.from > instant } - 1
      while index >= 0, lastEnds[index].map({ instant < $0 }) ?? true {
        if intervals[index].contains(instant) { found.append(elements[index]) }
        index -= 1
      }
      return found
    }
  }

  private let rows: Stretches<ResultRow>
  private let holdings: Stretches<ObjectReference>

  init(_ history: OwnerHistory) {
    let results = ResultRow.kept(history.rows.map { ResultRow(StateRow($0)) })
    rows = Stretches(
      zip(results, history.rows).map { result, row in
        (result, HalfOpenInterval(from: row.from.instant, until: row.until.instant))
      }
    )
    holdings = Stretches(history.holdings.map { ($0.object, $0.interval) })
  }

  /// How many rows it has, or what takes as much.
  var rowCount: Int { 1 + rows.count + holdings.count / 4 }

  /// The rows that stand at an instant, with their true ends, in no order.
  func rows(at instant: Instant) -> [ResultRow] { rows.containing(instant) }

  /// The live objects that held the address at an instant, sorted.
  func live(at instant: Instant) -> [ObjectReference] {
    let objects = holdings.containing(instant)
    return objects.count > 1 ? Set(objects).sorted() : objects
  }
}
