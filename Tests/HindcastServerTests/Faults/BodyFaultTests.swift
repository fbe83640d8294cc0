import Foundation
import HindcastServer
import HindcastTestSupport
import NIOHTTP1
import Testing
import TopologyModel

@Suite("Bodies that are too much, or wrong", .serialized)
struct BodyFaultTests {
  private static func post(
    _ server: TestServer,
    _ type: String,
    _ bytes: [UInt8],
    path: String = "/api/v1/query",
    encoding: String = ""
  ) async throws -> RawConnection {
    let connection = try await RawConnection.open(server.port)
    let head =
      "POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Type: \(type)\r\nConnection: close\r\n"
      + encoding + "Content-Length: \(bytes.count)\r\n\r\n"
    await connection.send(Array(head.utf8) + bytes)
    try await connection.textUntilClosed()
    return connection
  }

  @Test("a body that is too long is refused with what the limit is, and the connection closed")
  func tooLong() async throws {
    try await withServer {
      $0.limits.bodyBytesMax = 1000
    } _: { server in
      let body = Array(String(repeating: "p", count: 1001).utf8)
      let told = try await Self.post(server, "text/plain", body)
      #expect(told.status == 413)
      #expect(told.text.contains("\"code\":\"body-too-large\""))
      #expect(told.text.contains("longer than 1000 bytes"))
      // One that does not say how long it is, and never ends.
      let endless = try await RawConnection.open(server.port)
      await endless.send(
        "POST /api/v1/query HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n"
      )
      let piece = TestServer.chunk(String(repeating: "p", count: 60_000))
      try await eventually("it is cut off") {
        await endless.send(piece)
        return endless.isClosed
      }
      #expect(try await server.answersOthers())
    }
  }

  @Test("who may not ask cannot go on to send, either")
  func unread() async throws {
    let folder = try TemporaryDirectory()
    let path = folder.file("tokens.json")
    try Data(try TokenFile().text.utf8).write(to: URL(filePath: path))
    try await withServer {
      $0.tokensPath = path
    } _: { server in
      let endless = try await RawConnection.open(server.port)
      await endless.send(
        "POST /api/v1/query HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n"
      )
      try await endless.text(with: "unauthenticated")
      let piece = TestServer.chunk(String(repeating: "p", count: 60_000))
      try await eventually("it is cut off") {
        await endless.send(piece)
        return endless.isClosed
      }
      // What is left of a body that is not long does no harm to the next request.
      let short = try await RawConnection.open(server.port)
      await short.send(
        "POST /api/v1/query HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
          + "Content-Length: 4\r\n\r\n"
      )
      try await short.text(with: "unauthenticated")
      await short.send("podsGET /livez HTTP/1.1\r\nHost: a\r\n\r\n")
      try await short.text(with: "ok\n")
      await short.close()
    }
  }

  @Test("events that unpack to more than the limit are refused, and none of them is stored")
  func bombs() async throws {
    try await withServer([]) {
      $0.acceptsEvents = true
      $0.limits.ingestUnpackedBytesMax = 1 << 20
    } _: { server in
      // gzip of 16 MiB of blanks behind a record, made by `gzip -9`; and members that follow.
      let record =
        "{\"type\":\"ADDED\",\"object\":{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":"
        + "{\"name\":\"a\",\"namespace\":\"shop\",\"uid\":\"u\",\"resourceVersion\":\"11\"},\"spec\":"
        + "{\"ports\":[{\"port\":80}]}}}\n"
      let text = record + String(repeating: " ", count: 16 << 20)
      let bomb = try GzipFixture.compressed(Array(text.utf8))
      #expect(bomb.count < 64 << 10)
      let refused = try await Self.post(
        server,
        "application/x-ndjson",
        bomb,
        path: "/api/v1/events"
      )
      #expect(refused.status == 400, "\(refused.text.suffix(500))")
      #expect(refused.text.contains("longer than the limit of 1048576 bytes"))
      #expect(try server.store.head().position.value == 0)
      let taken = try await Self.post(
        server,
        "application/x-ndjson",
        try GzipFixture.compressed(Array(record.utf8)),
        path: "/api/v1/events"
      )
      #expect(taken.status == 200, "\(taken.text.suffix(500))")
      #expect(try server.store.head().position.value > 0)
    }
  }

  @Test("bodies that are no JSON, form, or text of the right kind are refused with the reason")
  func malformed() async throws {
    try await withServer { server in
      let deep = Array(String(repeating: "[", count: 100_000).utf8)
      let deepObject = Array(String(repeating: "{\"a\":", count: 100_000).utf8)
      let nested = Array(
        (String(repeating: "{\"a\":", count: 400) + "1" + String(repeating: "}", count: 400)).utf8
      )
      let json = "application/json"
      let form = "application/x-www-form-urlencoded"
      for (type, bytes, code) in [
        (json, deep, "malformed-body"), (json, deepObject, "malformed-body"),
        (json, Array("{\"query\":".utf8) + deep, "malformed-body"),
        (json, nested, "unknown-parameter"),
        (json, [0x7B, 0xFF, 0xFE, 0x7D], "malformed-body"), (json, [], "malformed-body"),
        (json, Array("null".utf8), "malformed-body"), (form, [0x61, 0xFF], "malformed-body"),
        (form, Array("query=%FF".utf8), "malformed-body"),
        (form, Array("query=%G1".utf8), "malformed-body"),
        (form, Array("query=%".utf8), "malformed-body"),
        ("text/plain", [0x70, 0xC3, 0x28], "malformed-body"),
        ("image/png", [0x89], "unsupported-media-type"), ("", [0x89], "unsupported-media-type"),
      ] {
        let reply = try await Self.post(server, type, bytes)
        let what = "\(type) \(bytes.prefix(30)): \(reply.text.suffix(400))"
        #expect(reply.status.map { 400..<500 ~= $0 } == true, "\(what)")
        #expect(reply.text.contains("\"code\":\"\(code)\""), "\(what)")
      }
      #expect(try await server.answersOthers())
    }
  }

  @Test("a query, and parameters, as long as a body may be are answered, with what is wrong")
  func long() async throws {
    try await withServer { server in
      let tooLong = [UInt8](repeating: UInt8(ascii: "("), count: 10 << 20)
      #expect(try await Self.post(server, "text/plain", tooLong).status == 413)
      let pipes = Array("pods".utf8) + Array(String(repeating: " | limit 1", count: 20_000).utf8)
      let open = Array("pods where ".utf8) + [UInt8](repeating: UInt8(ascii: "("), count: 100_000)
      for bytes in [pipes, open, [UInt8](repeating: 0, count: 100_000)] {
        let reply = try await Self.post(server, "text/plain", bytes)
        #expect(reply.status == 400 || reply.status == 422, "\(reply.text.prefix(300))")
      }
      let form = "application/x-www-form-urlencoded"
      let pairs = (0..<100_000).map { "param[p\($0)]=1" }.joined(separator: "&")
      let many = try await Self.post(server, form, Array("query=pods&\(pairs)".utf8))
      #expect(many.status.map { 400..<500 ~= $0 } == true, "\(many.text.prefix(300))")
      let same = [String](repeating: "x", count: 100_000).joined(separator: "&")
      let unknown = try await Self.post(server, form, Array(same.utf8))
      #expect(unknown.text.contains("\"code\":\"unknown-parameter\""))
      #expect(try await server.answersOthers())
    }
  }

  @Test("what is wrong with an object is told without its values, in the answer and in the log")
  func secrets() async throws {
    let pod = """
      {"type":"ADDED","object":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a",\
      "namespace":"shop","uid":"u","resourceVersion":"7"},"spec":{"containers":[{"name":"c",\
      "env":[{"name":"KEY","value":"hush"}]}]},"status":{"phase":"Running"}}}

      """
    try await withServer([]) {
      $0.acceptsEvents = true
    } _: { server in
      var answers: [String] = []
      for (part, wrong) in [
        (#""containers":["#, #""containers":"hush","x":["#), (#""uid":"u""#, #""uid":{"hush":1}"#),
        (#""phase":"Running""#, #""phase":["hush"]"#), (#""kind":"Pod""#, #""kind":["hush"]"#),
        (#""name":"a""#, #""name":"a","labels":["hush"]"#),
      ] {
        let text = pod.replacing(part, with: wrong)
        #expect(text != pod)
        let told = try await Self.post(
          server,
          "application/x-ndjson",
          Array(text.utf8),
          path: "/api/v1/events?cluster=test"
        )
        answers.append(told.text)
      }
      #expect(answers.contains { $0.contains("HTTP/1.1 4") }, "\(answers)")
      for text in answers + [server.logText] { #expect(!text.contains("hush"), "\(text)") }
    }
  }
}
