import EventLog
import Foundation
import HindcastTestSupport
import QueryEngine
import Testing
import TopologyModel

@testable import Audit

/// Scopes, bases, and names that mean harm.
@Suite("report scopes and bases")
struct ScopeTests {
  private let bench: ReportBench

  init() throws {
    bench = ReportBench(log: try RecordedLogs.log(of: "outage"))
  }

  @Test("an unknown Service is a note with a suggestion and an empty report")
  func unknownService() throws {
    for name in ReportName.allCases {
      let scope = ReportScope(namespace: "shop", service: "crat")
      let report = try bench.report(name, scope: scope)
      #expect(report.sections.flatMap(\.tables).allSatisfy { $0.rows.isEmpty }, "\(name)")
      if name != .findings {
        let notes = report.notes.filter { $0.code == .unknownService }
        #expect(notes.contains { $0.help?.contains("shop/cart") == true }, "\(name)")
      }
      #expect(WellFormed(report.text(.html)).faults == [], "\(name)")
    }
  }

  @Test("a scope holds that Service alone")
  func oneService() throws {
    let scope = ReportScope(namespace: "shop", service: "pay")
    for (name, table) in [(ReportName.availability, "services"), (.membership, "ports")] {
      let report = try bench.report(name, scope: scope)
      #expect(Set(try report.texts(table, ["service"])) == [["shop/pay"]])
    }
    let changes = try bench.report(.changes, scope: scope)
    let services = Set(try changes.texts("changes", ["services"]))
    #expect(services == [["shop/pay"]])
  }

  @Test("incidents end where it is quiet for as long as was asked")
  func quiet() throws {
    let scope = ReportScope(namespace: "shop", service: "cart")
    func count(_ seconds: Int64) throws -> Int {
      try bench.report(.changes, scope: scope) { $0.quiet = seconds * 1_000_000_000 }
        .table("incidents").rows.count
    }
    #expect(try count(60) == 1)
    #expect(try count(3) > 2)
  }

  @Test("a name that would end an element, a cell, or a terminal's line is shown, never obeyed")
  func hostileNames() throws {
    let store = try TestStore()
    let name = "=x<script><b>\"'&|`-->\u{1B}[31m\u{202E}"
    try store.appendScript(
      [
        "10:00:00 add service shop/\(name) selector=app:x port=80",
        "10:00:00 add pod shop/\(name) labels=app:x ip=10.0.0.1 ready=true",
        "10:01:00 bookmark",
      ].map { ($0, 0) }
    )
    for report in try ReportName.allCases.map({ try ReportBench(log: store.log).report($0) }) {
      let page = report.text(.html)
      #expect(WellFormed(page).faults == [])
      #expect(page.components(separatedBy: "</script>").count == 2)
      for text in [page, report.text(.markdown)] {
        #expect(!text.unicodeScalars.contains("\u{1B}"))
        #expect(!text.unicodeScalars.contains("\u{202E}"))
      }
      #expect(!report.text(.markdown).contains("<script>"))
      let json = Data(report.text(.json).utf8)
      #expect((try? JSONSerialization.jsonObject(with: json)) != nil)
      for file in report.files(.csv).dropFirst() {
        let text = String(decoding: file.bytes, as: UTF8.self)
        #expect(!text.contains("\n=") && !text.contains(",="))
      }
    }
  }

  @Test("of several clusters a report is about the one that is named, and needs a name")
  func clusters() throws {
    let log = try RecordedLogs.empty("two-clusters")
    try RecordedLogs.add("outage", as: "prod", to: log)
    try RecordedLogs.add("recreate", as: "staging", to: log)
    let bench = ReportBench(log: log)
    let alone = ReportBench(log: try RecordedLogs.log(of: "outage"))
    for name in ReportName.allCases {
      #expect(throws: ReportError.self) { try bench.report(name, cluster: nil) }
      let span = (from: "2026-11-23T04:30:30Z", to: "2026-11-23T04:31:30Z")
      let report = try bench.report(name, from: span.from, to: span.to, cluster: "prod")
      #expect(report.statement.request.cluster == "prod")
      // Tables say the same as those of a store of that cluster alone.
      let other = try alone.report(name, from: span.from, to: span.to)
      let tables = report.tables.filter { $0.name != "coverage" }
      #expect(tables == other.tables.filter { $0.name != "coverage" }, "\(name)")
      let staging = try bench.report(name, from: span.from, to: span.to, cluster: "staging")
      #expect(staging.statement.request.cluster == "staging")
      #expect(staging.text(.json) != report.text(.json))
    }
  }

  @Test("at the same basis a report stays the same, whatever was appended")
  func basis() throws {
    let log = try RecordedLogs.empty("appended-to")
    try RecordedLogs.add("outage", as: "prod", to: log)
    let bench = ReportBench(log: log)
    let before = try ReportName.allCases.map { try bench.report($0, to: "2026-11-23T04:31:30Z") }
    try RecordedLogs.add("recreate", as: "prod", to: log)
    let head = try log.read { try $0.head().position }
    for report in before {
      let statement = report.statement
      #expect(head > statement.request.knownAt)
      let again = try bench.report(statement)
      for format in ReportFormat.allCases {
        #expect(again.files(format) == report.files(format))
      }
    }
    let later = try bench.report(.availability)
    #expect(later.statement.hash != before[0].statement.hash)
    #expect(later.text(.markdown) != before[0].text(.markdown))
  }
}
