import EventLog
import Foundation
import QueryEngine
import Testing
import TopologyModel

@testable import Audit

/// The formats, over all reports of the recording `outage`.
@Suite("report formats")
struct FormatTests {
  /// Every report, made once.
  private static let reports = Result {
    let bench = ReportBench(log: try RecordedLogs.log(of: "outage"))
    return try Dictionary(
      uniqueKeysWithValues: ReportName.allCases.map { ($0, try bench.report($0)) }
    )
  }

  private func report(_ name: ReportName) throws -> Report {
    try #require(try Self.reports.get()[name])
  }

  @Test("Markdown is the golden text", arguments: ReportName.allCases)
  func markdown(_ name: ReportName) throws {
    try Golden.expect(report(name).text(.markdown), equals: "outage-\(name.rawValue).md")
  }

  @Test("the page is the golden page")
  func page() throws {
    try Golden.expect(report(.availability).text(.html), equals: "outage-availability.html")
  }

  @Test("the page is well-formed, and everything in it has a label", arguments: ReportName.allCases)
  func wellFormed(_ name: ReportName) throws {
    let page = WellFormed(try report(name).text(.html))
    #expect(page.faults == [])
    #expect(page.all("table").count >= 2)
    #expect(page.all("svg").contains { $0.attributes["role"] == "img" })
  }

  @Test("a report has the same bytes twice, in every format", arguments: ReportName.allCases)
  func sameTwice(_ name: ReportName) throws {
    let again = try ReportBench(log: RecordedLogs.log(of: "outage")).report(name)
    for format in ReportFormat.allCases {
      let files = again.files(format)
      #expect(files == (try report(name).files(format)))
    }
  }

  @Test("gaps are hatched in every lane, and told in words")
  func gaps() throws {
    let report = try report(.availability)
    #expect(report.gaps.all.count == 6)
    let page = WellFormed(report.text(.html))
    let hatched = page.all("rect").filter { $0.attributes["class"] == "gap" }
    // One in the legend, then each gap in the lanes of three Service ports.
    #expect(hatched.count == 1 + 6 * 3)
    #expect(page.all("pattern").map { $0.attributes["id"] } == ["gap"])
    #expect(page.texts.joined().contains("6 gaps"))
  }

  @Test("JSON parses, and has the rows that it counts", arguments: ReportName.allCases)
  func json(_ name: ReportName) throws {
    let report = try report(name)
    let data = Data(report.files(.json).first?.bytes ?? [])
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let tables = try #require(object["tables"] as? [[String: Any]])
    #expect(tables.map { $0["name"] as? String } == report.tables.map { $0.name })
    for (table, expected) in zip(tables, report.tables) {
      let rows = try #require(table["rows"] as? [[Any]])
      #expect(rows.count == expected.rows.count)
      #expect(table["rowCount"] as? Int == rows.count)
      #expect(rows.allSatisfy { $0.count == expected.columns.count })
    }
    let statement = try #require(object["statement"] as? [String: Any])
    #expect(statement["event"] as? Int == 280)
  }

  @Test("CSV reads back to the cells of every table", arguments: ReportName.allCases)
  func csv(_ name: ReportName) throws {
    let report = try report(name)
    let files = report.files(.csv)
    #expect(files.dropFirst().map { $0.part } == report.tables.map { $0.name })
    for (file, table) in zip(files.dropFirst(), report.tables) {
      let lines = CSVReader.lines(file.bytes)
      #expect(lines.first == table.columns.map { $0.name })
      #expect(Array(lines.dropFirst()) == table.rows.map { $0.map { ValueText.plain($0) } })
      let hash = "sha256:" + ChainHash.contentIdentity(of: file.bytes)
      let main = CSVReader.lines(files.first?.bytes ?? [])
      #expect(main.contains(["table: \(table.name)", hash]))
    }
  }

  @Test("the files of a report in CSV lie beside the main one")
  func names() {
    let file = ReportFile(part: "outages", text: "")
    #expect(file.name(beside: "r.csv") == "r.outages.csv")
    #expect(file.name(beside: "a.b/r") == "a.b/r.outages")
    #expect(ReportFile(text: "").name(beside: "r.csv") == "r.csv")
  }

  @Test("a statement comes back from every format", arguments: ReportFormat.allCases)
  func statement(_ format: ReportFormat) throws {
    let bench = ReportBench(log: try RecordedLogs.log(of: "outage"))
    let scope = ReportScope(namespace: "shop", service: "pay")
    let report = try bench.report(.findings, scope: scope) { request in
      request.exclusions = ["ST203 service shop/*", "ST230"]
      request.quiet = 90_000_000_001
    }
    let stored = try StoredReport(report.files(format).first?.bytes ?? [])
    #expect(stored.format == format)
    #expect(stored.statement == report.statement)
    #expect(try report.texts("findings", ["rule"]).allSatisfy { $0[0].hasPrefix("ST20") })
  }

  @Test("rows beyond the limit of formats for people are told and are in the others")
  func limits() throws {
    var report = try report(.availability)
    let row = try #require(report.sections[0].tables[0].rows.first)
    report.sections[0].tables[0].rows = Array(repeating: row, count: 2500)
    #expect(report.text(.markdown).contains("200 of 2,500 rows are shown"))
    #expect(report.text(.html).contains("2,000 of 2,500 rows are shown"))
    let page = WellFormed(report.text(.html))
    #expect(page.problem == nil)
    let files = report.files(.csv)
    #expect(CSVReader.lines(files[1].bytes).count == 2501)
  }

  @Test("shares are never rounded up to all or down to nothing")
  func shares() {
    #expect(ReportText.percent(1) == "100 %")
    #expect(ReportText.percent(0.9999999) == "99.999 %")
    #expect(ReportText.percent(0.0000001) == "under 0.001 %")
    #expect(ReportText.percent(0) == "0 %")
    #expect(ReportText.percent(nil) == "unknown")
    #expect(ReportText.grouped(1_234_567) == "1,234,567")
  }

  @Test("durations of statements come back to the nanosecond")
  func durations() {
    for nanoseconds: Int64 in [0, 1, 30_000_000_000, 90_061_000_000_001, 86_400_000_000_000] {
      #expect(ReportDuration.nanoseconds(ValueText.duration(nanoseconds)) == nanoseconds)
    }
    for text in ["", "5", "s", "1x", "-1s", "99999999999999999999s"] {
      #expect(ReportDuration.nanoseconds(text) == nil)
    }
  }
}
