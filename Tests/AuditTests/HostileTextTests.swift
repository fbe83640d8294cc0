import Foundation
import HindcastTestSupport
import QueryEngine
import Testing

@testable import Audit
@testable import Ingest

/// Reports over objects whose names, namespaces, nodes, zones, and ports are what a page, a spreadsheet,
/// a terminal, or Markdown would obey.
@Suite("reports of hostile texts")
struct HostileTextTests {
  private static let texts = [
    "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "\u{1B}[2J\u{1B}]0;x\u{7}",
    "\"><img src=x onerror=alert(1)>", "a\r\nb\n=c", "\u{202E}gpj", "[x](javascript:alert(1))",
    "--></script><!--", "@SUM(A1)|`x`\u{9B}",
  ]
  /// What the recording `outage` has in their places.
  private static let words = ["cart", "shop", "node-0", "pay", "grpc", "zone-"]
  private static let turns = [0, 3, 6]

  private static let benches = Result { try turns.map { try bench($0) } }

  /// Reports over the recording with texts in the places of words, other ones at each turn.
  private static func bench(_ turn: Int) throws -> ReportBench {
    let name = "hostile-\(turn)"
    let folder = try TemporaryDirectory()
    let source = RecordedLogs.recordings.appending(path: "outage")
    for file in ["lists", "watch-sessions", "watch-services", "watch-endpointslices", "watch-pods"]
    {
      let content = try FileContent(
        path: source.appending(path: "\(file).jsonl.zst").path,
        arrivalTime: nil
      )
      var text = String(decoding: content.bytes.all, as: UTF8.self)
      for (place, word) in words.enumerated() {
        let hostile = try JSONEncoder().encode([texts[(turn + place) % texts.count]])
        text = text.replacing(
          word,
          with: String(decoding: hostile.dropFirst(2).dropLast(2), as: UTF8.self)
        )
      }
      try text.write(toFile: folder.file("\(file).jsonl"), atomically: false, encoding: .utf8)
    }
    let log = try RecordedLogs.empty(name)
    let options = ImportOptions(
      importTime: try ReportBench.instant("2026-11-24T00:00:00Z"),
      cluster: "outage"
    )
    let report = try Importer(log: log, options: options) { _ in }.importPaths([folder.path])
    guard report.isComplete else { throw ScriptError("the recording cannot be imported") }
    return ReportBench(log: log)
  }

  private static func report(_ turn: Int, _ name: ReportName) throws -> Report {
    try benches.get()[turn].report(name)
  }

  /// The same report over the recording as it is.
  private static func tame(_ name: ReportName) throws -> Report {
    try ReportBench(log: RecordedLogs.log(of: "outage")).report(name)
  }

  /// What a terminal, or the order of a line, would obey.
  private static func commands(in text: String) -> [UInt32] {
    text.unicodeScalars.map(\.value).filter {
      ($0 < 32 && $0 != 10) || (127..<160).contains($0) || (0x202A...0x202E).contains($0)
        || (0x2066...0x2069).contains($0)
    }
  }

  @Test("they are rows like all others", arguments: turns.indices, ReportName.allCases)
  func rows(_ turn: Int, _ name: ReportName) throws {
    let (report, tame) = (try Self.report(turn, name), try Self.tame(name))
    #expect(report.tables.map(\.rows.count) == tame.tables.map(\.rows.count))
    let cells = Set(report.tables.flatMap(\.rows).joined().map { ValueText.plain($0) })
    let service = Self.texts[(Self.turns[turn]) % Self.texts.count]
    #expect(cells.contains { $0.contains(service) })
  }

  @Test("a page has the elements of any other", arguments: turns.indices, ReportName.allCases)
  func page(_ turn: Int, _ name: ReportName) throws {
    let text = try Self.report(turn, name).text(.html)
    let (page, tame) = (WellFormed(text), WellFormed(try Self.tame(name).text(.html)))
    #expect(page.faults == [])
    func tags(_ page: WellFormed) -> [String] {
      page.elements.map { "\($0.name) \($0.attributes.keys.sorted())" }.sorted()
    }
    #expect(tags(page) == tags(tame))
    // A browser ends a script at the first end tag, whatever XML says.
    let lowercased = text.lowercased()
    #expect(lowercased.components(separatedBy: "<script").count == 2)
    #expect(lowercased.components(separatedBy: "</script").count == 2)
    #expect(!text.contains("<!--"))
    #expect(Self.commands(in: text) == [])
  }

  @Test("Markdown has no markup of theirs", arguments: turns.indices, ReportName.allCases)
  func markdown(_ turn: Int, _ name: ReportName) throws {
    let text = try Self.report(turn, name).text(.markdown)
    let tame = try Self.tame(name).text(.markdown)
    #expect(Self.commands(in: text) == [])
    func bare(_ text: String) -> [String] {
      text.replacing(#/\\./#, with: "").split(separator: "\n").map {
        $0.filter { "<>|`[]*_#".contains($0) }
      }.sorted()
    }
    #expect(bare(text) == bare(tame))
    #expect(text.components(separatedBy: "-->").count == 2)
  }

  @Test("CSV has no formula", arguments: turns.indices, ReportName.allCases)
  func csv(_ turn: Int, _ name: ReportName) throws {
    let report = try Self.report(turn, name)
    for (file, table) in zip(report.files(.csv).dropFirst(), report.tables) {
      #expect(
        CSVReader.lines(file.bytes).dropFirst().elementsEqual(
          table.rows.map { $0.map { ValueText.plain($0) } }
        )
      )
    }
    for file in report.files(.csv) {
      for cell in Self.cells(String(decoding: file.bytes, as: UTF8.self)) {
        #expect(!"=+-@\t\r".contains(cell.first ?? "x") || Double(cell) != nil, "\(cell)")
      }
    }
  }

  /// The cells of a text as a spreadsheet takes them, apostrophes included.
  private static func cells(_ text: String) -> [String] {
    var cells = [""]
    var isQuoted = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": isQuoted.toggle()
      case ",", "\r", "\n":
        if isQuoted { fallthrough }
        cells.append("")
      default: cells[cells.count - 1].unicodeScalars.append(scalar)
      }
    }
    return cells
  }

  @Test("JSON has them as they are", arguments: turns.indices, ReportName.allCases)
  func json(_ turn: Int, _ name: ReportName) throws {
    let report = try Self.report(turn, name)
    let object = try JSONSerialization.jsonObject(with: Data(report.files(.json)[0].bytes))
    let tables = try #require((object as? [String: Any])?["tables"] as? [[String: Any]])
    for (table, expected) in zip(tables, report.tables) {
      let rows = try #require(table["rows"] as? [[Any]])
      for (row, values) in zip(rows, expected.rows) {
        for (cell, value) in zip(row, values) {
          if let text = cell as? String { #expect(text == ValueText.plain(value)) }
        }
      }
    }
  }
}
