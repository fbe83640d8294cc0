import Foundation
import HindcastServer
import HindcastTestSupport
import NIOHTTP1
import Testing

@Suite("Answers that are given where their questions arrive")
struct DirectAnswerTests {
  /// A question that lies ready once it was asked a few times, and others that never do.
  private static let ready = "pods serving shop/cart at 2026-01-01T10:00:05Z"
  private static let others = [
    "pods at 2026-01-01T10:00:05Z | select name", "services at 2026-01-01T10:00:05Z | select name",
    "pods serving shop/cart from 2026-01-01T10:00:03Z to 2026-01-01T10:00:05Z | select pod",
  ]

  private static func head(_ query: String, _ headers: String = "") -> String {
    let path = TestServer.path("/api/v1/query", [("query", query), ("format", "json")])
    return "GET \(path) HTTP/1.1\r\nHost: a\r\n\(headers)\r\n"
  }

  /// Asks until the question lies ready.
  private static func warm(_ server: TestServer) async throws {
    for _ in 0..<4 { _ = try await server.query(ready) }
    #expect(try await server.figure(direct) > 0)
  }

  private static let direct = "hindcast_direct_answers_total"
  private static let counted = [
    direct, "hindcast_memory_answers_total", "hindcast_query_rows_total",
    "hindcast_queries_total{outcome=\"answered\"}",
  ]

  @Test("are counted once, and so are those that are made here and sent by the routes")
  func counts() async throws {
    // A row more than are compressed here, and as many as are.
    let pods = (1...21).map {
      "10:00:01 add pod shop/p\($0) ip=10.0.1.\($0) labels=app:cart ready=true"
    }
    let endpoints = (1...21).map { " endpoint=10.0.1.\($0),pod:p\($0),ready" }
    let slice = "10:00:02 add slice shop/cart-x service=cart port=:8080" + endpoints.joined()
    let lines =
      ["10:00:00 add service shop/cart selector=app:cart port=80 clusterip=10.96.0.10"] + pods
      + [slice, "10:00:09 modify slice shop/cart-x" + endpoints.dropFirst().joined()]
    try await withServer(lines) { server in
      for (second, rows, isDirect) in [(5, 21, false), (9, 20, true)] {
        let query = "pods serving shop/cart at 2026-01-01T10:00:0\(second)Z"
        for _ in 0..<4 { _ = try await server.query(query) }
        let before = try await Self.counts(server)
        for _ in 0..<3 {
          let reply = try await server.query(query, headers: [("Accept-Encoding", "gzip")])
          #expect(reply.status == 200)
          #expect(reply.headers["content-encoding"] == ["gzip"])
        }
        let after = try await Self.counts(server)
        let rises = zip(after, before).map { $0 - $1 }
        #expect(rises == [isDirect ? 3 : 0, 3, 3 * rows, 3], "\(rows) rows")
      }
    }
  }

  private static func counts(_ server: TestServer) async throws -> [Int] {
    var figures: [Int] = []
    for name in counted { figures.append(try await server.figure(name)) }
    return figures
  }

  @Test("have numbers without a gap, whoever gives them")
  func numbers() async throws {
    try await withServer { server in
      var numbers: [Int] = []
      let queries = [
        Self.ready, Self.others[0], Self.ready, Self.others[2], "pods served by", Self.ready,
      ]
      for query in queries + queries + queries {
        let reply = try await server.query(query)
        numbers.append(
          try #require(reply.headers.first(name: "Hindcast-Request").flatMap { Int($0) })
        )
      }
      #expect(numbers == Array(1...numbers.count))
      #expect(try await server.figure(Self.direct) > 0)
    }
  }

  @Test("are given up to a bound to a client that sends many questions and reads nothing")
  func burst() async throws {
    try await withServer { server in
      try await Self.warm(server)
      let before = try await server.figure(Self.direct)
      let connection = try await RawConnection.open(server.port)
      await connection.send(String(repeating: Self.head(Self.ready), count: 400))
      try await eventually("all are answered") {
        connection.text.matches(of: #/"rowCount":1\}/#).count == 400 || connection.isClosed
      }
      #expect(connection.text.matches(of: #/HTTP\/1.1 200 OK/#).count == 400)
      #expect(try await server.figure(Self.direct) > before)
    }
  }

  @Test("come in the order of their questions, whichever of them take longer")
  func order() async throws {
    try await withServer { server in
      try await Self.warm(server)
      let asked = (0..<24).map { $0 % 2 == 0 ? Self.ready : Self.others[$0 / 2 % 3] }
      let connection = try await RawConnection.open(server.port)
      await connection.send(asked.map { Self.head($0) }.joined())
      let end = #/"rowCount"/#
      try await eventually("all are answered") {
        connection.text.matches(of: end).count == asked.count || connection.isClosed
      }
      #expect(try await server.figure(Self.direct) > 0)
      let answered = connection.text.matches(of: #/"tql":1,"query":"([^"]*)"/#).map { String($0.1) }
      #expect(answered == asked)
    }
  }

  @Test("close their connection where the client asks for that, and are whole")
  func closing() async throws {
    try await withServer { server in
      try await Self.warm(server)
      let connection = try await RawConnection.open(server.port)
      await connection.send(Self.head(Self.ready) + Self.head(Self.ready, "Connection: close\r\n"))
      try await connection.textUntilClosed()
      #expect(connection.text.matches(of: #/HTTP\/1.1 200 OK/#).count == 2)
      #expect(connection.text.matches(of: #/"rowCount":1\}\n/#).count == 2)
    }
  }

  @Test("have the headers that all answers have")
  func headers() async throws {
    try await withServer { server in
      let first = try await server.query(Self.ready)
      try await Self.warm(server)
      let later = try await server.query(Self.ready)
      let names = { (reply: TestServer.Reply) in Set(reply.headers.map { $0.name.lowercased() }) }
      #expect(try await server.figure(Self.direct) > 0)
      #expect(names(later) == names(first))
      for header in first.headers
      where !["date", "server-timing", "hindcast-request"].contains(header.name.lowercased()) {
        #expect(later.headers[header.name] == [header.value], "\(header.name)")
      }
      let date = try #require(later.headers.first(name: "Date"))
      #expect(date == "Thu, 01 Jan 2026 10:01:00 GMT")
    }
  }

  @Test("count against the rate once, as all others do")
  func rate() async throws {
    let stopwatch = ManualStopwatch()
    let limit: (inout ServerOptions) -> Void = {
      $0.limits.requestsPerSecond = 0.001
      $0.limits.requestsBurst = 12
    }
    try await withServer(TestServer.lines, limit, stopwatch: stopwatch.stopwatch) { server in
      // Four of each, among them those that are looked for in vain before they lie ready.
      for query in [Self.ready] + Self.others.prefix(2) {
        for _ in 0..<4 { #expect(try await server.query(query).status == 200) }
      }
      for query in [Self.ready] + Self.others {
        let refused = try await server.query(query)
        #expect(refused.status == 429)
        #expect(refused.code == "rate-limited")
      }
    }
  }

  @Test("that are refused for what runs already count for nothing")
  func concurrency() async throws {
    let stopwatch = ManualStopwatch()
    let limit: (inout ServerOptions) -> Void = {
      $0.limits.requestsPerSecond = 0.001
      $0.limits.requestsBurst = 8
      $0.limits.requestsOfClientMax = 1
    }
    try await withServer(TestServer.lines, limit, stopwatch: stopwatch.stopwatch) { server in
      let running = try await server.openAttribution()
      for _ in 0..<20 {
        #expect(try await server.query(Self.ready).code == "too-many-requests")
      }
      await running.close()
      try await eventually("the other one has ended") {
        try await server.query(Self.ready).code != "too-many-requests"
      }
      for _ in 0..<6 { #expect(try await server.query(Self.ready).status == 200) }
      #expect(try await server.query(Self.ready).code == "rate-limited")
    }
  }

  @Test("are for those who may ask, and are recorded and logged")
  func access() async throws {
    let folder = try TemporaryDirectory()
    let tokens = folder.file("tokens.json")
    let record = folder.file("reads.jsonl")
    let entries = [("reader", AccessScope.read), ("writer", .ingest)].map { name, scope in
      TokenEntry(name: name, sha256: TokenFile.hash(of: name.utf8), scopes: [scope])
    }
    try Data(try TokenFile(tokens: entries).text.utf8).write(to: URL(filePath: tokens))
    func bearer(_ name: String) -> [(String, String)] { [("Authorization", "Bearer \(name)")] }
    try await withServer {
      $0.tokensPath = tokens
      $0.auditLogPath = record
    } _: { server in
      for _ in 0..<6 {
        #expect(try await server.query(Self.ready, headers: bearer("reader")).status == 200)
      }
      #expect(try await server.query(Self.ready, headers: bearer("writer")).status == 403)
      #expect(try await server.query(Self.ready, headers: bearer("nobody")).status == 401)
      #expect(try await server.query(Self.ready).status == 401)
      let recorded = try String(contentsOfFile: record, encoding: .utf8)
      #expect(recorded.matches(of: #/"client":"reader".*"status":200/#).count == 6)
      try await eventually("all are logged") {
        server.logText.matches(of: #/"client":"reader".*"status":200.*"bytes":[1-9]/#).count == 6
      }
      let direct = try await server.figure(Self.direct, headers: bearer("reader"))
      #expect(direct > 0)
    }
  }

  @Test("are refused where a record of reads cannot be written")
  func unrecorded() async throws {
    try await withServer {
      $0.auditLogPath = "/dev/full"
    } _: { server in
      for _ in 0..<6 {
        let refused = try await server.query(Self.ready)
        #expect(refused.status == 503)
        #expect(refused.code == "audit-log")
      }
    }
  }
}
