import Audit
import EventLog
import HindcastServer
import HindcastTestSupport
import NIOHTTP1
import Synchronization
import Testing
import TopologyModel

@Suite("Reports over HTTP")
struct ReportAnswerTests {
  @Test("a report is what the command makes, in each format, and the same each time")
  func formats() async throws {
    try await withServer { server in
      for (format, type) in [
        ("json", "application/json"), ("html", "text/html"), ("markdown", "text/markdown"),
        ("csv", "text/csv"),
      ] {
        let path = "/api/v1/reports/availability?service=shop/cart&format=\(format)"
        let first = try await server.send(.GET, path)
        let second = try await server.send(.GET, path)
        #expect(first.status == 200)
        #expect(first.headers.first(name: "Content-Type")?.hasPrefix(type) == true)
        #expect(first.body == second.body)
        let expected = try server.store.log.read { snapshot in
          let source = try ReportSource(snapshot, knownAt: nil, toolVersion: "0.0.0-test")
          var asked = AskedReport(.availability)
          asked.service = "shop/cart"
          return try source.make(asked.request(source, now: .init(nanoseconds: 0)))
            .files(ReportFormat(rawValue: format) ?? .json)[0].bytes
        }
        #expect(first.body == expected)
      }
    }
  }

  @Test("a report that a client has already is not sent again, until events change it")
  func tags() async throws {
    try await withServer { server in
      let path = "/api/v1/reports/availability?service=shop/cart&format=csv"
      let first = try await server.send(.GET, path)
      #expect(first.headers["cache-control"] == ["private, no-cache"])
      let tag = try #require(first.headers["etag"].first)
      let other = try await server.send(.GET, path + "&part=outages")
      #expect(other.headers["etag"] != [tag])
      let known = [("If-None-Match", tag)]
      let again = try await server.send(.GET, path, headers: known)
      #expect(again.status == 304)
      #expect(again.body.isEmpty)
      #expect(again.headers["etag"] == [tag])
      #expect(again.headers["hindcast-basis"] == first.headers["hindcast-basis"])
      let changed = try await server.send(.GET, path + "&atLeast=7", headers: known)
      #expect(changed.status == 200)
    }
  }

  @Test("a report as known at an event is kept for ever: no event and no time changes it")
  func forever() async throws {
    let store = try TestStore()
    try store.appendScript(TestServer.lines.map { ($0, 0) })
    let now = Mutex(Instant(nanoseconds: 1_767_261_660_000_000_000))
    let server = try await TestServer.start(over: store) { _ in
    } environment: { environment in
      environment.now = { now.withLock { $0 } }
    }
    let head = try store.head().position
    let paths = ["availability", "membership", "changes", "findings"].flatMap { name in
      [
        "", "&from=2026-01-01T10:00:01Z&to=2026-01-01T10:00:09Z", "&from=-5s", "&from=-8s&to=-1s",
        "&to=now",
      ].map { "/api/v1/reports/\(name)?asKnownAt=\(head)\($0)" }
    }
    var bodies: [String: [UInt8]] = [:]
    for path in paths {
      let reply = try await server.send(.GET, path)
      #expect(reply.status == 200, "\(path): \(reply.text)")
      #expect(
        reply.headers["cache-control"] == ["private, max-age=31536000, immutable"],
        "\(path)"
      )
      bodies[path] = reply.body
    }
    now.withLock { $0 = $0.advanced(byNanoseconds: 86_400_000_000_000) }
    try store.appendMore("10:00:20 add service shop/late selector=app:late port=80")
    for path in paths {
      let tag = "W/\"\(ChainHash.contentIdentity(of: bodies[path] ?? []).prefix(32))\""
      let reply = try await server.send(.GET, path)
      #expect(reply.body == bodies[path], "\(path)")
      #expect(reply.headers["etag"] == [tag], "\(path)")
      let again = try await server.send(.GET, path, headers: [("If-None-Match", tag)])
      #expect(again.status == 304)
      #expect(again.headers["cache-control"] == reply.headers["cache-control"])
    }
    // What is not named as known follows the log.
    let open = "/api/v1/reports/changes?from=2026-01-01T10:00:01Z&to=2026-01-01T10:00:30Z"
    let latest = try await server.send(.GET, open)
    #expect(latest.headers["cache-control"] == ["private, no-cache"])
    let before = try await server.send(.GET, open + "&asKnownAt=\(head)")
    #expect(before.body != latest.body)
    try await server.stop()
  }

  @Test("parts of a report in CSV are there by name")
  func parts() async throws {
    try await withServer { server in
      let missing = try await server.send(.GET, "/api/v1/reports/availability?format=csv&part=x")
      #expect(missing.status == 404)
      #expect(missing.text.contains("outages"))
      let part = try await server.send(.GET, "/api/v1/reports/availability?format=csv&part=outages")
      #expect(part.status == 200)
    }
  }

  @Test("what cannot be reported is told with the parameter's name")
  func errors() async throws {
    try await withServer { server in
      let name = try await server.send(.GET, "/api/v1/reports/availabilty")
      #expect(name.status == 404)
      #expect(name.text.contains("did you mean `availability`?"))
      let from = try await server.send(.GET, "/api/v1/reports/availability?from=yesterday")
      #expect(from.status == 400)
      #expect(from.text.contains("`from=yesterday`"))
      let future = try await server.send(.GET, "/api/v1/reports/availability?asKnownAt=99999")
      #expect(future.status == 400)
      let list = try await server.send(.GET, "/api/v1/reports")
      #expect(list.text.contains("\"membership\""))
    }
    try await withServer([]) { server in
      let empty = try await server.send(.GET, "/api/v1/reports/availability")
      #expect(empty.status == 400)
      #expect(empty.code == "incorrect")
    }
  }
}
