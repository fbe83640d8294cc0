import Foundation
import HindcastServer
import HindcastTestSupport
import NIOHTTP1
import Synchronization
import Testing

@Suite("Limits of tokens", .serialized)
struct TokenLimitTests {
  private static let question = "pods at 2026-01-01T10:00:05Z | select name"

  /// A file of tokens with limits, by name.
  private struct Tokens {
    let folder: TemporaryDirectory
    var path: String { folder.file("tokens.json") }

    init(_ limits: [String: [TokenLimits.Kind: Double]]) throws {
      folder = try TemporaryDirectory()
      try write(limits)
    }

    func write(_ limits: [String: [TokenLimits.Kind: Double]]) throws {
      let entries = limits.sorted { $0.key < $1.key }.map { name, values in
        var limits = TokenLimits()
        for (kind, value) in values { limits[kind] = value }
        return TokenEntry(
          name: name,
          sha256: TokenFile.hash(of: name.utf8),
          scopes: [.read],
          limits: limits
        )
      }
      try Data(try TokenFile(tokens: entries).text.utf8).write(to: URL(filePath: path))
    }
  }

  private static func bearer(_ name: String) -> [(String, String)] {
    [("Authorization", "Bearer \(name)")]
  }

  /// The message and the way out of an error.
  private static func texts(_ reply: TestServer.Reply) throws -> [String] {
    let error = try #require(try reply.object["error"] as? [String: Any])
    return ["message", "help"].map { error[$0] as? String ?? "" }
  }

  @Test("a token's rate is told as its own, and others have the server's")
  func rate() async throws {
    let tokens = try Tokens(["slow": [.rate: 0.25], "other": [:]])
    let stopwatch = ManualStopwatch()
    try await Self.withTime(tokens, stopwatch) { server in
      for _ in 0..<2 {
        #expect(try await server.query(Self.question, headers: Self.bearer("slow")).status == 200)
      }
      let refused = try await server.query(Self.question, headers: Self.bearer("slow"))
      #expect(refused.status == 429)
      #expect(refused.code == "rate-limited")
      #expect(refused.headers.first(name: "Retry-After") == "4")
      #expect(
        try Self.texts(refused) == [
          "too much from `slow`: more than 0.25 requests a second, the limit of the token `slow`",
          "ask again in 4 s, and fewer at a time",
        ]
      )
      for _ in 0..<10 {
        #expect(try await server.query(Self.question, headers: Self.bearer("other")).status == 200)
      }
      stopwatch.advance(seconds: 4)
      #expect(try await server.query(Self.question, headers: Self.bearer("slow")).status == 200)
    }
  }

  @Test("a token's concurrency holds for requests and for streams, each for itself")
  func concurrency() async throws {
    let tokens = try Tokens(["one": [.concurrency: 1], "other": [:]])
    try await withServer {
      $0.tokensPath = tokens.path
    } _: { server in
      let header = "Authorization: Bearer one\r\n"
      let first = try await server.openAttribution(headers: header)
      let refused = try await server.query(Self.question, headers: Self.bearer("one"))
      #expect(refused.code == "too-many-requests")
      #expect(
        try Self.texts(refused)[0]
          == "too much from `one`: a request is running already; one is the limit of the token `one`"
      )
      #expect(try await server.query(Self.question, headers: Self.bearer("other")).status == 200)
      let streams = try await server.openOneStreamOfTwo(headers: header)
      for connection in [first] + streams { await connection.close() }
    }
  }

  @Test("a token's rows cut its answers, and never add to the server's")
  func rows() async throws {
    let tokens = try Tokens(["few": [.rows: 1], "many": [.rows: 50], "other": [:]])
    try await withServer {
      $0.tokensPath = tokens.path
      $0.limits.rowsMax = 2
    } _: { server in
      for (name, asked, count) in [
        ("few", nil, 1), ("few", "2", 1), ("few", "0", 0), ("many", nil, 2), ("many", "9", 2),
        ("other", nil, 2), ("other", "1", 1),
      ] {
        let reply = try await server.query(
          "events",
          asked.map { [("rows", $0)] } ?? [],
          headers: Self.bearer(name)
        )
        #expect(reply.headers.first(name: "Hindcast-Row-Count") == "\(count)", "\(name)")
        #expect(reply.text.contains("were cut to the limit of \(count)"), "\(reply.text)")
      }
    }
  }

  @Test("a token's time holds for queries and reports, and an error says whose it is")
  func time() async throws {
    let slow = VanishingClientTests.slowQuery
    let tokens = try Tokens(["brief": [.seconds: 0.001], "long": [.seconds: 3600]])
    try await withServer {
      $0.tokensPath = tokens.path
      $0.limits.querySeconds = 0.002
    } _: { server in
      let brief = try await server.query(slow, headers: Self.bearer("brief"))
      #expect(brief.status == 422)
      #expect(brief.code == "time-limit")
      #expect(
        try Self.texts(brief) == [
          "the request ran longer than 0.001s, the limit of the token `brief`",
          "narrow the question, or ask who runs the server for more time",
        ]
      )
      // Of the server and the token, the lower one counts.
      for parameters in [[], [("timeout", "1h")]] {
        let long = try await server.query(slow, parameters, headers: Self.bearer("long"))
        #expect(
          try Self.texts(long)[0] == "the request ran longer than 0.002s, the server's limit"
        )
      }
      let asked = try await server.query(slow, [("timeout", "0s")], headers: Self.bearer("brief"))
      #expect(
        try Self.texts(asked) == [
          "the request ran longer than its `timeout` of 0s",
          "narrow the question, or ask for more time with `timeout`, up to 0.001s, the limit of the "
            + "token `brief`",
        ]
      )
    }
    let none = try Tokens(["none": [.seconds: 1e-9], "other": [:]])
    try await withServer {
      $0.tokensPath = none.path
    } _: { server in
      for (name, status) in [("none", 422), ("other", 200)] {
        let report = "/api/v1/reports/availability"
        let reply = try await server.send(.GET, report, headers: Self.bearer(name))
        #expect(reply.status == status, "\(reply.text)")
      }
    }
  }

  @Test("limits that change in the file hold for the next request")
  func reload() async throws {
    let tokens = try Tokens(["grafana": [.rows: 1]])
    let stopwatch = ManualStopwatch()
    try await Self.withTime(tokens, stopwatch) { server in
      func count() async throws -> String? {
        let reply = try await server.query("events", headers: Self.bearer("grafana"))
        return reply.headers.first(name: "Hindcast-Row-Count")
      }
      #expect(try await count() == "1")
      try tokens.write(["grafana": [.rows: 3]])
      stopwatch.advance(seconds: 2)
      #expect(try await count() == "3")
      // A file that is wrong changes nothing.
      try tokens.write(["grafana": [.rows: -3]])
      stopwatch.advance(seconds: 2)
      #expect(try await count() == "3")
      #expect(server.logText.contains("`grafana` has the limit `rows` of -3"))
      try tokens.write(["grafana": [.rate: 0.01]])
      stopwatch.advance(seconds: 2)
      #expect(try await count() != "3")
      _ = try await count()
      let refused = try await server.query("events", headers: Self.bearer("grafana"))
      #expect(refused.code == "rate-limited")
    }
  }

  @Test("what was asked while nothing bounded the rate does not count against one that comes")
  func rateThatComes() async throws {
    let tokens = try Tokens(["grafana": [:]])
    let stopwatch = ManualStopwatch()
    try await Self.withTime(tokens, stopwatch) { server in
      for _ in 0..<150 {
        #expect(
          try await server.query(Self.question, headers: Self.bearer("grafana")).status == 200
        )
      }
      try tokens.write(["grafana": [.rate: 5]])
      stopwatch.advance(seconds: 2)
      for _ in 0..<5 {
        #expect(
          try await server.query(Self.question, headers: Self.bearer("grafana")).status == 200
        )
      }
    }
  }

  @Test("a limit that is none keeps the server from starting, and says what there is")
  func files() throws {
    let folder = try TemporaryDirectory()
    let path = folder.file("tokens.json")
    for (limits, expected) in [
      ("{\"row\":1}", "`a` has the limit `row`, expected one of concurrency, "),
      ("{\"rows\":0}", "has the limit `rows` of 0, expected a whole number from 1 to 1000000000"),
      ("{\"rows\":1.5}", "the limit `rows` of 1.5"),
      ("{\"memoryMB\":2000000000}", "the limit `memoryMB` of 2000000000, expected"),
      ("{\"rate\":0}", "`a` has the limit `rate` of 0, expected a number above 0"),
      ("{\"rate\":1e300}", "the limit `rate` of 1e+300"), ("{\"seconds\":\"1s\"}", "another type"),
      ("[1]", "another type"),
    ] {
      let hash = TokenFile.hash(of: "a".utf8)
      let entry = "\"name\":\"a\",\"sha256\":\"\(hash)\",\"scopes\":[\"read\"]"
      let text = "{\"tokens\":[{\(entry),\"limits\":\(limits)}]}"
      try Data(text.utf8).write(to: URL(filePath: path))
      #expect {
        _ = try TokenFile(path: path)
      } throws: { error in
        (error as? ServerSetupError)?.message.contains(expected) == true
      }
    }
  }

  /// Lets a test ask a server whose time it sets.
  private static func withTime(
    _ tokens: Tokens,
    _ stopwatch: ManualStopwatch,
    _ body: (TestServer) async throws -> Void
  ) async throws {
    try await withServer(
      TestServer.lines,
      { $0.tokensPath = tokens.path },
      stopwatch: stopwatch.stopwatch,
      body
    )
  }
}
