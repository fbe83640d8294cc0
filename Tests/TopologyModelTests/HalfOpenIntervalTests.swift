import Testing
import TopologyModel

@Suite("half-open interval")
struct HalfOpenIntervalTests {
  /// All intervals with bounds below 5, empty and inverted ones among them.
  private static let intervals = (0..<5).flatMap { from in
    ([nil] + (0..<5).map { Optional($0) }).map { HalfOpenInterval(from: from, until: $0) }
  }
  /// All bounds at which two of those can differ.
  private static let bounds = -1...5

  @Test("the beginning belongs to an interval, the end does not")
  func contains() {
    let closed = HalfOpenInterval(from: 2, until: 4)
    #expect(
      Self.bounds.map { closed.contains($0) } == [false, false, false, true, true, false, false]
    )
    let open = HalfOpenInterval(from: 2, until: nil)
    #expect(Self.bounds.map { open.contains($0) } == [false, false, false, true, true, true, true])
    let empty = HalfOpenInterval(from: 2, until: 2)
    #expect(!Self.bounds.contains { empty.contains($0) })
  }

  @Test("the intersection holds what both hold, and is nil where that is nothing")
  func intersection() {
    for left in Self.intervals {
      for right in Self.intervals {
        let shared = left.intersection(right)
        let inBoth = Self.bounds.filter { left.contains($0) && right.contains($0) }
        #expect((shared == nil) == inBoth.isEmpty, "\(left) and \(right)")
        guard let shared else { continue }
        #expect(Self.bounds.filter { shared.contains($0) } == inBoth, "\(left) and \(right)")
      }
    }
  }

  @Test("the intersection does not depend on the order, and is the interval itself with itself")
  func laws() {
    for left in Self.intervals {
      let isEmpty = !Self.bounds.contains { left.contains($0) }
      #expect(left.intersection(left) == (isEmpty ? nil : left))
      for right in Self.intervals {
        #expect(left.intersection(right) == right.intersection(left))
        for third in Self.intervals {
          let leftFirst = left.intersection(right)?.intersection(third)
          let rightFirst = right.intersection(third).flatMap { left.intersection($0) }
          #expect(leftFirst == rightFirst, "\(left), \(right), \(third)")
        }
      }
    }
  }

  @Test("no end is later than every end")
  func earlier() {
    typealias Interval = HalfOpenInterval<Int>
    #expect(Interval.earlier(nil, nil) == nil)
    #expect(Interval.earlier(3, nil) == 3)
    #expect(Interval.earlier(nil, 3) == 3)
    #expect(Interval.earlier(3, 2) == 2)
    #expect(Interval.earlier(2, 3) == 2)
  }

  /// All lists of intervals in order that have nothing in common, with bounds below 5.
  private static let lists: [[HalfOpenInterval<Int>]] = (0..<64).map { bits in
    let covered = (0..<6).filter { bits & (1 << $0) != 0 }
    return HalfOpenInterval.union(
      covered.map { HalfOpenInterval(from: $0, until: $0 == 5 ? nil : $0 + 1) }
    )
  }

  @Test("lists of intervals share what both cover, and leave what the other does not")
  func lists() {
    func covered(_ list: some Sequence<HalfOpenInterval<Int>>) -> [Int] {
      Self.bounds.filter { bound in list.contains { $0.contains(bound) } }
    }
    for left in Self.lists {
      for bound in Self.bounds {
        let that = HalfOpenInterval.that(of: left, containing: bound) { $0 }
        #expect(that == left.first { $0.contains(bound) })
      }
      for right in Self.lists {
        let shared = HalfOpenInterval.intersection(left, right)
        #expect(covered(shared) == covered(left).filter { covered(right).contains($0) })
        #expect(HalfOpenInterval.union(shared) == shared)
      }
      for interval in Self.intervals {
        let rest = interval.without(left)
        let own = Self.bounds.filter { interval.contains($0) }
        #expect(covered(rest) == own.filter { !covered(left).contains($0) })
        #expect(HalfOpenInterval.union(rest) == rest)
        guard !own.isEmpty else { continue }
        let meeting = HalfOpenInterval.those(of: left, meeting: interval)
        #expect(Array(meeting) == left.filter { $0.intersection(interval) != nil })
      }
    }
  }

  @Test("each that meets an earlier one is visited, with the earlier one that ends last")
  func meetings() {
    let intervals = [(0, 10), (2, 4), (4, 4), (6, 12), (12, 13), (13, nil), (14, 15)].map {
      HalfOpenInterval<Int>(from: $0.0, until: $0.1)
    }
    var found: [[Int?]] = []
    HalfOpenInterval.forEachMeeting(of: intervals, by: \.self) { longest, next, meeting in
      found.append([longest, next, meeting.from, meeting.until])
    }
    #expect(found == [[0, 1, 2, 4], [0, 3, 6, 10], [5, 6, 14, 15]])
  }
}
