import NIOCore
import NIOHTTP1
import NIOPosix
import Testing

@Suite("Heads of HTTP requests")
struct HeadTests {
  @Test("HEAD has the headers of GET and no body, also where the answer is a stream")
  func head() async throws {
    let pods = (0..<150).map { "10:00:00 add pod shop/p\($0) ip=10.0.1.\($0) node=n1" }
    try await withServer(pods) { server in
      for path in ["/livez", "/api/v1/status", "/api/v1/query?query=pods+at+2026-01-01T10:00:05Z"] {
        let identity = [("Accept-Encoding", "identity")]
        let get = try await server.send(.GET, path, headers: identity)
        let head = try await server.send(.HEAD, path, headers: identity)
        #expect(get.status == 200 && head.status == 200)
        #expect(head.body.isEmpty && !get.body.isEmpty)
        #expect(head.headers.first(name: "Content-Length") == "\(get.body.count)", "\(path)")
        for name in ["Content-Type", "ETag", "Hindcast-Row-Count"] {
          #expect(head.headers[name] == get.headers[name], "\(path): \(name)")
        }
      }
      #expect(
        try await server.send(.GET, "/api/v1/requests").object["requests"].map { "\($0)" }?
          .contains("pods") == false
      )
    }
  }

  @Test(
    "one that cannot be read is answered with the body that all errors have",
    arguments: [
      "GARBAGE\r\n\r\n", "GET /livez HTTP/1.1\r\n\r\n",
      "GET /livez HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
      "GET /livez HTTP/1.1\r\nHost a\r\n\r\n", "GET /livez HTTP/3.0\r\nHost: a\r\n\r\n",
      "POST /api/v1/query HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
    ]
  )
  func malformed(_ head: String) async throws {
    try await withServer { server in
      let answer = try await Self.exchange(head, with: server)
      #expect(answer.hasPrefix("HTTP/1.1 400 "))
      #expect(answer.contains("\"code\":\"malformed-head\""))
      let document = try await InterfaceDocument(server)
      let body = try #require(answer.firstRange(of: "\r\n\r\n")).upperBound
      let schema = try JSONValue.read(##"{"$ref":"#/components/schemas/Error"}"##.utf8)
      let value = try JSONValue.read(answer[body...].utf8)
      #expect(document.checker.problems(value, schema) == [])
    }
  }

  @Test("a request before one that cannot be read has its answer first")
  func pipelined() async throws {
    try await withServer { server in
      let answer = try await Self.exchange(
        "GET /livez HTTP/1.1\r\nHost: a\r\n\r\nGARBAGE\r\n\r\n",
        with: server
      )
      let statuses = answer.split(separator: "HTTP/1.1 ", omittingEmptySubsequences: true)
        .map { $0.prefix(3) }.filter { $0.allSatisfy(\.isNumber) }
      #expect(statuses == ["200", "400"])
    }
  }

  @Test("a body whose chunks are broken is no fault of the server")
  func chunks() async throws {
    try await withServer { server in
      let answer = try await Self.exchange(
        "POST /api/v1/query HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
          + "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
        with: server
      )
      #expect(answer.hasPrefix("HTTP/1.1 400 "))
      #expect(answer.contains("\"code\":\"malformed-body\""))
    }
  }

  /// Sends bytes, and returns all that comes until the server closes the connection.
  private static func exchange(_ text: String, with server: TestServer) async throws -> String {
    let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .connect(host: "127.0.0.1", port: server.port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    return try await channel.executeThenClose { inbound, outbound in
      try await outbound.write(ByteBuffer(string: text))
      var answer = ""
      for try await piece in inbound { answer += String(buffer: piece) }
      return answer
    }
  }
}
