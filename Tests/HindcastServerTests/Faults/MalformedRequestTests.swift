import HindcastServer
import HindcastTestSupport
import NIOHTTP1
import Testing
import TopologyModel

@Suite("Requests that are none", .serialized)
struct MalformedRequestTests {
  /// Sends bytes on a connection of their own, and returns all that came back until it was closed.
  private static func sent(_ text: String, to server: TestServer) async throws -> RawConnection {
    let connection = try await RawConnection.open(server.port)
    await connection.send(text)
    try await connection.textUntilClosed()
    return connection
  }

  @Test("half a head, and half a body, are waited for only so long")
  func halves() async throws {
    try await withServer {
      $0.limits.idleSeconds = 0.5
      $0.limits.bodySeconds = 0.5
    } _: { server in
      for text in [
        "G", "GET /livez HT", "GET /livez HTTP/1.1\r\nHost: local",
        "POST /api/v1/query HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
          + "Content-Length: 100\r\n\r\npods",
        "POST /api/v1/query HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n4\r\npods\r\n",
      ] {
        let connection = try await Self.sent(text, to: server)
        #expect(connection.status != 200, "\(text)")
      }
      #expect(try await server.answersOthers())
      try await server.idle()
    }
  }

  @Test("a body that drips is ended, however steadily")
  func dripping() async throws {
    try await withServer {
      $0.limits.bodySeconds = 1
    } _: { server in
      let connection = try await RawConnection.open(server.port)
      await connection.send(
        "POST /api/v1/query HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
          + "Content-Length: 1000000\r\n\r\n"
      )
      try await eventually("it is ended") {
        await connection.send("p")
        return connection.isClosed
      }
      #expect(connection.status != 200)
      #expect(try await server.answersOthers())
    }
  }

  @Test("what was sent by half is not stored, whichever way the client ends it")
  func halfIngest() async throws {
    try await withServer([]) {
      $0.acceptsEvents = true
      $0.limits.streamSilenceSeconds = 0.5
    } _: { server in
      let record =
        "{\"type\":\"ADDED\",\"object\":{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":"
        + "{\"name\":\"a\",\"namespace\":\"shop\",\"uid\":\"u\",\"resourceVersion\":\"11\"},\"spec\":"
        + "{\"ports\":[{\"port\":80}]}}}\n"
      let head = "POST /api/v1/events HTTP/1.1\r\nHost: a\r\n"
      let long = head + "Content-Length: 100000\r\n\r\n" + record
      let chunked =
        head + "Transfer-Encoding: chunked\r\n\r\n" + TestServer.chunk(record)
      for text in [long, chunked, chunked + "5\r\nab", chunked + "zz\r\n"] {
        let leaving = try await RawConnection.open(server.port)
        await leaving.send(text)
        await leaving.close()
        let half = try await RawConnection.open(server.port)
        await half.send(text)
        await half.closeOutput()
        try await half.textUntilClosed()
        #expect(half.status != 200)
        // One that stays, and sends nothing more.
        let silent = try await Self.sent(text, to: server)
        #expect(silent.status != 200)
      }
      try await server.idle()
      #expect(try server.store.head().position.value == 0)
      let whole = try await server.send(.POST, "/api/v1/events", body: record)
      #expect(whole.status == 200)
    }
  }

  @Test("what is no HTTP/1.1 is refused, and the connection closed")
  func garbage() async throws {
    try await withServer {
      $0.limits.idleSeconds = 5
    } _: { server in
      let post = "POST /api/v1/query HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
      let get = "GET /livez HTTP/1.1\r\nHost: a\r\n"
      let next = "GET /x HTTP/1.1\r\n\r\n"
      for text in [
        "\u{0}\u{1}\u{2}\u{3}\r\n\r\n", "hello\r\n\r\n", "GET /livez\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "GET /livez HTTP/9.9\r\n\r\n",
        get + "A\u{0}B: c\r\n\r\n", get + "A: b\u{0}c\r\n\r\n",
        get + " folded: x\r\n\r\n", get + "no colon\r\n\r\n",
        get + "X: " + String(repeating: "x", count: 64 << 10) + "\r\n\r\n",
        get + (0..<300).map { "X\($0): y\r\n" }.joined() + "\r\n",
        get + String(repeating: "X: " + String(repeating: "y", count: 1000) + "\r\n", count: 60)
          + "\r\n",
        "GET /" + String(repeating: "a", count: 64 << 10) + " HTTP/1.1\r\nHost: a\r\n\r\n",
        post + "Transfer-Encoding: chunked\r\n\r\nzz\r\npods\r\n0\r\n\r\n",
        post + "Transfer-Encoding: chunked\r\n\r\n-4\r\npods\r\n0\r\n\r\n",
        post + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\npods\r\n0\r\n\r\n",
        post + "Content-Length: -1\r\n\r\npods", post + "Content-Length: 4, 5\r\n\r\npods",
        post + "Content-Length: 99999999999999999999\r\n\r\npods",
        post + "Content-Length: 4\r\nContent-Length: 5\r\n\r\npods",
        post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + next,
        post + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" + next,
        post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
      ] {
        let connection = try await Self.sent(text, to: server)
        let status = connection.status
        #expect(
          status.map { 400..<500 ~= $0 } ?? connection.text.isEmpty,
          "\(text.prefix(120).debugDescription): \(connection.text.prefix(300))"
        )
        #expect(!connection.text.contains("200 OK"), "\(text.prefix(120).debugDescription)")
      }
      #expect(try await server.answersOthers())
      #expect(!server.logText.contains("\"level\":\"error\""))
    }
  }

  @Test("a body behind the end of its length is no request, and a shorter one no query")
  func lengths() async throws {
    try await withServer {
      $0.limits.idleSeconds = 2
    } _: { server in
      let post = "POST /api/v1/format HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
      let connection = try await Self.sent(
        post + "Content-Length: 4\r\n\r\npods | count",
        to: server
      )
      let text = connection.text
      #expect(connection.status == 200)
      #expect(text.contains("{\"query\":\"pods\\n\"}"))
      #expect(text.contains("HTTP/1.1 400"))
      #expect(!text.contains("count"))
    }
  }

  @Test("requests that come at once are answered one by one, in order")
  func pipelined() async throws {
    try await withServer { server in
      let connection = try await RawConnection.open(server.port)
      let texts = (1...20).map { "pods | limit \($0)" }
      let requests = texts.map { text in
        "GET \(TestServer.path("/api/v1/format", [("query", text)])) HTTP/1.1\r\nHost: a\r\n\r\n"
      }
      await connection.send(
        requests.joined() + "GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
      )
      let answer = try await connection.textUntilClosed()
      let places = texts.map { answer.firstRange(of: "\"\($0)\\n\"")?.lowerBound }
      #expect(places.allSatisfy { $0 != nil })
      #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
      #expect(answer.hasSuffix("ok\n"))
    }
  }

  @Test("a client that waits for 100 Continue gets its answer")
  func expecting() async throws {
    try await withServer { server in
      let connection = try await RawConnection.open(server.port)
      await connection.send(
        "POST /api/v1/format HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
          + "Expect: 100-continue\r\nContent-Length: 4\r\nConnection: close\r\n\r\n"
      )
      try await connection.text(with: "HTTP/1.1 100")
      await connection.send("pods")
      let answer = try await connection.textUntilClosed()
      #expect(answer.contains("{\"query\":\"pods\\n\"}"))
      // One whose body would be refused is told so before it sends it.
      let refused = try await RawConnection.open(server.port)
      await refused.send(
        "POST /api/v1/format HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
          + "Expect: 100-continue\r\nContent-Length: 999999999\r\n\r\n"
      )
      let refusal = try await refused.textUntilClosed()
      #expect(refused.status == 413, "\(refusal)")
    }
  }
}
