import Foundation
import HindcastServer
import NIOHTTP1
import Testing

@Suite("Many connections", .serialized)
struct ConnectionFloodTests {
  private static let idleCount = 2000

  #if canImport(Darwin)
  private static let descriptors = RLIMIT_NOFILE
  #else
  private static let descriptors = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
  #endif

  /// Lets the process have enough descriptors for both ends of all connections.
  private static func raiseDescriptors() {
    var limit = rlimit()
    getrlimit(descriptors, &limit)
    limit.rlim_cur = min(limit.rlim_max, max(limit.rlim_cur, 8192))
    setrlimit(descriptors, &limit)
  }

  private static func open(_ count: Int, _ server: TestServer) async throws -> [RawConnection] {
    var opened: [RawConnection] = []
    while opened.count < count {
      opened += try await withThrowingTaskGroup(of: RawConnection.self) { group in
        for _ in 0..<min(200, count - opened.count) {
          group.addTask { try await RawConnection.open(server.port) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
    }
    return opened
  }

  @Test("thousands that do nothing keep nobody from being answered")
  func idle() async throws {
    Self.raiseDescriptors()
    try await withServer {
      // None is closed before all are there, however long that takes.
      $0.limits.idleSeconds = 3600
    } _: { server in
      let before = try await server.figure("process_resident_memory_bytes")
      let clients = try await Self.open(Self.idleCount, server)
      try await eventually("all are there") {
        try await server.figure("hindcast_http_connections") >= Self.idleCount
      }
      let after = try await server.figure("process_resident_memory_bytes")
      // Both ends are in this process, beside whatever other tests do.
      let each = (after - before) / Self.idleCount / 1024
      FileHandle.standardError.write(
        Data("memory of an idle connection, both ends: \(each) KiB\n".utf8)
      )
      #expect(try await server.answersOthers())
      // Half of them say something that is no end.
      for client in clients.prefix(Self.idleCount / 2) { client.begin("GET /livez HT") }
      #expect(try await server.answersOthers())
      for client in clients { await client.close() }
      try await eventually("none counts any more") {
        try await server.figure("hindcast_http_connections") < 20
      }
    }
  }

  @Test("those that do nothing, or say no end, are closed after a while")
  func closed() async throws {
    try await withServer {
      $0.limits.idleSeconds = 2
    } _: { server in
      let clients = try await Self.open(50, server)
      for client in clients.prefix(25) { client.begin("GET /livez HT") }
      try await eventually("all are closed") { clients.allSatisfy(\.isClosed) }
      try await eventually("none counts any more") {
        try await server.figure("hindcast_http_connections") < 20
      }
      #expect(try await server.answersOthers())
    }
  }

  @Test("those beyond the limit wait, and are served when others go")
  func limit() async throws {
    try await withServer {
      $0.limits.connectionsMax = 8
    } _: { server in
      let ask = "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n"
      var served: [RawConnection] = []
      for _ in 0..<8 {
        let client = try await RawConnection.open(server.port)
        await client.send(ask)
        try await client.text(with: "ok\n")
        served.append(client)
      }
      let waiting = try await RawConnection.open(server.port)
      await waiting.send(ask)
      // Those that are served go on meanwhile.
      for client in served {
        await client.send(ask)
        try await eventually("it is answered again") {
          client.text.ranges(of: "ok\n").count == 2
        }
      }
      #expect(waiting.byteCount == 0)
      for client in served { await client.close() }
      try await waiting.text(with: "ok\n")
      await waiting.close()
      #expect(try await server.answersOthers())
    }
  }
}
