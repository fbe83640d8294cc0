import Projections
import TopologyModel

/// Walks forward over runs and knows at each revision which are valid, and when that changes next.
struct RunCursor<Facts: Hashable & Sendable> {
  /// Of more that begin at once all are sorted.
  private static var insertionsMax: Int { 4 }

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
    if active.contains(where: { Self.hasEnded($0, by: revision) }) {
      active.removeAll { Self.hasEnded($0, by: revision) }
    }
    let begun = pending.prefix { $0.validity.from <= revision }
    guard !begun.isEmpty else { return }
    pending = pending[begun.endIndex...]
    let added = begun.filter { !Self.hasEnded($0, by: revision) }
    guard added.count <= Self.insertionsMax else {
      active += added
      active.sort(by: precedes)
      return
    }
    for run in added { active.insert(run, at: place(of: run)) }
  }

  /// Where a run belongs among those that are valid: behind those that it does not precede.
  private func place(of run: FactRun<Facts>) -> Int {
    var (low, high) = (0, active.count)
    while low < high {
      let middle = (low + high) / 2
      if precedes(run, active[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// What the objects that are valid are called, in order, where they are ordered by slot.
  var slots: [ObjectSlot] {
    var slots: [ObjectSlot] = []
    for run in active where slots.last != run.object.slot { slots.append(run.object.slot) }
    return slots
  }

  /// The next revision at which something begins or ends; nil where nothing more does.
  var nextChange: Revision? {
    active.reduce(pending.first?.validity.from) {
      HalfOpenInterval.earlier($0, $1.validity.until)
    }
  }

  /// The next revision at which it may change whether any is valid: once one is, the end of the last of
  /// those that are; nil where it does not change any more.
  var nextChangeOfPresence: Revision? {
    guard let first = active.first else { return pending.first?.validity.from }
    return active.dropFirst().reduce(first.validity.until) { latest, run in
      guard let latest, let until = run.validity.until else { return nil }
      return max(latest, until)
    }
  }

  private static func hasEnded(_ run: FactRun<Facts>, by revision: Revision) -> Bool {
    run.validity.until.map { $0 <= revision } ?? false
  }
}
