import Foundation
import HindcastTestSupport
import QueryEngine
import Testing
import TopologyModel

@testable import Audit

/// Reports over a store that is being recorded into: watches are open, and may still tell.
@Suite("reports over a live store")
struct LiveStoreTests {
  private static let lines = [
    "10:00:00 add service shop/cart selector=app:cart port=80",
    "10:00:00 add pod shop/cart-1 labels=app:cart ip=10.0.0.1 ready=true",
    "10:00:00 add slice shop/cart-x service=cart port=:8080 endpoint=10.0.0.1,pod:cart-1,ready",
    "10:00:04 modify pod shop/cart-1 ready=false rv=20",
    "10:00:05 bookmark services",
    "10:00:05 bookmark pods",
  ]
  /// What the watch of the slices had not told yet.
  private static let late =
    "10:00:06 modify slice shop/cart-x endpoint=10.0.0.1,pod:cart-1,notready rv=19"

  private static let (from, to) = ("2026-01-01T10:00:00Z", "2026-01-01T10:00:05Z")

  @Test("the tail is provisional, and the coverage says since when", arguments: ReportName.allCases)
  func tail(_ name: ReportName) throws {
    let store = try TestStore()
    _ = try store.appendScript(Self.lines, thenEach: [])
    let report = try ReportBench(log: store.log).report(name, from: Self.from, to: Self.to)
    #expect(report.notes.contains { $0.code == .provisional })
    #expect(report.coverageText.contains("provisional"), "\(report.coverageText)")
    #expect(report.coverageText.contains("to the end"), "\(report.coverageText)")
    #expect(report.text(.markdown).contains("provisional: "))
    #expect(WellFormed(report.text(.html)).faults == [])
    let watched = try report.texts("coverage", ["kind", "state", "from"])
    #expect(watched.contains { $0[0] == "EndpointSlice" && $0[1] == "awaited" }, "\(watched)")
  }

  @Test("what a watch told later changes the report, and not the one at the earlier basis")
  func later() throws {
    let store = try TestStore()
    let append = try store.appendScript(
      Self.lines,
      thenEach: [Self.late, "10:00:10 bookmark slices", "10:00:10 bookmark"]
    )
    let bench = ReportBench(log: try store.log)
    let before = try bench.report(.availability, from: Self.from, to: Self.to)
    #expect(try before.texts("services", ["outages"]) == [["0"]])
    while try append() {}
    let after = try bench.report(.availability, from: Self.from, to: Self.to)
    #expect(try after.texts("services", ["outages"]) == [["1"]])
    #expect(after.coverageText == "All of the span was observed.")
    #expect(!after.notes.contains { $0.code == .provisional })
    for format in ReportFormat.allCases {
      let again = try bench.report(before.statement)
      #expect(again.files(format) == before.files(format))
    }
  }
}
