import KubernetesRules
import TopologyModel

/// All rows of `pods serving` of one Service through an epoch, each with its true ends, so that those
/// of an instant are a slice of them.
///
/// A question over all times at once is a temporal relation, and asking at an instant is its timeslice
/// (Snodgrass, "Developing Time-Oriented Database Applications in SQL", 1999). Slices are only given
/// where the rows alone are the answer, with no note beside them; elsewhere the question is evaluated.
final class ServiceTimeline: Sendable {
  /// A row, and the Service port that it stands for.
  struct Row {
    var state: StateRow
    var port: ServiceFacts.Port
    var family: IPAddress.Family
    /// Whether another listing of the same address meets it somewhere, so that the row may end where
    /// it does not seem to.
    var isContested: Bool
  }

  /// The Service over a stretch in which its facts stayed the same.
  struct Stretch {
    var interval: HalfOpenInterval<Instant>
    var ports: [ServiceFacts.Port]
    var families: [IPAddress.Family]
  }

  /// So many rows begin between two places at which the rows are noted that hold on.
  private static let keyframeRows = 32

  /// Ordered by beginning.
  private let rows: [Row]
  /// For every `keyframeRows` rows, those before that hold where the first of them begins.
  private let keyframes: [[Int32]]
  /// Ordered, without overlaps.
  private let stretches: [Stretch]
  /// Where more than the rows has to be looked at; ordered, without overlaps.
  private let exceptions: [HalfOpenInterval<Instant>]

  /// Creates a timeline of rows in any order, and of the Service's stretches in order.
  init(_ unordered: [Row], _ stretches: [Stretch], exceptions: [HalfOpenInterval<Instant>]) {
    let rows = unordered.sorted { $0.state.interval.from < $1.state.interval.from }
    self.rows = rows
    self.stretches = stretches
    self.exceptions = HalfOpenInterval.union(exceptions)
    var keyframes: [[Int32]] = []
    var held: [Int32] = []
    for index in rows.indices {
      if index % Self.keyframeRows == 0 {
        let from = rows[index].state.interval.from
        held.removeAll { !rows[Int($0)].state.interval.contains(from) }
        keyframes.append(held)
      }
      held.append(Int32(index))
    }
    self.keyframes = keyframes
  }

  /// How many rows it has.
  var rowCount: Int { rows.count }

  /// The rows at an instant on a port, or on all; nil where the question has to be evaluated.
  func rows(at instant: Instant, on port: BoundPort?) -> [StateRow]? {
    guard port?.isTarget != true, let stretch = stretch(at: instant), !isException(instant),
      let begun = Self.lastIndex(in: rows, where: { $0.state.interval.from <= instant })
    else { return nil }
    var found: [Row] = []
    let frame = begun / Self.keyframeRows
    for index in keyframes[frame] where rows[Int(index)].state.interval.contains(instant) {
      found.append(rows[Int(index)])
    }
    for index in (frame * Self.keyframeRows)...begun
    where rows[index].state.interval.contains(instant) {
      found.append(rows[index])
    }
    if let port { found = found.filter { port.matches($0.port, target: nil) } }
    guard !found.contains(where: \.isContested) else { return nil }
    // Where nothing is ready, terminating endpoints may be eligible, and notes tell what becomes of
    // connections.
    let asked = stretch.ports.filter { candidate in
      port.map { $0.matches(candidate, target: nil) } ?? true
    }
    let isServed = asked.allSatisfy { candidate in
      stretch.families.allSatisfy { family in
        found.contains { $0.port == candidate && $0.family == family }
      }
    }
    return !asked.isEmpty && isServed ? found.map(\.state) : nil
  }

  private func stretch(at instant: Instant) -> Stretch? {
    Self.lastIndex(in: stretches) { $0.interval.from <= instant }
      .map { stretches[$0] }.flatMap { $0.interval.contains(instant) ? $0 : nil }
  }

  private func isException(_ instant: Instant) -> Bool {
    Self.lastIndex(in: exceptions) { $0.from <= instant }
      .map { exceptions[$0].contains(instant) } ?? false
  }

  /// The last element of those, all in front, of which a condition holds.
  private static func lastIndex<Element>(
    in elements: [Element],
    where holds: (Element) -> Bool
  ) -> Int? {
    var low = 0
    var high = elements.count
    while low < high {
      let middle = (low + high) / 2
      if holds(elements[middle]) { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }
}
