import Diagnostics
import Testing
import TopologyModel

@testable import QueryEngine

@Suite("answer formats")
struct AnswerFormatTests {
  private static let answer = Sample.answer(
    notes: [Note(.provisional, "late")],
    columns: [Column("name", .text), Column("uid", .text, visibility: .wide)],
    rows: [Sample.row([.text("a"), .text("u-1")])]
  )

  @Test("the formats are named as the command takes them")
  func names() {
    #expect(
      AnswerFormat.allCases.map { $0.rawValue } == [
        "table", "wide", "vertical", "timeline", "json", "ndjson", "csv", "markdown", "yaml",
      ]
    )
  }

  @Test("each name renders its format")
  func text() {
    let texts = AnswerFormat.allCases.map { $0.text(Self.answer) }
    #expect(
      texts == [
        TableFormat().text(Self.answer), TableFormat(isWide: true).text(Self.answer),
        VerticalFormat().text(Self.answer), TimelineFormat(display: .plain).text(Self.answer),
        JSONFormat().text(Self.answer),
        NDJSONFormat().text(Self.answer), CSVFormat().text(Self.answer),
        MarkdownFormat().text(Self.answer), YAMLFormat().text(Self.answer),
      ]
    )
  }

  @Test("JSON, NDJSON, CSV, and YAML are for programs")
  func isForPeople() {
    let people = AnswerFormat.allCases.filter { $0.isForPeople }
    #expect(people == [.table, .wide, .vertical, .timeline, .markdown])
  }

  @Test("only CSV leaves something to be said elsewhere")
  func remarks() {
    for format in AnswerFormat.allCases {
      let expected = format == .csv ? CSVFormat.remarks(Self.answer) : nil
      #expect(format.remarks(Self.answer) == expected)
    }
  }

  @Test("every format says its notes, the number of rows, the asked time, and the basis")
  func parts() {
    for format in AnswerFormat.allCases {
      let text = format.text(Self.answer) + (format.remarks(Self.answer) ?? "")
      #expect(text.contains("provisional"), "\(format)")
      #expect(text.contains("late"), "\(format)")
      #expect(text.contains("1970-01-01T00:00:05Z"), "\(format)")
      #expect(text.contains("000000000000"), "\(format)")
      let counts = ["1 row ·", #""rowCount":1"#, "rowCount: 1"]
      #expect(counts.contains { text.contains($0) }, "\(format)")
    }
  }
}
