import Projections
import TopologyModel

/// Finds how far the rows at an instant reach, by evaluating parts of the question over longer and
/// longer stretches of time on both sides of it.
struct EndSearch {
  private static let firstStretch: Int64 = 60_000_000_000
  private static let growth: Int64 = 8

  let evaluation: SpanEvaluation
  /// Before it nothing is answered.
  let floor: Instant
  /// From it on nothing changes any more.
  let ceiling: Instant

  /// The rows of a part that stand at an instant, each with its true ends: `meetsStart` where it began
  /// with the first listing, `meetsEnd` where it goes on for ever.
  func rows(of unit: SpanUnit, _ rows: [SequencedRow], at instant: Instant) throws -> [SequencedRow]
  {
    guard !rows.isEmpty else { return [] }
    var found = Dictionary(rows.map { ($0.values, $0) }) { first, _ in first }
    try lengthen(unit, at: instant, &found, isBackwards: true)
    try lengthen(unit, at: instant, &found, isBackwards: false)
    return rows.compactMap { found[$0.values] }
  }

  private func lengthen(
    _ unit: SpanUnit,
    at instant: Instant,
    _ found: inout [[Value]: SequencedRow],
    isBackwards: Bool
  ) throws {
    var length = Self.firstStretch
    var pending = Set(found.keys)
    while !pending.isEmpty {
      let next = instant.advanced(byNanoseconds: 1)
      let from = isBackwards ? max(instant.advanced(byNanoseconds: -length), floor) : instant
      let until =
        isBackwards ? next : max(min(instant.advanced(byNanoseconds: length), ceiling), next)
      let isWhole = isBackwards ? from <= floor : until >= ceiling
      let span = HalfOpenInterval(from: min(from, instant), until: until)
      let rows = try evaluation.rows(of: unit, over: span, floor: floor)
      let joined = SequencedOperators.coalesced(rows.filter(\.hasDuration), ignoringRevisions: true)
      for row in joined where pending.contains(row.values) {
        guard row.from.instant <= instant, instant < row.until.instant else { continue }
        if isBackwards {
          guard !row.meetsStart || isWhole else { continue }
          found[row.values]?.from = row.from
          found[row.values]?.event = row.event
          found[row.values]?.beginsInferred = row.beginsInferred
          found[row.values]?.meetsStart = row.meetsStart
        } else {
          guard !row.meetsEnd || isWhole else { continue }
          found[row.values]?.until = row.until
          found[row.values]?.endsInferred = row.endsInferred
          found[row.values]?.meetsEnd = row.meetsEnd
        }
        pending.remove(row.values)
      }
      guard !isWhole else { return }
      let (longer, isOverflow) = length.multipliedReportingOverflow(by: Self.growth)
      length = isOverflow ? .max : longer
    }
  }
}
