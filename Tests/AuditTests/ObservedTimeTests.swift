import HindcastTestSupport
import Testing
import TopologyModel

@testable import Audit

/// Durations over a history with a gap: they count observed time, and say what they leave out.
@Suite("durations of observed time")
struct ObservedTimeTests {
  private static let opening = [
    "10:00:00 add service shop/cart selector=app:cart port=80",
    "10:00:00 add pod shop/cart-1 labels=app:cart ip=10.0.0.1 ready=true",
    "10:00:00 add slice shop/cart-x service=cart port=:8080 endpoint=10.0.0.1,pod:cart-1,ready",
    "10:00:00 add service shop/pay selector=app:pay port=80",
  ]

  private static func report(
    _ name: ReportName,
    _ lines: [String],
    from: String = "10:00:00",
    to: String = "10:01:00"
  ) throws -> Report {
    let store = try TestStore()
    try store.appendScript((opening + lines + ["10:01:00 bookmark"]).map { ($0, 0) })
    return try ReportBench(log: store.log)
      .report(name, from: "2026-01-01T\(from)Z", to: "2026-01-01T\(to)Z") {
        $0.findingLag = 0
      }
  }

  /// The slices were not watched for 20 s, and were found again as they had been.
  private static let sliceGap = [
    "10:00:10 close slices connection reset",
    "10:00:30 found slice shop/cart-x endpoint=10.0.0.1,pod:cart-1,ready",
    "10:00:30 slices shop/cart-x",
    "10:00:30 open slices",
  ]

  /// The Pods were not watched for 20 s, and were found again as they had been.
  private static let podGap = [
    "10:00:10 close pods connection reset",
    "10:00:30 found pod shop/cart-1 ip=10.0.0.1 ready=true",
    "10:00:30 pods shop/cart-1",
    "10:00:30 open pods",
  ]

  @Test(
    "a Pod's time in a gap is unobserved, and no part of the duration",
    arguments: [true, false]
  )
  func membership(ofSlices: Bool) throws {
    let report = try Self.report(.membership, ofSlices ? Self.sliceGap : Self.podGap)
    let rows = try report.texts("members", ["pod", "duration", "unobserved"])
    #expect(rows == [["cart-1", "40s", "20s"]])
    let page = report.text(.html)
    #expect(page.contains("eligible for 40s of observed time in 1 stretch; 20s of the span"))
    #expect(page.contains("class=\"gap\""))
  }

  @Test("a span that ends or begins in the gap counts its part of it alone")
  func clipped() throws {
    let expected = [
      ("10:00:00", "10:00:20", ["10s", "10s"]), ("10:00:20", "10:01:00", ["30s", "10s"]),
      ("10:00:12", "10:00:28", ["0s", "16s"]), ("10:00:30", "10:01:00", ["30s", "0s"]),
    ]
    for (from, to, durations) in expected {
      let report = try Self.report(.membership, Self.sliceGap, from: from, to: to)
      let rows = try report.texts("members", ["duration", "unobserved"])
      #expect(rows == [durations], "\(from) to \(to)")
    }
  }

  @Test("a Pod that ended in a gap was observed up to the gap")
  func endedInGap() throws {
    let lines = [
      "10:00:10 close slices connection reset", "10:00:30 slices", "10:00:30 open slices",
    ]
    let report = try Self.report(.membership, lines)
    let rows = try report.texts("members", ["pod", "duration", "unobserved"])
    #expect(rows == [["cart-1", "10s", "20s"]])
  }

  @Test("the most Pods at once are those of observed time")
  func mostAtOnce() throws {
    // A second slice is known from before the gap of the Pods to within it.
    let lines = [
      "10:00:10 close pods connection reset",
      "10:00:15 add slice shop/cart-y service=cart port=:8080 endpoint=10.0.0.2,pod:cart-2,ready",
      "10:00:20 delete slice shop/cart-y",
      "10:00:30 found pod shop/cart-1 ip=10.0.0.1 ready=true",
      "10:00:30 pods shop/cart-1",
      "10:00:30 open pods",
    ]
    let report = try Self.report(.membership, lines)
    let ports = try report.texts("ports", ["service", "pods", "most_at_once"])
    #expect(ports == [["shop/cart", "2", "1"]])
    let rows = try report.texts("members", ["pod", "duration", "unobserved"])
    #expect(rows == [["cart-1", "40s", "20s"], ["cart-2", "0s", "5s"]])
  }

  @Test("a finding's time in a gap is unobserved, and no part of the duration")
  func findings() throws {
    let report = try Self.report(.findings, Self.podGap)
    let rows = try report.texts(
      "findings",
      ["rule", "name", "state", "duration", "unobserved"]
    )
    #expect(rows.contains(["ST201", "pay", "open", "40s", "20s"]))
    #expect(rows.allSatisfy { $0[3] == "40s" && $0[4] == "20s" })
    #expect(report.text(.html).contains("20s of the span were not observed"))
  }

  @Test("a finding that was resolved behind a gap was observed on both sides of it")
  func resolvedFinding() throws {
    let lines =
      Self.podGap + ["10:00:40 add pod shop/pay-1 labels=app:pay ip=10.0.0.3 ready=true"]
    let report = try Self.report(.findings, lines)
    let rows = try report.texts(
      "findings",
      ["rule", "name", "state", "duration", "unobserved"]
    )
    #expect(rows.contains(["ST201", "pay", "resolved", "20s", "20s"]))
  }

  @Test("an incident's time in a gap is unobserved, and no part of the duration")
  func incidents() throws {
    let lines =
      [
        "10:00:05 modify pod shop/cart-1 ready=false",
        "10:00:05 modify slice shop/cart-x endpoint=10.0.0.1,pod:cart-1,notready",
        "10:00:10 close slices connection reset",
        "10:00:30 found slice shop/cart-x endpoint=10.0.0.1,pod:cart-1,notready",
        "10:00:30 slices shop/cart-x",
        "10:00:30 open slices",
        "10:00:35 modify pod shop/cart-1 ready=true",
        "10:00:35 modify slice shop/cart-x endpoint=10.0.0.1,pod:cart-1,ready",
      ]
    let report = try Self.report(.changes, lines, from: "10:00:02")
    let rows = try report.texts("incidents", ["services", "duration", "unobserved"])
    #expect(rows == [["shop/cart", "10s", "20s"]])
  }

  @Test("without a gap nothing is unobserved")
  func noGap() throws {
    let report = try Self.report(.membership, [])
    let rows = try report.texts("members", ["duration", "unobserved"])
    #expect(rows == [["60s", "0s"]] || rows == [["1m", "0s"]])
    #expect(report.coverageText == "All of the span was observed.")
  }
}
