import HindcastTestSupport
import Testing
import TopologyModel

@testable import Audit

/// What counts as a change, over written histories.
@Suite("changes of a span")
struct ChangesTests {
  private static let opening = [
    "10:00:00 add service shop/cart selector=app:cart port=80",
    "10:00:00 add service shop/pay selector=app:pay port=80",
    "10:00:00 add slice shop/cart-x service=cart port=:8080 endpoint=10.0.0.1,ready",
  ]

  private static func changes(
    _ lines: [String],
    from: String,
    scope: ReportScope = .everything
  ) throws -> [[String]] {
    let store = try TestStore()
    try store.appendScript((opening + lines + ["10:01:00 bookmark"]).map { ($0, 0) })
    let bench = try ReportBench(log: store.log)
    return try bench.report(.changes, scope: scope, from: "2026-01-01T\(from)Z")
      .texts("changes", ["kind", "name", "type"])
  }

  @Test(
    "what a listing behind a later gap found is a change, where the span begins in the gap, too"
  )
  func laterGap() throws {
    let lines = [
      "10:00:10 close slices connection reset",
      "10:00:30 found slice shop/cart-x endpoint=10.0.0.1,ready",
      "10:00:30 found slice shop/cart-y service=cart port=:8080 endpoint=10.0.0.2,ready",
      "10:00:30 slices shop/cart-x shop/cart-y",
      "10:00:30 open slices",
    ]
    for from in ["10:00:05", "10:00:10", "10:00:15", "10:00:30"] {
      let changes = try Self.changes(lines, from: from)
      #expect(changes == [["EndpointSlice", "cart-y", "added"]], "\(from)")
    }
  }

  @Test("a Service's own deletion counts, also at the beginning of the span")
  func deletion() throws {
    let lines = ["10:00:05 delete service shop/cart", "10:00:06 delete service shop/pay"]
    for service in ["cart", "ca*"] {
      let scope = ReportScope(namespace: "shop", service: service)
      let changes = try Self.changes(lines, from: "10:00:05", scope: scope)
      #expect(changes == [["Service", "cart", "deleted"]], "\(service)")
    }
  }
}
