import Foundation
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

  @Test("the Service's event stands first, and labels that nothing selects are left out")
  func selectorFirst() throws {
    let rows = try Self.outages([
      "10:00:06 modify pod shop/cart-1 labels=app:cart,tier:db,zone:a",
      "10:00:07 modify pod shop/cart-1 labels=app:cart,tier:api,zone:a",
      "10:00:08 modify pod shop/cart-1 labels=app:cart,tier:api,zone:b",
      "10:00:10 modify service shop/cart selector=app:cart,tier:web rv=900",
      "10:00:11 modify slice shop/cart-x endpoint=10.0.0.9,notready",
    ])
    #expect(rows.map { $0[0] } == ["selector-changed"])
    let evidence = try #require(rows.first?[4])
    let service = try #require(evidence.range(of: "Service cart modified: selector "))
    let pod = try #require(evidence.range(of: "Pod cart-1 modified: labels "))
    #expect(service.lowerBound < pod.lowerBound)
    #expect(evidence.components(separatedBy: "Pod cart-1").count == 2)
    #expect(!evidence.contains("zone=b"))
  }

  @Test("a label that was lost is told, one that came is not")
  func labels() throws {
    let lost = try Self.outages([
      "10:00:08 modify pod shop/cart-1 labels=app:other",
      "10:00:09 modify pod shop/cart-1 labels=app:other,zone:b",
      "10:00:11 modify slice shop/cart-x endpoint=10.0.0.9,notready",
    ])
    #expect(lost.map { $0[0] } == ["endpoints-removed"])
    #expect(lost.first?[4].contains("labels app=cart → app=other") == true)
    #expect(lost.first?[4].contains("zone") == false)
    let summary = "ready yes → no, labels a=1,b=2,c=3 → a=1,b=3"
    #expect(LabelChange.lostKeys(in: summary) == ["b", "c"])
    #expect(LabelChange.lostKeys(in: "phase Running, labels a=1, ip none → 10.0.0.1") == [])
    #expect(LabelChange.keys(ofSelectorsIn: ["selector none → a=1", "x"]) == ["a"])
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

  @Test("of many endpoints the first ten are looked at, and nothing is claimed of the rest")
  func many() throws {
    let pods = (1...14).map { (name: "cart-a\($0)", ip: "10.0.1.\($0)") }
    let slice = "slice shop/cart-x"
    func listed(_ state: String) -> String {
      pods.map { "endpoint=\($0.ip),pod:\($0.name),\(state)" }.joined(separator: " ")
    }
    let rows = try Self.outages(
      pods.map { "10:00:01 add pod shop/\($0.name) labels=app:cart ip=\($0.ip) ready=true" }
        + ["10:00:02 modify \(slice) \(listed("ready"))"]
        + pods.map { "10:00:10 modify pod shop/\($0.name) deletion=10:00:40" }
        + ["10:00:10 modify \(slice) endpoint=10.0.0.9,notready"]
    )
    #expect(rows.map { $0[0] } == ["pods-deleted"])
    let detail = try #require(rows.first?[2])
    #expect(detail.hasPrefix("14 endpoints lost; of the 10 looked at 10 being deleted; first "))
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
