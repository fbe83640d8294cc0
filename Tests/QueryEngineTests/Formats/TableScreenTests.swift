import Diagnostics
import HindcastTestSupport
import Testing
import TopologyModel

@testable import QueryEngine

@Suite("tables on a screen")
struct TableScreenTests {
  private static let columns = [
    Column("namespace", .text, isKey: true), Column("name", .text, isKey: true),
    Column("detail", .text), Column("count", .integer), Column("labels", .text),
  ]

  private static func answer(_ generator: inout SplitMix64, rows: Int) -> Answer {
    let words = ["日本語", "cart", "a-very-long-name", "x", "e\u{301}", "👩‍👩‍👧", "10.0.0.1", "app=web,"]
    func text(_ count: Int) -> Value {
      let parts = (0..<generator.number(0...count)).map { _ in
        words[generator.number(0...(words.count - 1))]
          + ["", " ", "-", "/"][generator.number(0...3)]
      }
      return .nonEmpty(parts.joined())
    }
    let rows = (0..<rows).map { index in
      Sample.row(
        [
          .text("shop-\(index % 2)"), text(6), text(40),
          .integer(Int64(generator.number(0...99_999))),
          text(20),
        ],
        from: index,
        until: generator.number(0...1) == 0 ? nil : index + 1
      )
    }
    return Sample.answer(columns: columns, rows: rows)
  }

  @Test("no line is wider than the screen, and nothing but what is marked as cut is lost")
  func widths() {
    var generator = SplitMix64(seed: SplitMix64.seed)
    for round in 0..<60 {
      let answer = Self.answer(&generator, rows: generator.number(1...6))
      let width = [20, 33, 40, 60, 80, 120, 200][round % 7]
      for format in [AnswerFormat.table, .vertical] {
        let text = format.text(answer, display: DisplayOptions(width: width))
        for line in text.split(separator: "\n") {
          #expect(DisplayWidth.width(of: String(line)) <= width, "\(width) columns:\n\(text)")
        }
        let isCut = text.contains("…")
        #expect(text.contains("cut where") == isCut, "\(width) columns:\n\(text)")
        #expect(isCut || Self.letters(answer).isSubset(of: Self.letters(text)))
        for row in answer.rows where !isCut {
          let cell = DisplayText.cell(row.values[3])
          #expect(text.contains(cell), "\(width) columns, \(cell):\n\(text)")
        }
      }
    }
  }

  private static func letters(_ answer: Answer) -> Set<Character> {
    let cells = answer.rows.flatMap { row in row.values.map { DisplayText.cell($0) } }
    return Set(cells.joined()).subtracting([" "])
  }

  private static func letters(_ text: String) -> Set<Character> { Set(text) }

  @Test("a table that fits has its numbers at the right, and names that repeat once")
  func groups() {
    let columns = [
      Column("namespace", .text, isKey: true), Column("name", .text, isKey: true),
      Column("count", .integer),
    ]
    let rows = [("a", "x", 7), ("a", "x", 12), ("a", "y", 3), ("b", "y", 100)].map {
      Sample.row([.text($0.0), .text($0.1), .integer($0.2)])
    }
    let answer = Sample.answer(columns: columns, rows: rows, hasIntervals: false)
    let format = TableFormat(showsBasis: false, display: DisplayOptions(width: 40))
    #expect(
      format.text(answer) == """
        NAMESPACE  NAME  COUNT
        a          x         7
                            12
                   y         3
        b          y       100

        """
    )
  }

  @Test("names that repeat are shown again after some rows")
  func longGroups() {
    let columns = [Column("name", .text, isKey: true), Column("n", .text)]
    let rows = (0...40).map { Sample.row([.text("a"), .text("v\($0)")]) }
    let answer = Sample.answer(columns: columns, rows: rows, hasIntervals: false)
    let format = TableFormat(showsBasis: false, display: DisplayOptions(width: 40))
    let lines = format.text(answer).split(separator: "\n")
    let named = lines.indices.filter { lines[$0].hasPrefix("a") }
    #expect(named == [1, 1 + TableScreen.groupRowsMax, 1 + 2 * TableScreen.groupRowsMax])
  }

  @Test("a cell that needs too many lines is cut with a mark, and the answer says so")
  func cut() {
    let detail = (0..<60).map { "word\($0)" }.joined(separator: " ")
    let columns = [Column("name", .text, isKey: true), Column("detail", .text)]
    let rows = [
      Sample.row([.text("a"), .text(detail)]), Sample.row([.text("b"), .text("short")]),
    ]
    let answer = Sample.answer(columns: columns, rows: rows, hasIntervals: false)
    func text(_ glyphs: DisplayOptions.Glyphs) -> String {
      let display = DisplayOptions(width: 30, glyphs: glyphs)
      return TableFormat(showsBasis: false, display: display).text(answer)
    }
    #expect(
      text(.unicode) == """
        NAME  DETAIL
        a     word0 word1 word2 word3
               word4 word5 word6 word7
               word8 word9 word10
               word11 word12 word13
               word14 word15 word16
               word17 word18 word19…
        b     short
        -- 1 cell is cut where `…`
           stands; `--format vertical`
           shows everything

        """
    )
    #expect(text(.ascii).contains("word19..."))
    #expect(!text(.ascii).contains("…"))
  }

  @Test("without a width nothing changes, however wide the answer")
  func plain() {
    var generator = SplitMix64(seed: 7)
    let answer = Self.answer(&generator, rows: 5)
    for format in AnswerFormat.allCases {
      #expect(format.text(answer, display: .plain) == format.text(answer))
    }
    #expect(
      AnswerFormat.wide.text(answer, display: DisplayOptions(width: 40)).hasPrefix(
        AnswerFormat.wide.text(answer).prefix { $0 != "\n" }
      )
    )
    for format in AnswerFormat.allCases where !format.isForPeople {
      let display = DisplayOptions(width: 20, glyphs: .ascii, isColored: true)
      #expect(format.text(answer, display: display) == format.text(answer), "\(format)")
    }
  }

  @Test("the narrowest screen has 20 columns")
  func narrow() {
    #expect(DisplayOptions(width: 1).width == 20)
    #expect(DisplayOptions(width: -5).width == DisplayOptions.widthMin)
  }
}
