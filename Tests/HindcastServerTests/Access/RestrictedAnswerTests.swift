import Audit
import EventLog
import Foundation
import HindcastServer
import HindcastTestSupport
import NIOHTTP1
import Testing
import TopologyModel

@Suite("Answers for a namespace")
struct RestrictedAnswerTests {
  private static let reports = ["availability", "membership", "changes", "findings"]
  private static let span = "from=2026-01-01T10:00:00Z&to=2026-01-01T10:00:50Z"

  /// The figures of a report's overview.
  private static func facts(_ reply: TestServer.Reply) throws -> [[String: String]] {
    try #require(try reply.object["facts"] as? [[String: String]])
  }

  /// The tables of a report, without what counts events.
  private static func tables(_ reply: TestServer.Reply) throws -> [String: [String]] {
    let tables = try reply.object["tables"] as? [[String: Any]] ?? []
    return try Dictionary(
      uniqueKeysWithValues: tables.map { table in
        let columns = (table["columns"] as? [[String: Any]] ?? []).map { $0["name"] as? String }
        let rows = try (table["rows"] as? [[Any]] ?? []).map { row in
          let cells = zip(columns, row).filter { $0.0 != "event" && $0.0 != "events" }.map(\.1)
          let data = try JSONSerialization.data(withJSONObject: cells, options: [.sortedKeys])
          return RestrictedStores.withoutPositions(String(decoding: data, as: UTF8.self))
        }
        return (table["name"] as? String ?? "", rows)
      }
    )
  }

  @Test("a report of a namespace is what a store of that namespace alone gives")
  func reportsAreExact() async throws {
    try await RestrictedStores.ask { full, own, headers in
      for name in Self.reports {
        let path = "/api/v1/reports/\(name)?namespace=shop&\(Self.span)"
        let reply = try await full.send(.GET, path, headers: headers)
        #expect(reply.status == 200, "\(name): \(reply.text)")
        let expected = try await own.send(.GET, path, headers: headers)
        #expect(expected.status == 200)
        let (tables, known) = (try Self.tables(reply), try Self.tables(expected))
        #expect(!known.isEmpty)
        #expect(tables == known, "\(name)")
        #expect(try Self.facts(reply) == Self.facts(expected), "\(name)")
      }
    }
  }

  @Test("a report of a namespace names nothing of another, in any format")
  func reportsLeakNothing() async throws {
    try await RestrictedStores.ask { full, _, headers in
      for name in Self.reports {
        for format in ["json", "html", "markdown", "csv"] {
          let path = "/api/v1/reports/\(name)?namespace=shop&format=\(format)&\(Self.span)"
          let reply = try await full.send(.GET, path, headers: headers)
          #expect(reply.status == 200)
          // The alias says by itself where it leads.
          let text = reply.text.replacing("front.web.svc.cluster.local", with: "")
          #expect(RestrictedStores.leaks(text) == [], "\(name) in \(format)")
          #expect(text.lowercased().contains("confined"), "\(name) in \(format)")
        }
      }
    }
  }

  @Test("who may see Nodes is told that one was the cause, and others are not told otherwise")
  func causes() async throws {
    try await RestrictedStores.ask { full, _, headers in
      let path = "/api/v1/reports/availability?namespace=shop&format=csv&part=outages&\(Self.span)"
      let all = try await full.send(.GET, path, headers: RestrictedStores.unrestricted)
      #expect(all.text.contains("Node n1: not ready"), "\(all.text)")
      let some = try await full.send(.GET, path, headers: headers)
      #expect(some.text.contains("Pod cart-1"), "\(some.text)")
      #expect(some.text.contains("Pod cart-2"), "\(some.text)")
      #expect(!some.text.contains("Node n1"), "\(some.text)")
    }
  }

  @Test("an open span of a confined report begins and ends whatever was watched of Nodes")
  func openSpans() async throws {
    try await RestrictedStores.ask { full, own, headers in
      for name in Self.reports {
        let path = "/api/v1/reports/\(name)?namespace=shop"
        let reply = try await full.send(.GET, path, headers: headers)
        let expected = try await own.send(.GET, path, headers: headers)
        #expect(reply.status == 200, "\(name): \(reply.text)")
        #expect(try Self.tables(reply) == Self.tables(expected), "\(name)")
      }
    }
  }

  @Test("a confined report is verified like any other")
  func verification() async throws {
    try await RestrictedStores.ask { full, _, headers in
      for name in Self.reports {
        for format in ReportFormat.allCases {
          let path = "/api/v1/reports/\(name)?namespace=shop&format=\(format.rawValue)&\(Self.span)"
          let reply = try await full.send(.GET, path, headers: headers)
          let stored = try StoredReport(reply.body)
          #expect(stored.statement.request.isConfined)
          let remade = try full.store.log.read { snapshot in
            try ReportSource(
              snapshot,
              knownAt: stored.statement.request.knownAt.value,
              toolVersion: "0.0.0-test"
            ).make(stored.statement.request).files(format)
          }
          let difference = try stored.difference(from: remade) { $0.bytes }
          #expect(difference == nil, "\(name) in \(format.rawValue)")
        }
      }
    }
  }

  @Test("a report of several namespaces, or of another, is refused and says what would do")
  func reportsRefused() async throws {
    try await RestrictedStores.ask { full, _, headers in
      func membership(_ scope: String) async throws -> TestServer.Reply {
        try await full.send(.GET, "/api/v1/reports/membership?\(scope)", headers: headers)
      }
      for scope in ["", "namespace=*", "namespace=s*", "service=*/cart"] {
        let reply = try await membership(scope)
        #expect(reply.status == 403, "\(scope)")
        #expect(reply.code == "restricted")
        #expect(reply.text.contains("`namespace`: shop"))
      }
      for scope in ["namespace=web", "namespace=nothing", "service=web/front", "service=front"] {
        let reply = try await membership(scope)
        #expect(reply.status == 403, "\(scope)")
        #expect(reply.code == "forbidden-namespace")
      }
    }
  }

  @Test(
    "attribution tells what a store of the namespace alone tells, and of the rest that it does not"
  )
  func attribution() async throws {
    let addresses = [
      "10.0.0.1", "10.0.0.2", "10.0.0.3", "10.96.0.10", "10.96.0.11", "192.168.0.1", "8.8.8.8",
    ]
    let rows = addresses.flatMap { address in
      (0..<60).map { "\(address),2026-01-01T10:00:\($0 < 10 ? "0" : "")\($0)Z,8080\n" }
    }
    let body = "ip,time,port\n" + rows.joined()
    try await RestrictedStores.ask { full, own, headers in
      let path = "/api/v1/attribute?address=ip&port=port&time=time"
      let type = [("Content-Type", "text/csv")]
      let reply = try await full.send(.POST, path, headers: headers + type, body: body)
      #expect(reply.status == 200)
      let expected = try await own.send(.POST, path, headers: headers + type, body: body)
      #expect(reply.text == expected.text)
      #expect(RestrictedStores.leaks(reply.text) == [])
      let lines = reply.text.split(whereSeparator: \.isNewline).dropFirst().map { String($0) }
      #expect(lines.count == rows.count)
      func told(_ address: String, _ second: String) -> String {
        let start = "\(address),2026-01-01T10:00:\(second)Z,8080,"
        return lines.first { $0.hasPrefix(start) }.map { String($0.dropFirst(start.count)) } ?? ""
      }
      #expect(told("10.0.0.1", "05").hasPrefix("Pod,shop,cart-1,"))
      #expect(told("10.96.0.10", "05").hasPrefix("Service,shop,cart,"))
      #expect(told("192.168.0.1", "05").hasPrefix("Pod,shop,host-1,"))
      // What another has, what a Node has, and what nobody has is the same: not told.
      let untold = ",,,,,,,,unknown,,restricted"
      for (address, second) in [
        ("10.0.0.3", "05"), ("10.96.0.11", "05"), ("8.8.8.8", "05"), ("10.0.0.2", "25"),
        ("192.168.0.1", "45"),
      ] {
        #expect(told(address, second) == untold, "\(address)")
      }
      #expect(lines.allSatisfy { $0.contains("restricted") })
      #expect(!reply.text.contains("nobody"))
      let all = try await full.send(
        .POST,
        path,
        headers: RestrictedStores.unrestricted + type,
        body: body
      )
      #expect(RestrictedStores.leaks(all.text) != [])
      #expect(!all.text.contains("restricted"))
    }
  }

  @Test(
    "answers for a namespace have the rows of a store of that namespace alone, and no other name"
  )
  func queries() async throws {
    let questions = [
      "pods serving shop/cart", "pods in namespace shop", "services in namespace shop",
      "slices in namespace shop", "endpoints in namespace shop", "why shop/cart",
      "findings in namespace shop", "coverage in namespace shop", "events in namespace shop",
      "history of pod shop/cart-1", "history of service shop/cart", "show pod shop/cart-1",
      "dns cart.shop.svc.cluster.local", "dns door.shop.svc.cluster.local",
      "services served by shop/cart-1", "services selecting pod shop/cart-1",
      "pods selected by shop/cart", "slices of shop/cart", "pods serving shop/front",
    ]
    try await RestrictedStores.ask { full, own, headers in
      for question in questions {
        for second in ["05", "15", "25", "45"] {
          let at = [("at", "2026-01-01T10:00:\(second)Z")]
          // The rivals and the sharers of addresses are witnesses of findings that are not told.
          let reply = try await full.query(question, at, headers: headers)
          #expect(reply.status == 200, "\(question): \(reply.text)")
          let text = reply.text.replacing("front.web.svc.cluster.local", with: "")
          let leaks = RestrictedStores.leaks(text)
          #expect(leaks == [], "\(question) at \(second)")
          let expected = try await own.query(question, at, headers: headers)
          #expect(try Self.rows(reply) == Self.rows(expected), "\(question) at \(second)")
        }
      }
    }
  }

  /// The rows of an answer, without positions of events.
  private static func rows(_ reply: TestServer.Reply) throws -> [String] {
    let columns = (try reply.object["columns"] as? [[String: Any]] ?? []).map {
      $0["name"] as? String
    }
    return try (try reply.object["rows"] as? [[Any]] ?? []).map { row in
      let cells = zip(columns, row).filter { !["event", "zone"].contains($0.0) }.map(\.1)
      let data = try JSONSerialization.data(withJSONObject: cells, options: [.sortedKeys])
      return RestrictedStores.withoutPositions(String(decoding: data, as: UTF8.self))
    }
  }

  @Test("what leads into another namespace is refused, and not answered as if nothing were there")
  func leadsElsewhere() async throws {
    try await RestrictedStores.ask { full, _, headers in
      let at = [("at", "2026-01-01T10:00:05Z")]
      let reply = try await full.query("dns out.shop.svc.cluster.local", at, headers: headers)
      #expect(reply.status == 403, "\(reply.text)")
      #expect(reply.code == "forbidden-namespace")
      #expect(reply.text.contains("namespace `web`"))
      // The way out is one.
      #expect(reply.text.contains("ask `show` and `history` of your own objects"))
      for question in ["show service shop/out", "history of service shop/out"] {
        #expect(try await full.query(question, at, headers: headers).status == 200, "\(question)")
      }
      let all = try await full.query(
        "dns out.shop.svc.cluster.local",
        at,
        headers: RestrictedStores.unrestricted
      )
      #expect(all.text.contains("10.96.0.11"))
    }
  }

  @Test("an own object is found by its UID, and another's is refused like one that is none")
  func uids() async throws {
    try await RestrictedStores.ask { full, _, headers in
      func uid(_ name: String) async throws -> String {
        let reply = try await full.query(
          "pods in namespace * | where name = \"\(name)\" | select uid",
          [("at", "2026-01-01T10:00:05Z")],
          headers: RestrictedStores.unrestricted
        )
        let rows = try reply.object["rows"] as? [[Any]]
        return try #require(rows?.first?.first as? String)
      }
      let own = try await full.query("history of pod uid:\(uid("cart-1"))", headers: headers)
      #expect(own.status == 200, "\(own.text)")
      let other = try await full.query("history of pod uid:\(uid("front-1"))", headers: headers)
      let none = try await full.query("history of pod uid:0000", headers: headers)
      #expect(other.status == 403)
      #expect(none.status == 403)
      #expect(other.code == none.code)
      for pod in [try await uid("front-1"), "0000"] {
        let why = try await full.query(
          "why shop/cart pod uid:\(pod) at 2026-01-01T10:00:05Z",
          headers: headers
        )
        #expect(why.status == 403, "\(why.text)")
        #expect(why.code == none.code)
        #expect(!why.text.contains("namespace `shop`"), "\(why.text)")
      }
    }
  }
}
