import Foundation
import HindcastServer
import NIOHTTP1
import Testing

@Suite("The end of a server", .serialized)
struct ShutdownTests {
  @Test("what runs is answered, nobody new is, and streams end")
  func graceful() async throws {
    let server = try await TestServer.start {
      $0.limits.drainSeconds = 60
      $0.limits.heartbeatSeconds = 3600
    }
    let running = try await RawConnection.open(server.port)
    await running.send(
      "POST /api/v1/query HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
        + "Content-Length: 36\r\n\r\npods at "
    )
    let stream = try await RawConnection.open(server.port)
    await stream.send("GET /api/v1/events/live HTTP/1.1\r\nHost: a\r\n\r\n")
    try await stream.text(with: "retry: 1000")
    let flow = try await server.openAttribution()
    let idle = try await RawConnection.open(server.port)
    await idle.send("GET /livez HTTP/1.1\r\nHost: a\r\n\r\n")
    try await idle.text(with: "ok\n")
    try await eventually("the query is there") {
      try await server.runningPaths().contains("/api/v1/query")
    }
    let ending = Task { try await server.stop() }
    // The stream ends as a whole answer does.
    let end = try await stream.textUntilClosed()
    #expect(end.hasSuffix("0\r\n\r\n"))
    try await idle.textUntilClosed()
    try await eventually("nobody new is taken") {
      do {
        let connection = try await RawConnection.open(server.port)
        await connection.close()
        return false
      } catch {
        return true
      }
    }
    await running.send("2026-01-01T10:00:05Z | count")
    try await running.text(with: "\"rowCount\":1")
    await flow.send(TestServer.chunk("10.0.0.2,2026-01-01T10:00:05Z\n") + "0\r\n\r\n")
    try await flow.text(with: "front-1")
    try await ending.value
    for connection in [running, flow] { try await connection.textUntilClosed() }
  }

  @Test("a client that is stuck is not waited for longer than the server may drain")
  func stuck() async throws {
    let server = try await TestServer.start {
      $0.limits.drainSeconds = 0.5
      $0.limits.bodySeconds = 3600
      $0.limits.slowReaderSeconds = 3600
      $0.limits.idleSeconds = 3600
      $0.limits.streamSilenceSeconds = 3600
    }
    let reader = try await RawConnection.open(server.port, reads: false)
    await reader.send(VanishingClientTests.request(VanishingClientTests.manyRows))
    let flow = try await server.openAttribution()
    let sender = try await RawConnection.open(server.port)
    await sender.send(
      "POST /api/v1/query HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
        + "Content-Length: 100\r\n\r\npods"
    )
    try await eventually("all are there") { try await server.runningPaths().count == 3 }
    // It returns, although none of the three goes on.
    try await server.stop()
    for connection in [flow, sender] { try await connection.textUntilClosed() }
    #expect(sender.status != 200)
    await reader.close()
  }

  @Test("servers that ended leave no threads and no sockets behind")
  func nothingLeft() async throws {
    func threads() -> Int {
      (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count) ?? 0
    }
    let before = threads()
    for _ in 0..<20 {
      let server = try await TestServer.start()
      #expect(try await server.answersOthers())
      let idle = try await RawConnection.open(server.port)
      let half = try await RawConnection.open(server.port)
      await half.send("GET /livez HT")
      try await server.stop()
      try await idle.textUntilClosed()
      try await half.textUntilClosed()
      try await eventually("no socket has its port") { Self.socketCount(server.port) == 0 }
    }
    // A server has 16 threads of its own; those of other tests come and go.
    try await eventually("the threads are gone") { threads() - before < 20 * 8 }
  }

  @Test("a server whose address is taken says so, and leaves no threads behind")
  func taken() async throws {
    try await withServer { server in
      let port = server.port
      for _ in 0..<3 {
        do {
          let second = try await TestServer.start(TestServer.lines) { $0.port = port }
          try await second.stop()
          Issue.record("two servers listen on one port")
        } catch let error as ServerSetupError {
          #expect(error.message.contains("cannot listen on 127.0.0.1:\(port)"))
        }
      }
      #expect(try await server.answersOthers())
    }
  }

  /// How many sockets of the system are bound to a port of the loopback, those aside that only wait
  /// for late packets.
  private static func socketCount(_ port: Int) -> Int {
    guard let table = try? String(contentsOfFile: "/proc/self/net/tcp", encoding: .utf8) else {
      return 0
    }
    let digits = String(port, radix: 16, uppercase: true)
    let address = "0100007F:" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
    return table.split(separator: "\n").dropFirst().count { line in
      let fields = line.split(separator: " ")
      // The last field that counts is the inode: 0 where no process has the socket.
      return fields.count > 9 && fields[1] == address && fields[9] != "0"
    }
  }
}
