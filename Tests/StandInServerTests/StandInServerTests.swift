import StandInServer
import Testing
import TopologyModel

@Suite("the stand-in server itself", .timeLimit(.minutes(30)))
struct StandInServerTests {
  @Test("requests are logged in their order with what they asked")
  func log() async throws {
    try await withServer(try Pods.world()) { server in
      let connection = try await RawConnection.open(to: server)
      try await connection.send("/api/v1/namespaces/shop/pods?limit=5&labelSelector=a%3Db%20c")
      #expect(try await connection.response().status == 200)
      try await connection.send("/version", method: "POST")
      #expect(try await connection.response().status == 405)
      try await connection.send("/nowhere")
      #expect(try await connection.response().status == 404)
      let requests = await server.requests
      #expect(requests.map(\.number) == [1, 2, 3])
      #expect(Set(requests.map(\.connection)) == [1])
      #expect(requests.map(\.verb) == [.list, .version, .other])
      #expect(requests.map(\.method) == ["GET", "POST", "GET"])
      #expect(requests[0].path == "/api/v1/namespaces/shop/pods")
      #expect(requests[0].parameters == ["limit": "5", "labelSelector": "a=b c"])
      #expect(requests[0].namespace == "shop" && requests[0].kind == .pod)
      #expect(requests[0].userAgent == "raw" && requests[0].authorization == nil)
    }
  }

  @Test("a connection is used again after a watch has ended, and closed where a client wants it")
  func keepAlive() async throws {
    try await withServer(try Pods.world()) { server in
      let connection = try await RawConnection.open(to: server)
      try await connection.send("\(Pods.path)?watch=1&resourceVersion=100")
      try await server.waitForWatches(1)
      await server.breakWatches(by: .end)
      #expect(try await connection.response().isComplete)
      try await connection.send("/version", headers: ["Connection": "close"])
      let last = try await connection.response { $0.isClosed }
      #expect(last.status == 200 && last.isComplete)
      #expect(await server.requests.map(\.connection) == [1, 1])
      try await server.waitForDisconnection()
    }
  }

  @Test("a watch is open until its client goes")
  func clientGoes() async throws {
    let world = try Pods.world()
    try await withServer(world) { server in
      let watch = try await server.openWatch("\(Pods.path)?watch=1")
      try await server.waitForWatches(1, of: .pod)
      #expect(await server.status.watches(of: .service).isEmpty)
      try await watch.close()
      try await server.wait { $0.watches.isEmpty }
      try await world.add(Pods.json("d", at: 101))
      #expect(world.revision == Revision(number: 101))
    }
  }

  @Test("a watch that fell silent holds up neither the clock nor other watches")
  func silentWatch() async throws {
    let world = try Recordings.world("scale-split")
    try await withServer(world) { server in
      let path = "\(Pods.path)?watch=1&resourceVersion=\(world.revision)"
      let silent = try await server.openWatch(path)
      try await server.waitForWatches(1)
      await server.breakWatches(by: .silence)
      let other = try await server.openWatch(path)
      try await server.waitForWatches(2)
      await world.play()
      await server.breakWatches(by: .end)
      #expect(try await other.response().lineCount > 1000)
      #expect(silent.current.lineCount == 0)
    }
  }

  @Test("stopping closes every connection and wakes who waits; the world goes on elsewhere")
  func stopAndRestart() async throws {
    let world = try Pods.world()
    let first = try await StandInServer.start(world: world)
    let watch = try await first.openWatch("\(Pods.path)?watch=1&resourceVersion=100")
    try await first.waitForWatches(1)
    let waiting = Task { try await first.waitForWatches(2) }
    try await first.stop()
    #expect(try await watch.response().isClosed)
    await #expect(throws: StandInError.stopped) { try await waiting.value }
    try await world.add(Pods.json("d", at: 101))
    let second = try await StandInServer.start(
      world: world,
      options: StandInOptions(port: first.port)
    )
    #expect(second.port == first.port)
    #expect(try await second.ask(Pods.path).body.contains("uid-d"))
    try await second.stop()
    try await second.stop()
  }

  @Test("waiting ends when its task is cancelled")
  func cancelledWait() async throws {
    try await withServer(StandInWorld()) { server in
      let waiting = Task { try await server.waitForWatches(1) }
      waiting.cancel()
      await #expect(throws: CancellationError.self) { try await waiting.value }
    }
  }

  @Test("dates stand in answers where somebody gives them")
  func date() async throws {
    var options = StandInOptions()
    options.date = { "Mon, 23 Nov 2026 04:38:31 GMT" }
    try await withServer(StandInWorld(), options: options) { server in
      let response = try await server.ask("/version")
      #expect(response.headers["date"] == "Mon, 23 Nov 2026 04:38:31 GMT")
    }
  }

  @Test("a history that no server could have is refused")
  func impossibleHistory() async throws {
    let world = try Pods.world()
    await #expect(throws: StandInError.self) { try await world.add(Pods.json("a", at: 101)) }
    await #expect(throws: StandInError.self) { try await world.add(Pods.json("d", at: 100)) }
    await #expect(throws: StandInError.self) { try await world.modify(Pods.json("d", at: 101)) }
    await #expect(throws: StandInError.self) { try await world.add(#"{"kind":"Pod"}"#) }
    #expect(throws: StandInError.self) { try world.begin(with: Pods.json("e", at: 101)) }
    #expect(world.revision == .hundred)
  }
}
