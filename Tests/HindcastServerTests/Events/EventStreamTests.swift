import AsyncHTTPClient
import Foundation
import HindcastServer
import HindcastTestSupport
import NIOCore
import NIOHTTP1
import Testing
import TopologyModel

@Suite("The log over HTTP")
struct EventStreamTests {
  @Test("pages of events follow each other without a gap")
  func pages() async throws {
    try await withServer { server in
      var positions: [Int] = []
      var after: Int? = 0
      while let from = after {
        let page = try await server.send(.GET, "/api/v1/events?limit=3&after=\(from)").object
        let events = try #require(page["events"] as? [[String: Any]])
        positions += events.compactMap { $0["event"] as? Int }
        after = page["next"] as? Int
      }
      let head = try server.store.head().position.value
      #expect(positions == Array(1...Int(head)))
      let pods = try await server.send(.GET, "/api/v1/events?kind=pod&namespace=shop&objects=true")
      let events = try #require(try pods.object["events"] as? [[String: Any]])
      #expect(events.count == 2)
      let object = try #require(events.first?["object"] as? [String: Any])
      #expect((object["metadata"] as? [String: Any])?["name"] as? String == "cart-1")
    }
  }

  @Test("live events go on where a client was, and come as they are appended")
  func live() async throws {
    try await withServer { server in
      let head = try server.store.head().position.value
      var request = HTTPClientRequest(url: "http://127.0.0.1:\(server.port)/api/v1/events/live")
      request.headers.add(name: "Last-Event-ID", value: "\(head - 1)")
      let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
      #expect(response.headers.first(name: "Content-Type")?.hasPrefix("text/event-stream") == true)
      var text = ""
      var isAppended = false
      for try await piece in response.body {
        text += String(buffer: piece)
        if text.contains("id: \(head)\n"), !isAppended {
          isAppended = true
          try server.store.appendMore("10:00:20 add pod shop/late ip=10.0.0.9 ready=true")
        }
        if text.contains("\"name\":\"late\"") { break }
      }
      #expect(isAppended)
      #expect(!text.contains("id: \(head - 1)\n"))
      #expect(text.contains("event: added\n"))
    }
  }

  @Test("events that are sent are stored once, all of them or none")
  func ingest() async throws {
    try await withServer([]) {
      $0.acceptsEvents = true
    } _: { server in
      func record(_ type: String, _ name: String, _ revision: Int) -> String {
        "{\"type\":\"\(type)\",\"object\":{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":"
          + "{\"name\":\"\(name)\",\"namespace\":\"shop\",\"uid\":\"u-\(name)\",\"resourceVersion\":"
          + "\"\(revision)\"},\"spec\":{\"clusterIP\":\"10.96.0.9\",\"ports\":[{\"port\":80}]}}}\n"
      }
      func send(_ body: String) async throws -> TestServer.Reply {
        try await server.send(
          .POST,
          "/api/v1/events?cluster=prod&at=2026-01-01T10:00:00Z",
          headers: [("Content-Type", "application/x-ndjson")],
          body: body
        )
      }
      let body = record("ADDED", "a", 11) + record("ADDED", "b", 12)
      let first = try await send(body)
      #expect(first.status == 200)
      let stored = try #require(try first.object["stored"] as? Int)
      #expect(stored > 0)
      let head = try server.store.head()
      let again = try await send(body)
      #expect(try again.object["stored"] as? Int == 0)
      #expect(try again.object["known"] as? Int == stored)
      #expect(try server.store.head().position == head.position)
      let broken = try await send(record("ADDED", "c", 13) + "{\"type\":\"ADDED\",\"object\":{\n")
      #expect(broken.status == 400)
      #expect(broken.text.contains("line 2"))
      #expect(try server.store.head().position == head.position)
      let manifest = try await send(
        "{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"m\"}}"
      )
      #expect(manifest.status == 400)
      #expect(try server.store.head().position == head.position)
      let answer = try await server.query("services | select name", [("format", "csv")])
      #expect(answer.text.contains("\r\na,") && answer.text.contains("\r\nb,"))
      #expect(!answer.text.contains("\r\nc,"))
    }
    try await withServer { server in
      let reply = try await server.send(.POST, "/api/v1/events", body: "x")
      #expect(reply.status == 501)
      #expect(reply.code == "reads-only")
    }
  }

  @Test("rows are attributed as they stream, in CSV and in NDJSON")
  func attribution() async throws {
    try await withServer { server in
      let csv = try await server.send(
        .POST,
        "/api/v1/attribute?address=ip&time=ts",
        headers: [("Content-Type", "text/csv")],
        body: "ip,ts\n10.0.0.1,2026-01-01T10:00:05Z\n10.0.0.77,2026-01-01T10:00:05Z\n"
      )
      #expect(csv.status == 200)
      let head = try server.store.head()
      let basis = ["\(head.position):\(head.hash)"]
      #expect(csv.headers["Hindcast-Basis"] == basis)
      let lines = csv.text.split(whereSeparator: \.isNewline)
      #expect(lines.count == 3)
      #expect(lines[1].contains("Pod") && lines[1].contains("cart-1"))
      let json = try await server.send(
        .POST,
        "/api/v1/attribute?address=ip&time=ts",
        // Rows that are all the same would be compressed more than the client takes.
        headers: [("Content-Type", "application/x-ndjson"), ("Accept-Encoding", "identity")],
        body: String(
          repeating: "{\"ip\":\"10.0.0.1\",\"ts\":\"2026-01-01T10:00:05Z\"}\n",
          count: 5000
        )
      )
      #expect(json.headers["Hindcast-Basis"] == basis)
      #expect(json.text.split(separator: "\n").count == 5000)
      #expect(
        json.text.split(separator: "\n").allSatisfy { $0.contains("\"owner_name\":\"cart-1\"") }
      )
      let wrong = try await server.send(
        .POST,
        "/api/v1/attribute?address=nowhere&time=ts",
        headers: [("Content-Type", "text/csv")],
        body: "ip,ts\n10.0.0.1,2026-01-01T10:00:05Z\n"
      )
      #expect(wrong.status == 400)
    }
  }

  @Test("objects without columns that are known are an error, and not an answer that is cut")
  func unknownColumns() async throws {
    try await withServer { server in
      func send(_ body: String) async throws -> TestServer.Reply {
        try await server.send(
          .POST,
          "/api/v1/attribute",
          headers: [("Content-Type", "application/x-ndjson")],
          body: body
        )
      }
      let other = "{\"a\":\"10.0.0.1\",\"b\":\"2026-01-01T10:00:05Z\"}\n"
      let wrong = try await send(other)
      #expect(wrong.status == 400)
      #expect(wrong.text.contains("no column was named for addresses"), "\(wrong.text)")
      // What comes before the first object that has them is passed on as it is.
      let late = try await send(other + "{\"ip\":\"10.0.0.1\",\"time\":\"2026-01-01T10:00:05Z\"}\n")
      #expect(late.status == 200)
      #expect(late.text.split(separator: "\n").count == 2)
      #expect(late.text.contains("\"owner_name\":\"cart-1\""))
    }
  }
}
