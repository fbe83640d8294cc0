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
}
