import HindcastTestSupport
import Testing
import TopologyModel

@testable import QueryEngine

@Suite("lines of a timeline")
struct TimelineLaneTests {
  private typealias Piece = TimelineLane.Piece
  private typealias Cell = TimelineLane.Cell

  /// Pieces of random length over a span, with gaps.
  private static func lane(
    _ generator: inout SplitMix64,
    _ scale: TimelineScale,
    changes: Int
  ) -> TimelineLane {
    let length = Int(scale.until.nanoseconds)
    let bounds = Set((0..<changes).map { _ in generator.number(1...(length - 1)) }).sorted()
    var pieces: [Piece] = []
    var from = 0
    for (row, until) in (bounds + [length]).enumerated() {
      if generator.number(0...2) > 0 {
        pieces.append(
          Piece(
            from: Instant(nanoseconds: Int64(from)),
            until: Instant(nanoseconds: Int64(until)),
            content: .state(generator.number(0...2)),
            row: row
          )
        )
      }
      from = until
    }
    let gaps = (0..<generator.number(0...2)).map { _ -> (Int, Int) in
      let first = generator.number(0...(length - 2))
      return (first, generator.number((first + 1)...(length - 1)))
    }.sorted { $0 < $1 }
    var joined: [HalfOpenInterval<Instant>] = []
    var end = -1
    for gap in gaps where gap.0 > end {
      joined.append(
        HalfOpenInterval(
          from: Instant(nanoseconds: Int64(gap.0)),
          until: Instant(nanoseconds: Int64(gap.1))
        )
      )
      end = gap.1
    }
    return TimelineLane(label: "x", rows: pieces, gaps: joined, scale: scale)
  }

  @Test("a line covers the span without holes, and every state in it is to be seen")
  func everyStateIsSeen() throws {
    var generator = SplitMix64(seed: SplitMix64.seed)
    for _ in 0..<3000 {
      let length = Int64(generator.number(2...400))
      let scale = try #require(
        TimelineScale(
          from: Instant(nanoseconds: 0),
          until: Instant(nanoseconds: length),
          cells: generator.number(1...60)
        )
      )
      let lane = Self.lane(&generator, scale, changes: generator.number(0...12))
      #expect(lane.pieces.first?.from == scale.from)
      #expect(lane.pieces.last?.until == scale.until)
      for (before, behind) in zip(lane.pieces, lane.pieces.dropFirst()) {
        #expect(before.until == behind.from)
      }
      let cells = lane.cells(scale)
      #expect(cells.count == scale.cells)
      for piece in lane.pieces where piece.content != .gap {
        #expect(Self.isSeen(piece, cells, scale), "\(piece)")
      }
      for (before, behind) in zip(lane.pieces, lane.pieces.dropFirst()) {
        #expect(Self.isSeen(before, behind, cells, scale), "\(behind)")
      }
    }
  }

  /// Whether one of the characters of a piece shows it, or says that there is more.
  ///
  /// Where a gap hatches the character, the one beside it may say it.
  private static func isSeen(_ piece: Piece, _ cells: [Cell], _ scale: TimelineScale) -> Bool {
    var first = scale.cell(of: piece.from)
    var last = scale.cell(of: piece.until.advanced(byNanoseconds: -1))
    if first > 0, cells[first] == .content(.gap) { first -= 1 }
    if last < cells.count - 1, cells[last] == .content(.gap) { last += 1 }
    return cells[first...last].contains { cell in
      switch cell {
      case .content(let content), .change(let content): content == piece.content
      case .several(let contents): contents.contains(piece.content)
      }
    }
  }

  /// Whether a change shows: by two characters that differ, by a mark, or by a hatched character.
  private static func isSeen(
    _ before: Piece,
    _ behind: Piece,
    _ cells: [Cell],
    _ scale: TimelineScale
  ) -> Bool {
    let index = scale.cell(of: behind.from)
    guard before.content != .gap, behind.content != .gap else { return true }
    switch cells[index] {
    case .several, .change, .content(.gap): return true
    case .content:
      return index > 0 && cells[index] != cells[index - 1] || before.content == behind.content
    }
  }

  @Test("a change within the first character, a blip, and a change beside a gap are marked")
  func marks() throws {
    let scale = try #require(
      TimelineScale(from: Sample.time(0), until: Sample.time(40), cells: 4)
    )
    func piece(_ from: Int, _ until: Int, _ state: Int) -> Piece {
      Piece(from: Sample.time(from), until: Sample.time(until), content: .state(state), row: from)
    }
    func cells(_ pieces: [Piece], gaps: [HalfOpenInterval<Instant>] = []) -> [Cell] {
      TimelineLane(label: "", rows: pieces, gaps: gaps, scale: scale).cells(scale)
    }
    let state = { (number: Int) in Cell.content(.state(number)) }
    #expect(
      cells([piece(0, 5, 0), piece(5, 40, 1)])
        == [.several([.state(0), .state(1)]), state(1), state(1), state(1)]
    )
    #expect(
      cells([piece(0, 15, 0), piece(15, 40, 1)]) == [state(0), state(1), state(1), state(1)]
    )
    #expect(
      cells([piece(0, 20, 0), piece(20, 40, 1)]) == [state(0), state(0), state(1), state(1)]
    )
    #expect(
      cells([piece(0, 13, 0), piece(16, 40, 0)])
        == [state(0), .several([.state(0), .absent, .state(0)]), state(0), state(0)]
    )
    #expect(
      cells([piece(0, 15, 0), piece(15, 40, 0)])
        == [state(0), .change(.state(0)), state(0), state(0)]
    )
    let gap = HalfOpenInterval(from: Sample.time(12), until: Sample.time(25))
    #expect(
      cells([piece(0, 40, 0)], gaps: [gap])
        == [state(0), .content(.gap), .content(.gap), state(0)]
    )
    #expect(
      cells([piece(0, 10, 0), piece(10, 30, 1), piece(30, 40, 2)], gaps: [gap])
        == [state(0), .several([.state(1)]), .several([.state(1)]), state(2)]
    )
  }

  @Test("a span of few nanoseconds has no more characters than those")
  func shortSpans() throws {
    let scale = try #require(
      TimelineScale(from: Instant(nanoseconds: 5), until: Instant(nanoseconds: 8), cells: 100)
    )
    #expect(scale.cells == 3)
    #expect((0...3).map { scale.start(of: $0).nanoseconds } == [5, 6, 7, 8])
    #expect(TimelineScale(from: Sample.time(1), until: Sample.time(1), cells: 9) == nil)
  }

  @Test("the widest span counts without overflow")
  func longSpans() throws {
    let scale = try #require(
      TimelineScale(
        from: Instant(nanoseconds: .min),
        until: Instant(nanoseconds: .max),
        cells: 300
      )
    )
    #expect(scale.cell(of: Instant(nanoseconds: .max)) == 299)
    #expect(scale.start(of: 300) == Instant(nanoseconds: .max))
    let axis = TimelineAxis(scale: scale, zone: .utc)
    #expect(!axis.ticks.isEmpty)
  }
}
