import HindcastTestSupport
import QueryEngine
import Testing
import TopologyModel

@testable import Audit

/// Causes of outages, over written histories.
@Suite("outage causes")
struct CauseTests {
  private static let opening = [
    "10:00:00 add node n1 ready=true",
    "10:00:00 add service shop/cart selector=app:cart port=80",
    "10:00:00 add pod shop/cart-1 labels=app:cart node=n1 ip=10.0.0.1 ready=true",
    "10:00:00 add slice shop/cart-x service=cart port=:8080 endpoint=10.0.0.1,pod:cart-1,ready,node:n1",
  ]

  /// The rows of outages that begin behind the opening.
  private static func outages(_ lines: [String], until: String = "10:01:00") throws -> [[String]] {
    let store = try TestStore()
    try store.appendScript((opening + lines + ["\(until) bookmark"]).map { ($0, 0) })
    let report = try ReportBench(log: store.log).report(.availability)
    return try report.texts("outages", ["cause", "duration", "detail", "users", "evidence", "cut"])
      .filter { $0[0] != "starting" }
  }

  @Test("readiness that is lost")
  func readiness() throws {
    let rows = try Self.outages([
      "10:00:10 modify pod shop/cart-1 ready=false",
      "10:00:10 modify slice shop/cart-x endpoint=10.0.0.1,pod:cart-1,notready,node:n1",
      "10:00:15 modify slice shop/cart-x endpoint=10.0.0.1,pod:cart-1,ready,node:n1",
    ])
    #expect(rows.map { $0[0] } == ["readiness-lost"])
    #expect(rows.first?[1] == "5s")
    #expect(rows.first?[4].contains("Pod cart-1 modified: ready yes → no") == true)
  }

  @Test("a Node that is not ready")
  func node() throws {
    let rows = try Self.outages([
      "10:00:09 modify node n1 ready=false",
      "10:00:10 modify pod shop/cart-1 ready=false",
      "10:00:10 modify slice shop/cart-x endpoint=10.0.0.1,pod:cart-1,notready,node:n1",
    ])
    #expect(rows.map { $0[0] } == ["node-not-ready"])
    #expect(rows.first?[4].contains("Node n1: not ready") == true)
    #expect(rows.first?[5] == "span-end")
  }

  @Test("a Pod that somebody deleted")
  func deletion() throws {
    let rows = try Self.outages([
      "10:00:10 modify pod shop/cart-1 deletion=10:00:40 rv=900",
      "10:00:10 request delete pod shop/cart-1 user=alice",
      "10:00:10 modify slice shop/cart-x endpoint=10.0.0.1,pod:cart-1,notready,terminating,node:n1",
      "10:00:40 delete pod shop/cart-1",
      "10:00:40 modify slice shop/cart-x endpoint=10.0.0.9,notready",
    ])
    #expect(rows.map { $0[0] } == ["pods-deleted"])
    #expect(rows.first?[3] == "alice")
    #expect(rows.first?[4].contains("Pod cart-1 deleted: gone") == true)
  }

  @Test("a selector that changed")
  func selector() throws {
    let rows = try Self.outages([
      "10:00:10 modify service shop/cart selector=app:cart,tier:web rv=900",
      "10:00:10 request patch service shop/cart user=bob rv=900",
      "10:00:11 modify slice shop/cart-x endpoint=10.0.0.9,notready",
    ])
    #expect(rows.map { $0[0] } == ["selector-changed"])
    #expect(rows.first?[3] == "bob")
    #expect(rows.first?[4].contains("selector") == true)
  }

  @Test("a Service that was deleted and came back")
  func service() throws {
    let rows = try Self.outages([
      "10:00:10 delete service shop/cart",
      "10:00:20 add service shop/cart selector=app:cart port=80",
    ])
    #expect(rows.map { $0[0] } == ["service-deleted"])
    #expect(rows.first?[1] == "10s")
  }

  @Test("endpoints that are no longer listed, and nothing says why")
  func removed() throws {
    let rows = try Self.outages(["10:00:10 modify slice shop/cart-x endpoint=10.0.0.9,notready"])
    #expect(rows.map { $0[0] } == ["endpoints-removed"])
  }

  @Test("nothing is claimed of what began in a gap, and the gap is no outage")
  func gap() throws {
    let rows = try Self.outages([
      "10:00:10 close slices connection reset",
      "10:00:30 found slice shop/cart-x endpoint=10.0.0.1,pod:cart-1,notready,node:n1",
      "10:00:30 slices shop/cart-x",
      "10:00:30 open slices",
    ])
    #expect(rows.map { $0[0] } == ["unknown"])
    #expect(rows.first?[1] == "30s")
    #expect(rows.first?[5].contains("gap-before") == true)
    #expect(rows.first?[2] == "it began while nobody was watching")
  }
}
