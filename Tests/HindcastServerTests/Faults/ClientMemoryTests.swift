import Foundation
import HindcastServer
import HindcastTestSupport
import NIOHTTP1
import Synchronization
import Testing

@Suite("Memory of clients", .serialized)
struct ClientMemoryTests {
  private static let question = "pods at 2026-01-01T10:00:05Z | select name"

  /// A file of tokens, each for all and with so many megabytes of memory, where a number is given.
  private static func tokens(
    _ folder: TemporaryDirectory,
    _ megabytes: KeyValuePairs<String, Double?>
  ) throws -> String {
    let path = folder.file("tokens.json")
    let entries = megabytes.map { name, memory in
      var limits = TokenLimits()
      limits[.memoryMB] = memory
      return TokenEntry(
        name: name,
        sha256: TokenFile.hash(of: name.utf8),
        scopes: [.admin],
        limits: limits
      )
    }
    try Data(try TokenFile(tokens: entries).text.utf8).write(to: URL(filePath: path))
    return path
  }

  private static func bearer(_ name: String) -> [(String, String)] {
    [("Authorization", "Bearer \(name)")]
  }

  /// Begins a query of 1,000,000 bytes, nearly all of which are white space, and sends so many of them.
  private static func beginLong(
    _ server: TestServer,
    _ name: String,
    sending count: Int
  ) async throws -> RawConnection {
    let client = try await RawConnection.open(server.port)
    await client.send(
      "POST /api/v1/query HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
        + "Authorization: Bearer \(name)\r\nContent-Length: 1000000\r\n\r\n"
        + String(repeating: " ", count: count)
    )
    return client
  }

  /// What each client's requests hold, as the server tells.
  private static func held(_ server: TestServer, as name: String) async throws -> [String: Int] {
    let reply = try await server.send(.GET, "/api/v1/requests", headers: bearer(name))
    let requests = try #require(try reply.object["requests"] as? [[String: Any]])
    return requests.reduce(into: [:]) { held, request in
      let client = request["client"] as? String ?? ""
      held[client, default: 0] += request["heldBytes"] as? Int ?? 0
    }
  }

  @Test("a question whose rows are more than its client may hold is ended, and others are answered")
  func rows() async throws {
    let folder = try TemporaryDirectory()
    let path = try Self.tokens(folder, ["small": 1, "other": nil])
    try await withServer {
      $0.tokensPath = path
    } _: { server in
      for (endpoint, name) in [("query", "small"), ("explain", "small"), ("query", "other")] {
        let asked = endpoint == "explain" ? [("analyze", "true")] : []
        let reply = try await server.send(
          .GET,
          TestServer.path(
            "/api/v1/\(endpoint)",
            [("query", VanishingClientTests.manyRows)] + asked
          ),
          headers: Self.bearer(name)
        )
        guard name == "small" else {
          #expect(reply.status == 200, "\(endpoint)")
          continue
        }
        #expect(reply.status == 422, "\(endpoint)")
        #expect(reply.code == "client-memory-limit")
        let error = try #require(try reply.object["error"] as? [String: Any])
        #expect(
          error["message"] as? String
            == "the requests of `small` hold more than 1 MB of memory, the limit of the token `small`"
        )
        #expect(error["help"] as? String == "narrow the question, or ask fewer at a time")
      }
      // What was held is free again.
      #expect(try await server.query(Self.question, headers: Self.bearer("small")).status == 200)
      try await eventually("nothing is held") {
        try await Self.held(server, as: "other") == ["other": 0]
      }
      let figure = "hindcast_queries_total{outcome=\"memory-limit\"}"
      #expect(try await server.figure(figure, headers: Self.bearer("other")) == 2)
    }
  }

  @Test("requests of a client count together, and those of another for themselves")
  func together() async throws {
    let folder = try TemporaryDirectory()
    let path = try Self.tokens(folder, ["greedy": nil, "other": nil])
    try await withServer {
      $0.tokensPath = path
      $0.limits.memoryOfClientBytesMax = 1 << 20
    } _: { server in
      let first = try await Self.beginLong(server, "greedy", sending: 900_000)
      let neighbour = try await Self.beginLong(server, "other", sending: 900_000)
      try await eventually("the bodies are there") {
        let held = try await Self.held(server, as: "other")
        return held["greedy"] == 900_000 && held["other"] == 900_000
      }
      let second = try await Self.beginLong(server, "greedy", sending: 900_000)
      let text = try await second.text(with: "}\n")
      #expect(second.status == 422)
      #expect(
        text.contains("the requests of `greedy` hold more than 1 MB of memory, the server's limit")
      )
      for client in [first, neighbour] {
        #expect(!client.isClosed)
        await client.send(String(repeating: " ", count: 99_996) + "pods")
        try await client.text(with: "\"rows\"")
        #expect(client.status == 200)
      }
      for connection in [first, neighbour, second] { await connection.close() }
    }
  }

  @Test("events that are sent count twice, since they are read from a copy, and nothing is stored")
  func events() async throws {
    let folder = try TemporaryDirectory()
    let path = try Self.tokens(folder, ["feeder": 1])
    try await withServer {
      $0.tokensPath = path
      $0.acceptsEvents = true
    } _: { server in
      let head = try server.store.head().position
      for (count, status) in [(300_000, 400), (700_000, 422), (1_100_000, 422)] {
        let reply = try await server.send(
          .POST,
          "/api/v1/events",
          headers: Self.bearer("feeder"),
          body: String(repeating: "x", count: count)
        )
        #expect(reply.status == status, "\(count): \(reply.text)")
      }
      #expect(try server.store.head().position == head)
    }
  }

  @Test("what an attribution keeps is held by its client until the attribution ends")
  func attribution() async throws {
    let folder = try TemporaryDirectory()
    let path = try Self.tokens(folder, ["flows": 1, "other": nil])
    try await withServer {
      $0.tokensPath = path
    } _: { server in
      let flows = try await server.openAttribution(headers: "Authorization: Bearer flows\r\n")
      try await eventually("it holds what it read") {
        try await Self.held(server, as: "other")["flows"] ?? 0 > 0
      }
      await flows.send("0\r\n\r\n")
      try await flows.text(with: "\r\n0\r\n")
      #expect(flows.status == 200)
      try await eventually("nothing is held") {
        try await Self.held(server, as: "other") == ["other": 0]
      }
      await flows.close()
    }
  }

  @Test("where memory runs out, the client that holds most loses a request, and not the oldest one")
  func watchdog() async throws {
    let folder = try TemporaryDirectory()
    let path = try Self.tokens(folder, ["greedy": nil, "other": nil])
    let store = try TestStore()
    try store.appendScript(TestServer.lines.map { ($0, 0) })
    let looks = Mutex(0)
    let server = try await TestServer.start(over: store) {
      $0.tokensPath = path
      $0.limits.memoryBytesMax = 1
    } environment: { environment in
      let pause = environment.pause
      environment.pause = { seconds in
        try await pause(seconds)
        // Of the looks at memory, which are the slow ones, each has to be allowed.
        while seconds > 0.05 {
          let isAllowed = looks.withLock { looks in
            guard looks > 0 else { return false }
            looks -= 1
            return true
          }
          if isAllowed { return }
          try await pause(0.01)
        }
      }
    }
    let other = try await Self.beginLong(server, "other", sending: 1000)
    try await eventually("the oldest request runs") {
      try await Self.held(server, as: "other")["other"] == 1000
    }
    let greedy = try await Self.beginLong(server, "greedy", sending: 900_000)
    try await eventually("another one holds more") {
      try await Self.held(server, as: "other")["greedy"] == 900_000
    }
    looks.withLock { $0 = 1 }
    try await eventually("it is ended") {
      greedy.begin(" ")
      return greedy.status == 422
    }
    let text = try await greedy.text(with: "}\n")
    #expect(text.contains("\"code\":\"memory-limit\""))
    #expect(text.contains("while `greedy` held most of it"))
    await other.send(String(repeating: " ", count: 998_996) + "pods")
    try await other.text(with: "\"rows\"")
    #expect(other.status == 200)
    for connection in [other, greedy] { await connection.close() }
    try await server.stop()
  }
}
