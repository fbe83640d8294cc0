import Testing
import TopologyModel

@testable import Audit

/// Sets of stretches of time.
@Suite("stretches")
struct StretchesTests {
  private static func stretch(_ from: Int64, _ until: Int64) -> Stretch {
    Stretch(from: Instant(nanoseconds: from), until: Instant(nanoseconds: until))
  }

  private static func set(_ pairs: [(Int64, Int64)]) -> Stretches {
    Stretches(pairs.map { stretch($0.0, $0.1) })
  }

  @Test("what touches or overlaps is joined, and what is empty left out")
  func union() {
    #expect(Self.set([(5, 9), (0, 3), (3, 4), (7, 12), (20, 20)]) == Self.set([(0, 4), (5, 12)]))
    #expect(Self.set([(5, 9), (0, 3)]).length == 7)
  }

  @Test("intersection and difference make up the whole")
  func parts() {
    let whole = Self.set([(0, 10), (20, 30)])
    let other = Self.set([(-5, 2), (4, 6), (8, 25), (29, 40)])
    let (common, rest) = (whole.intersection(other), whole.subtracting(other))
    #expect(common == Self.set([(0, 2), (4, 6), (8, 10), (20, 25), (29, 30)]))
    #expect(rest == Self.set([(2, 4), (6, 8), (25, 29)]))
    #expect(Stretches(common.all + rest.all) == whole)
  }

  @Test("steps fill the span and count what holds")
  func steps() {
    let steps = StepSeries.counts(
      [Self.stretch(-5, 4), Self.stretch(2, 6), Self.stretch(8, 99)],
      in: Self.stretch(0, 10)
    )
    #expect(steps.map(\.count) == [1, 2, 1, 0, 1])
    #expect(steps.map(\.stretch.until.nanoseconds) == [2, 4, 6, 8, 10])
  }
}
