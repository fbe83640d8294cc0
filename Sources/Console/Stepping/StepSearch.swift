import QueryEngine
import TopologyModel

/// Looks for the next instant at which a question's answer is another one.
///
/// It asks over spans that grow from the instant on, so that a change nearby is found quickly, and one
/// far away without asking for each moment before it. What the rows and notes of a span say of their
/// ends are candidates; each is looked at from both sides.
struct StepSearch {
  /// Asks a query at an instant of the real clock; throws where it is refused.
  let ask: (String) throws -> Answer
  let question: StepQuestion
  /// What was observed, both ends inclusive: nothing changes outside.
  let observed: (from: Instant, through: Instant)

  private static let spanFirst: Int64 = 60_000_000_000
  private static let spanMax: Int64 = 400 * 86_400_000_000_000
  private static let growth: Int64 = 8

  /// The next change behind an instant, or before it; nil where there is none.
  ///
  /// Before an instant in the midst of a state this is the state's beginning.
  func next(from base: Instant, isBack: Bool) throws -> Instant? {
    isBack ? try before(base) : try after(base)
  }

  private func after(_ base: Instant) throws -> Instant? {
    // Behind the last observation there is one more change: that it ended.
    let end = observed.through.advanced(byNanoseconds: 2)
    var low = max(base, observed.from.advanced(byNanoseconds: -1))
    var length = Self.spanFirst
    while low < end {
      let high = min(low.advanced(byNanoseconds: length), end)
      let found = try candidates(from: low, until: high)
        .filter { $0 > base && $0 <= high }
        .sorted()
      if let first = try found.first(where: { try isChange($0) }) { return first }
      low = high
      length = min(length * Self.growth, Self.spanMax)
    }
    return nil
  }

  private func before(_ base: Instant) throws -> Instant? {
    let start = observed.from.advanced(byNanoseconds: -1)
    var high = min(base, observed.through.advanced(byNanoseconds: 2))
    var length = Self.spanFirst
    while high > start {
      let low = max(high.advanced(byNanoseconds: -length), start)
      let found = try candidates(from: low, until: high)
        .filter { $0 < base && $0 >= low }
        .sorted(by: >)
      if let last = try found.first(where: { try isChange($0) }) { return last }
      high = low
      length = min(length * Self.growth, Self.spanMax)
    }
    return nil
  }

  /// The instants at which the answer over a span may change.
  private func candidates(from: Instant, until: Instant) throws -> Set<Instant> {
    guard from < until else { return [] }
    let answer = try ask(question.over(from: from, until: until))
    var instants: Set<Instant> = []
    for row in answer.rows {
      if let from = row.from { instants.insert(from) }
      if let until = row.until { instants.insert(until) }
    }
    for note in answer.notes {
      if let from = note.from { instants.insert(from) }
      if let until = note.until { instants.insert(until) }
    }
    for stretch in answer.coverage {
      if let from = stretch.from { instants.insert(from) }
      if let until = stretch.until { instants.insert(until) }
    }
    return instants
  }

  /// Whether the answer at an instant is another one than just before.
  private func isChange(_ instant: Instant) throws -> Bool {
    let before = try ask(question.at(instant.advanced(byNanoseconds: -1)))
    let after = try ask(question.at(instant))
    return before.rows.map(\.values) != after.rows.map(\.values)
      || Self.isObserved(before) != Self.isObserved(after)
  }

  private static func isObserved(_ answer: Answer) -> Bool {
    !answer.notes.contains { $0.code == .notObserved }
  }
}
