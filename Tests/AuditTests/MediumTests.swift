import EventLog
import QueryEngine
import Testing
import TopologyModel

@testable import Audit

/// Reports over the recording `medium`: 60 Services, 1,500 Pods, 48,770 events.
@Suite("reports over medium", .serialized)
struct MediumTests {
  private let bench: ReportBench

  init() throws {
    bench = ReportBench(log: try RecordedLogs.log(of: "medium"))
  }

  private static let scope = ReportScope(namespace: "shop-0", service: "*")
  private static let service = ReportScope(namespace: "shop-0", service: "svc-30")
  private static let (from, to) = ("2026-11-23T04:48:00Z", "2026-11-23T04:48:40Z")

  @Test("availability of a namespace, over a part of the recording")
  func availability() throws {
    let report = try bench.report(.availability, scope: Self.scope, from: Self.from, to: Self.to)
    #expect(WellFormed(report.text(.html)).faults == [])
    let rows = try report.texts("services", ["service", "share"])
    #expect(Set(rows.map { $0[0] }).count == 10)
    let causes = try report.texts("outages", ["cause"])
    #expect(causes.contains(["readiness-lost"]))
    #expect(!causes.contains(["unknown"]))
  }

  @Test("the golden reports of a Service over a part of it", arguments: ReportName.allCases)
  func service(_ name: ReportName) throws {
    let report = try bench.report(name, scope: Self.service, from: Self.from, to: Self.to)
    #expect(WellFormed(report.text(.html)).faults == [])
    try Golden.expect(report.text(.markdown), equals: "medium-\(name.rawValue).md")
  }

  /// What reports over the whole recording are about: a debug build takes minutes for all of it.
  private static let wholes: [(ReportName, ReportScope)] = [
    (.availability, scope), (.membership, ReportScope(namespace: "shop-0", service: "svc-3*")),
    (.changes, scope), (.findings, service),
  ]

  @Test("reports over the whole recording are sound in every format", arguments: wholes)
  func whole(_ name: ReportName, _ scope: ReportScope) throws {
    let report = try bench.report(name, scope: scope)
    #expect(!report.gaps.isEmpty)
    #expect(WellFormed(report.text(.html)).faults == [])
    let files = report.files(.csv)
    for (file, table) in zip(files.dropFirst(), report.tables) {
      let lines = CSVReader.lines(file.bytes)
      #expect(lines.first == table.columns.map(\.name))
      let cells = table.rows.map { row in row.map { ValueText.plain($0) } }
      #expect(Array(lines.dropFirst()) == cells, "\(table.name)")
    }
    // The content's hash stands for its bytes, which are too many to keep.
    let hashes = ReportFormat.allCases.map { format in
      "\(format.rawValue) \(ChainHash.contentIdentity(of: report.files(format)[0].bytes))\n"
    }
    try Golden.expect(hashes.joined(), equals: "medium-whole-\(name.rawValue).txt")
  }
}
