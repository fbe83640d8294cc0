import Diagnostics
import HindcastTestSupport
import Testing
import TopologyModel

@testable import QueryEngine

@Suite("timeline format")
struct TimelineFormatTests {
  private static let columns = [
    Column("service", .text, isKey: true), Column("pod", .text, isKey: true),
    Column("eligible_as", .text),
  ]

  private static func row(
    _ pod: String,
    _ state: String,
    _ from: Int,
    _ until: Int?,
    certainty: Certainty = .observed
  ) -> ResultRow {
    Sample.row(
      [.text("shop/cart"), .text(pod), .text(state)],
      from: from,
      until: until,
      certainty: certainty
    )
  }

  private static let rows = [
    row("cart-1", "ready", -5, 10), row("cart-1", "ready", 30, nil),
    row("cart-2", "ready", 0, 20, certainty: .clipped),
    row("cart-2", "terminating-fallback", 20, 22),
  ]

  private static func answer(
    rows: [ResultRow] = rows,
    columns: [Column] = columns,
    until: Int = 60,
    gap: Range<Int>? = nil,
    notes: [Note] = []
  ) -> Answer {
    let coverage = gap.map { gap in
      [
        Answer.KindCoverage(
          kind: .pod,
          isObserved: false,
          from: Sample.time(gap.lowerBound),
          until: Sample.time(gap.upperBound)
        )
      ]
    }
    return Sample.answer(
      time: .span(from: Sample.time(0), until: Sample.time(until)),
      coverage: coverage ?? [],
      notes: notes,
      columns: columns,
      rows: rows
    )
  }

  private static func text(_ answer: Answer, _ display: DisplayOptions) -> String {
    AnswerFormat.timeline.text(answer, display: display)
  }

  @Test("states stand over time, with a sum, the legend, and each change")
  func golden() {
    let provisional = Note(.provisional, "late", from: Sample.time(55))
    let answer = Self.answer(gap: 40..<45, notes: [provisional])
    let text = Self.text(answer, DisplayOptions(width: 60))
    #expect(
      text == """
        service shop/cart · 1970-01-01, times in UTC · one character
          is 1.36s
                  00:00:00   00:00:15   00:00:30   00:00:45
                  ┬──────────┬──────────┬──────╱╱╱╱┬──────~~~~
        eligible  ███████▄▄▄▄▄▄▄00000000▄▄▄▄▄▄▄╱╱╱╱▄▄▄▄▄▄▄▄▄▄▄  0..2
        cart-1   <███████···············███████╱╱╱╱███████████>
        cart-2   [██████████████tt·············╱╱╱╱···········
        █ ready   t terminating-fallback   · not eligible   0 none
        ▁..█ few to most; of several the least
        ╱ not observed, at least in part   ~ provisional
        < began before   > goes on   [ cut at the start
        none eligible from 1970-01-01T00:00:20Z to
          1970-01-01T00:00:30Z (10s)
        4 changes
          1970-01-01T00:00:10Z  cart-1  ready → not eligible
          1970-01-01T00:00:20Z  cart-2  ready → terminating-fallback
          1970-01-01T00:00:22Z  cart-2  terminating-fallback → not
            eligible
          1970-01-01T00:00:30Z  cart-1  not eligible → ready
        note[TQL2002] provisional: late
        -- 4 rows · from 1970-01-01T00:00:00Z to
           1970-01-01T00:01:00Z · cluster c · basis 42:000000000000

        """
    )
  }

  @Test("ASCII characters are enough, and colors are for those who ask")
  func glyphs() {
    let plain = Self.text(Self.answer(gap: 40..<45), DisplayOptions(width: 60))
    #expect(!plain.contains("\u{1B}"))
    let chart = Self.text(Self.answer(gap: 40..<45), DisplayOptions(width: 60, glyphs: .ascii))
      .split(separator: "\n").prefix { !$0.hasPrefix("--") }
    #expect(chart.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } }, "\(chart)")
    let colored = Self.text(Self.answer(gap: 40..<45), DisplayOptions(width: 60, isColored: true))
    #expect(colored.contains("\u{1B}[32m██"))
    #expect(colored.replacing(/\u{1B}\[[0-9]*m/, with: "") == plain)
  }

  @Test("a file gets 100 columns")
  func plainWidth() {
    let lines = Self.text(Self.answer(), .plain).split(separator: "\n")
    #expect(Self.text(Self.answer(), .plain) != Self.text(Self.answer(), DisplayOptions(width: 60)))
    #expect(lines.map { DisplayWidth.width(of: String($0)) }.max() ?? 0 <= 100)
  }

  @Test("no line is wider than the screen")
  func widths() {
    var generator = SplitMix64(seed: SplitMix64.seed)
    for round in 0..<150 {
      let rows = (0..<generator.number(0...30)).map { _ -> ResultRow in
        let from = generator.number(-10...50)
        let name = ["cart", "日本語-の-長い-名前", "web-5db5c6bfdd-dg2hf"][generator.number(0...2)]
        return Self.row(
          "\(name)-\(generator.number(0...3))",
          ["ready", "draining", "dns"][generator.number(0...2)],
          from,
          generator.number(0...3) == 0 ? nil : from + generator.number(1...40)
        )
      }
      let counts = rows.map { row in
        var row = row
        row.values[2] = .integer(Int64(generator.number(0...1_000_000)))
        return row
      }
      let width = [20, 33, 60, 80, 120][round % 5]
      let numbers = Array(Self.columns.dropLast()) + [Column("count", .integer)]
      for answer in [
        Self.answer(rows: rows, gap: 5..<7), Self.answer(rows: counts, columns: numbers),
      ] {
        for glyphs in [DisplayOptions.Glyphs.unicode, .ascii] {
          let text = Self.text(answer, DisplayOptions(width: width, glyphs: glyphs))
          for line in text.split(separator: "\n") {
            #expect(DisplayWidth.width(of: String(line)) <= width, "\(width) columns:\n\(text)")
          }
        }
      }
    }
  }

  @Test("numbers are a sparkline each, on one scale, with their range")
  func sparklines() {
    let columns = [Column("node", .text), Column("count", .integer)]
    let rows = [
      Sample.row([.text("a"), .integer(8)], from: 0, until: 30),
      Sample.row([.text("a"), .integer(2)], from: 30, until: 60),
      Sample.row([.text("b"), .integer(0)], from: 0, until: 60),
    ]
    let lines = Self.text(Self.answer(rows: rows, columns: columns), DisplayOptions(width: 40))
      .split(separator: "\n").map { String($0) }
    #expect(
      lines.contains("a  " + Self.times("█", 15) + Self.times("▂", 16) + "  2..8"),
      "\(lines)"
    )
    #expect(lines.contains("b  " + Self.times("0", 31) + "  0"), "\(lines)")
  }

  private static func times(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  @Test("each state has a glyph of its own")
  func stateGlyphs() {
    let states = ["ready", "not-ready", "no-match", "none", "nnn"].map {
      TimelineState(name: $0, tone: $0 == "ready" ? .good : .bad)
    }
    let glyphs = TimelineGlyphs(states, isASCII: true).states
    #expect(glyphs == ["#", "n", "o", "e", "N"])
  }

  @Test("without a span, or without states, the table stands there with the way out")
  func fallback() {
    let instant = Sample.answer(columns: Self.columns, rows: Self.rows)
    let text = Self.text(instant, .plain)
    #expect(text.hasPrefix("-- shown as a table: there is no timeline of one instant; ask over"))
    #expect(text.hasSuffix(AnswerFormat.table.text(instant)))
    let share = Self.answer(
      rows: [Sample.row([.decimal(0.5), .duration(0)])],
      columns: [Column("share", .decimal), Column("unobserved", .duration)]
    )
    #expect(Self.text(share, .plain).hasPrefix("-- shown as a table: what these rows say has no"))
  }

  @Test("the axis has readable steps in the zone, across a change of its clock")
  func axis() throws {
    let change = try #require(Instant(rfc3339: "2026-10-25T01:00:00Z"))
    let berlin = DisplayZone(name: "Europe/Berlin") { $0 < change ? 7200 : 3600 }
    func expect(_ ticks: [String], _ expected: [String]) { #expect(ticks == expected) }
    func ticks(_ from: String, _ until: String, _ zone: DisplayZone = .utc) throws -> [String] {
      let from = try #require(Instant(rfc3339: from))
      let until = try #require(Instant(rfc3339: until))
      let scale = try #require(TimelineScale(from: from, until: until, cells: 60))
      let ticks = TimelineAxis(scale: scale, zone: zone).ticks
      for (tick, next) in zip(ticks, ticks.dropFirst()) { #expect(tick.cell <= next.cell) }
      return ticks.map { $0.label }
    }
    expect(
      try ticks("2026-10-24T22:00:00Z", "2026-10-25T04:00:00Z", berlin),
      ["10-25", "01:00", "02:00", "02:00", "03:00", "04:00"]
    )
    expect(
      try ticks("2026-10-23T22:00:00Z", "2026-10-28T04:00:00Z", berlin),
      ["10-24", "12:00", "10-25", "12:00", "10-26", "12:00", "10-27", "12:00", "10-28"]
    )
    expect(
      try ticks("2026-11-23T04:30:52.5Z", "2026-11-23T04:30:53Z"),
      ["04:30:52.5", "04:30:52.6", "04:30:52.7", "04:30:52.8", "04:30:52.9"]
    )
    expect(
      try ticks("2026-11-23T04:59:00Z", "2026-11-23T05:11:00Z"),
      ["05:00", "05:02", "05:04", "05:06", "05:08", "05:10"]
    )
  }
}
