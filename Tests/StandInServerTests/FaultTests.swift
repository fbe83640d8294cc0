import StandInServer
import Testing
import TopologyModel

@Suite("faults of the stand-in server", .timeLimit(.minutes(30)))
struct FaultTests {
  private static let path = "\(Pods.path)?watch=1&resourceVersion=100"

  /// Lets one watch of five additions meet faults; returns all that came when the server stopped.
  private static func watch(
    _ faults: [StandInFault],
    until condition: @escaping @Sendable (RawResponse) -> Bool = { $0.isComplete }
  ) async throws -> RawResponse {
    let world = try Pods.world()
    var result = RawResponse()
    try await withServer(world) { server in
      for fault in faults { await server.inject(fault, on: .watch(.pod), request: 1) }
      let watch = try await server.openWatch("\(path)&allowWatchBookmarks=1")
      try await server.wait { $0.requests.count == 1 }
      for revision in 101...105 { try await world.add(Pods.json("p\(revision)", at: revision)) }
      result = try await watch.response(when: condition)
    }
    return result
  }

  private static func added(_ revisions: ClosedRange<Int>) -> [String] {
    revisions.map { Pods.record("ADDED", Pods.json("p\($0)", at: $0)) }
  }

  @Test("a request is refused with a status and a time to wait", arguments: [429, 500, 503, 401])
  func refuse(status: Int) async throws {
    try await withServer(try Pods.world()) { server in
      let fault = StandInFault.refuse(status: status, retryAfterSeconds: 7)
      await server.inject(fault, on: .list(.pod), request: 2)
      #expect(try await server.ask(Pods.path).status == 200)
      #expect(try await server.ask("/api/v1/services").status == 200)
      let refused = try await server.ask(Pods.path)
      #expect(refused.status == status)
      #expect(refused.headers["retry-after"] == "7")
      #expect(refused.body.contains(#""details":{"retryAfterSeconds":7},"code":\#(status)}"#))
      #expect(try await server.ask(Pods.path).status == 200)
      #expect(await server.requests.map(\.status) == [200, 200, status, 200])
    }
  }

  @Test("a proxy answers with a page instead of the server")
  func proxyPage() async throws {
    try await withServer(try Pods.world()) { server in
      await server.inject(.proxyPage(), on: .any)
      let response = try await server.ask(Self.path)
      #expect(response.status == 502)
      #expect(response.headers["content-type"] == "text/html")
      #expect(response.body.hasPrefix("<html>"))
      await server.removeFaults()
      #expect(try await server.ask("/version").status == 200)
    }
  }

  @Test("a connection closes before the head, or nothing is ever said")
  func withoutHead() async throws {
    try await withServer(try Pods.world()) { server in
      await server.inject(.closeBeforeHead, on: .list(), request: 1)
      let closed = try await server.ask(Pods.path)
      #expect(closed.isClosed && closed.status == nil)
      await server.inject(.neverAnswer, on: .list(), request: 1)
      let silent = try await server.openWatch(Pods.path)
      try await server.waitForRequests(2, on: .list(.pod))
      #expect(try await server.ask("/version").status == 200)
      #expect(silent.current.status == nil)
      #expect(await server.requests.map(\.status) == [nil, nil, 200])
    }
  }

  @Test("a token to continue expires")
  func continuationExpires() async throws {
    try await withServer(try Pods.world()) { server in
      await server.inject(.expire, on: .continuation(.pod), request: 1)
      let first = try await server.ask("\(Pods.path)?limit=1")
      let range = try #require(first.body.firstRange(of: #""continue":""#))
      let token = first.body[range.upperBound...].prefix { $0 != "\"" }
      let second = try await server.ask("\(Pods.path)?limit=1&continue=\(token)")
      #expect(second.status == 410)
      #expect(second.body.contains("The provided continue parameter is too old"))
    }
  }

  @Test("a body ends as it should, without a word")
  func end() async throws {
    let response = try await Self.watch([.end(afterRecords: 2)])
    #expect(response.lines == Self.added(101...102))
    #expect(response.isComplete && !response.isClosed)
  }

  @Test("a connection closes between two records")
  func drop() async throws {
    let response = try await Self.watch([.drop(afterRecords: 3)])
    #expect(response.lines == Self.added(101...103))
    #expect(response.isClosed && !response.isComplete && !response.isTorn)
  }

  @Test("a connection closes in the middle of a record")
  func tear() async throws {
    let response = try await Self.watch([.tear(afterRecords: 1)])
    #expect(response.lines == Self.added(101...101))
    #expect(response.isClosed && !response.isComplete && response.isTorn)
  }

  @Test("the body of a list is torn")
  func tornList() async throws {
    try await withServer(try Pods.world()) { server in
      await server.inject(.tear(afterRecords: 0), on: .list(.pod))
      let response = try await server.ask(Pods.path)
      #expect(response.status == 200)
      #expect(response.isClosed && !response.isComplete && response.isTorn)
    }
  }

  @Test("an ERROR record ends a watch", arguments: [410, 500])
  func error(code: Int) async throws {
    let response = try await Self.watch([.error(code: code, afterRecords: 1)])
    #expect(response.lines.dropLast() == Self.added(101...101)[...])
    let last = try #require(response.lines.last)
    #expect(last.hasPrefix(#"{"type":"ERROR","object":{"kind":"Status""#))
    #expect(last.hasSuffix(#""code":\#(code)}}"#))
    #expect(last.contains(#""reason":"Expired""#) == (code == 410))
    #expect(response.isComplete)
  }

  @Test("a watch falls silent, and its connection stays")
  func silence() async throws {
    let world = try Pods.world()
    try await withServer(world) { server in
      await server.inject(.silence(afterRecords: 1), on: .watch(.pod), request: 1)
      let watch = try await server.openWatch("\(Self.path)&allowWatchBookmarks=1")
      try await server.waitForWatches(1)
      let other = try await server.openWatch("\(Self.path)&allowWatchBookmarks=1")
      try await server.waitForWatches(2)
      try await world.add(Pods.json("p101", at: 101))
      try await server.wait { $0.watches.first?.isSilent == true }
      try await world.add(Pods.json("p102", at: 102))
      try await world.bookmark(.pod)
      let all = try await other.response { $0.lineCount == 3 }
      #expect(all.lineCount == 3)
      let first = try await watch.response { $0.lineCount == 1 }
      #expect(first.lines == Self.added(101...101))
      #expect(!first.isClosed)
      #expect(await server.status.connectionCount == 2)
    }
  }

  @Test("few bytes come at a time, and chunks end inside characters", arguments: [1, 3])
  func dribble(count: Int) async throws {
    let response = try await Self.watch([.dribble(bytesPerChunk: count), .end(afterRecords: 2)])
    #expect(response.lines == Self.added(101...102))
    #expect(response.chunks.allSatisfy { $0.count <= count })
    #expect(response.chunks.contains { String(validating: $0, as: UTF8.self) == nil })
  }

  @Test("a list comes in few bytes at a time")
  func dribbledList() async throws {
    try await withServer(try Pods.world()) { server in
      let whole = try await server.ask(Pods.path)
      await server.inject(.dribble(bytesPerChunk: 2), on: .list())
      let dribbled = try await server.ask(Pods.path)
      #expect(dribbled.body == whole.body)
      #expect(dribbled.chunks.count > 100)
    }
  }

  @Test("several records come in one chunk")
  func batch() async throws {
    let world = try Pods.world()
    for revision in 101...105 { try await world.add(Pods.json("p\(revision)", at: revision)) }
    try await withServer(world) { server in
      await server.inject(.batch(recordsPerChunk: 3), on: .watch())
      let watch = try await server.openWatch(Self.path)
      let response = try await watch.response { $0.lineCount == 5 }
      #expect(response.lines == Self.added(101...105))
      #expect(response.chunks.map { chunk in chunk.count { $0 == 10 } } == [3, 2])
    }
  }

  @Test("records come twice, again, or not at all")
  func repeated() async throws {
    let twice = try await Self.watch([.duplicateRecords, .end(afterRecords: 2)])
    #expect(
      twice.lines == Self.added(101...101) + Self.added(101...102) + Self.added(102...102)
    )
    let again = try await Self.watch([
      .repeatRecords(count: 2, afterRecords: 3), .end(afterRecords: 4),
    ])
    #expect(again.lines == Self.added(101...103) + Self.added(102...104))
    let without = try await Self.watch([
      .omitRecords(count: 2, afterRecords: 1), .end(afterRecords: 3),
    ])
    #expect(without.lines == Self.added(101...101) + Self.added(104...105))
  }

  @Test("bookmarks lie: behind what was sent, anywhere, or without a revision")
  func lyingBookmarks() async throws {
    let response = try await Self.watch([
      .bookmark(.behind, afterRecords: 2),
      .bookmark(.at(Revision(number: 7)), afterRecords: 3),
      .bookmark(.withoutRevision, afterRecords: 4),
      .end(afterRecords: 5),
    ])
    let nothing = Pods.bookmark(0).replacing(#""resourceVersion":"0""#, with: "")
    let expected =
      Self.added(101...102) + [Pods.bookmark(101)] + Self.added(103...103) + [Pods.bookmark(7)]
      + Self.added(104...104) + [nothing] + Self.added(105...105)
    #expect(response.lines == expected)
  }

  @Test("a premature bookmark comes before what it covers, a complete one after")
  func bookmarksAhead() async throws {
    let world = try Pods.world()
    for revision in 101...103 { try await world.add(Pods.json("p\(revision)", at: revision)) }
    await world.advance(to: Revision(number: 120))
    try await withServer(world) { server in
      await server.inject(.bookmark(.premature, afterRecords: 1), on: .watch(), request: 1)
      await server.inject(.bookmark(.complete, afterRecords: 1), on: .watch(), request: 2)
      let bookmark = Pods.bookmark(120)
      let lie = try await server.openWatch(Self.path).response { $0.lineCount == 4 }
      #expect(lie.lines == Self.added(101...101) + [bookmark] + Self.added(102...103))
      let truth = try await server.openWatch(Self.path).response { $0.lineCount == 4 }
      #expect(truth.lines == Self.added(101...103) + [bookmark])
    }
  }

  @Test("open watches are ended, dropped, silenced or told an error")
  func breakWatches() async throws {
    let world = try Pods.world()
    try await withServer(world) { server in
      let service = try await server.openWatch("/api/v1/services?watch=1&resourceVersion=100")
      let ways: [StandInBreak] = [.end, .drop, .error(code: 410)]
      for way in ways {
        let watch = try await server.openWatch(Self.path)
        try await server.waitForWatches(1, of: .pod)
        await server.breakWatches(of: .pod, by: way)
        let response = try await watch.response()
        #expect(response.isComplete == (way != .drop))
        #expect(response.lineCount == (way == .error(code: 410) ? 1 : 0))
      }
      let silent = try await server.openWatch(Self.path)
      try await server.waitForWatches(1, of: .pod)
      await server.breakWatches(by: .silence)
      try await world.add(Pods.json("p101", at: 101))
      #expect(await server.status.watches.map(\.isSilent) == [true, true])
      #expect(silent.current.lineCount == 0 && service.current.lineCount == 0)
    }
  }
}
