import Projections
import TopologyModel

/// Walks forward over runs and knows at each revision which are valid, and when that changes next.
struct RunCursor<Facts: Hashable & Sendable> {
  private var pending: ArraySlice<FactRun<Facts>>
  private(set) var active: [FactRun<Facts>] = []
  private let precedes: (FactRun<Facts>, FactRun<Facts>) -> Bool

  /// Begins before the first of `runs`, which are ordered by beginning; `precedes` orders those that
  /// are valid together.
  init(
    _ runs: [FactRun<Facts>],
    orderedBy precedes: @escaping (FactRun<Facts>, FactRun<Facts>) -> Bool
  ) {
    pending = runs[...]
    self.precedes = precedes
  }

  /// Goes on to a revision, which must not lie behind the one before.
  mutating func advance(to revision: Revision) {
    var isChanged = false
    if active.contains(where: { Self.hasEnded($0, by: revision) }) {
      active.removeAll { Self.hasEnded($0, by: revision) }
    }
    while let next = pending.first, next.validity.from <= revision {
      pending.removeFirst()
      guard !Self.hasEnded(next, by: revision) else { continue }
      active.append(next)
      isChanged = true
    }
    if isChanged { active.sort(by: precedes) }
  }

  /// The next revision at which something begins or ends; nil where nothing more does.
  var nextChange: Revision? {
    active.reduce(pending.first?.validity.from) {
      HalfOpenInterval.earlier($0, $1.validity.until)
    }
  }

  private static func hasEnded(_ run: FactRun<Facts>, by revision: Revision) -> Bool {
    run.validity.until.map { $0 <= revision } ?? false
  }
}
