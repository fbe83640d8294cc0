import EventLog
import HindcastServer
import HindcastTestSupport
import NIOHTTP1
import Testing
import TopologyModel

@Suite("Writers beside a server", .serialized)
struct WriterFaultTests {
  @Test("a second writer of the same store is refused, and the first goes on")
  func twoWriters() async throws {
    try await withServer {
      $0.acceptsEvents = true
    } _: { server in
      let before = try server.store.head().position
      #expect {
        _ = try SQLiteEventLog(
          path: server.store.path,
          access: .readWrite(holder: "another server"),
          participants: [],
          clock: FixedClock(Instant(nanoseconds: 0))
        )
      } throws: { error in
        let error = error as? any CategorizedError
        return error?.category == .conflict && error?.message.contains("a test") == true
      }
      let record =
        "{\"type\":\"ADDED\",\"object\":{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":"
        + "{\"name\":\"a\",\"namespace\":\"shop\",\"uid\":\"u\",\"resourceVersion\":\"11\"},\"spec\":"
        + "{\"ports\":[{\"port\":80}]}}}\n"
      let reply = try await server.send(.POST, "/api/v1/events", body: record)
      #expect(reply.status == 200, "\(reply.text)")
      #expect(try server.store.head().position > before)
      #expect(try await server.query("services in cluster default | count").status == 200)
    }
  }

  @Test("while events are added, every answer has the rows of its basis")
  func appending() async throws {
    try await withServer([]) { server in
      let more = (0..<20).map {
        "10:00:\(20 + $0) add pod shop/n\($0) ip=10.0.1.\($0 + 1) ready=true node=n1"
      }
      let appendNext = try server.store.appendScript(TestServer.lines, thenEach: more)
      let begin = try server.store.head().position.value
      let asking = Task {
        var seen: [(basis: Int64, rows: Int)] = []
        while seen.last.map({ $0.basis < begin + 20 }) ?? true {
          let reply = try await server.query("pods at 2026-01-01T10:01:00Z")
          let basis = try #require(reply.headers.first(name: "Hindcast-Basis"))
          let event = try #require(Int64(basis.prefix { $0.isNumber }))
          let rows = try #require(try reply.object["rowCount"] as? Int)
          seen.append((event, rows))
        }
        return seen
      }
      while try appendNext() { try await Polling.pause(milliseconds: 5) }
      let seen = try await asking.value
      // Two Pods are there, and each event behind the first ones adds another.
      for (basis, rows) in seen { #expect(rows == 2 + Int(basis - begin)) }
      #expect(zip(seen, seen.dropFirst()).allSatisfy { $0.basis <= $1.basis })
    }
  }
}
