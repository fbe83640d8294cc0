import Foundation
import StandInServer
import Testing
import TopologyModel

@Suite("recordings in the stand-in server", .timeLimit(.minutes(30)))
struct RecordingTests {
  private static let paths: [ResourceKind: String] = [
    .pod: "/api/v1/pods", .service: "/api/v1/services",
    .endpointSlice: "/apis/discovery.k8s.io/v1/endpointslices", .node: "/api/v1/nodes",
  ]

  /// What a client knows: applies what a watch sent to what a list showed.
  private static func follow(
    _ lines: [String],
    _ state: inout [String: String]
  ) throws {
    for line in lines {
      let object = try #require(
        JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      )
      let type = try #require(object["type"] as? String)
      guard type != "BOOKMARK" else { continue }
      try note(try #require(object["object"] as? [String: Any]), type == "DELETED", &state)
    }
  }

  private static func note(
    _ object: [String: Any],
    _ isDeleted: Bool,
    _ state: inout [String: String]
  ) throws {
    let metadata = try #require(object["metadata"] as? [String: Any])
    let name = try #require(metadata["name"] as? String)
    let key = (metadata["namespace"] as? String).map { "\($0)/\(name)" } ?? name
    state[key] = isDeleted ? nil : metadata["resourceVersion"] as? String
  }

  @Test("a list, then a watch, tell what the world becomes", arguments: Recordings.withoutGap)
  func listAndWatch(name: String) async throws {
    let world = try Recordings.world(name)
    try await withServer(world) { server in
      var states: [ResourceKind: [String: String]] = [:]
      var watches: [ResourceKind: RawConnection] = [:]
      let start = world.revision
      for kind in ResourceKind.allCases {
        let path = try #require(Self.paths[kind])
        let body = Data(try await server.ask(path).body.utf8)
        let list = try #require(JSONSerialization.jsonObject(with: body) as? [String: Any])
        for item in try #require(list["items"] as? [[String: Any]]) {
          #expect(item["kind"] == nil && item["apiVersion"] == nil)
          try Self.note(item, false, &states[kind, default: [:]])
        }
        watches[kind] = try await server.openWatch("\(path)?watch=1&resourceVersion=\(start)")
      }
      try await server.waitForWatches(4)
      let pendingCount = world.pendingRecordCount
      await world.advance(byRecords: 10)
      #expect(world.pendingRecordCount == pendingCount - 10)
      await world.play()
      #expect(world.pendingRecordCount == 0)
      await server.breakWatches(by: .end)
      for kind in ResourceKind.allCases {
        let response = try #require(try await watches[kind]?.response())
        try Self.follow(response.lines, &states[kind, default: [:]])
        let truth = world.objects(of: kind).map { ($0.key.description, $0.value.text) }
        #expect(states[kind] ?? [:] == Dictionary(uniqueKeysWithValues: truth))
      }
    }
  }

  @Test("the records of a watch are the bytes of the recording")
  func originalBytes() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "stand-in-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let events =
      (11...13).map { revision in
        Pods.record(revision == 11 ? "ADDED" : "MODIFIED", Pods.json("p", at: revision))
      } + [Pods.bookmark(15)]
    let lines = events.map { #"{"receivedAt":"2026-11-23T04:38:31.8Z","event":\#($0)}"# }
    let list =
      #"{"receivedAt":"2026-11-23T04:38:31.5Z","kind":"pods","list":{"kind":"PodList","#
      + #""apiVersion":"v1","metadata":{"resourceVersion":"10"},"items":["#
      + Pods.item("a", at: 9) + "]}}\n"
    try Data(lines.joined(separator: "\n").utf8)
      .write(to: folder.appending(path: "watch-pods.jsonl"))
    try Data(list.utf8).write(to: folder.appending(path: "lists.jsonl"))
    let world = try StandInWorld(recording: folder.path(percentEncoded: false))
    #expect(world.revision == Revision(number: 10))
    try await withServer(world) { server in
      let watch = try await server.openWatch("/api/v1/pods?watch=1&allowWatchBookmarks=true")
      try await server.waitForWatches(1)
      await world.finish()
      let response = try await watch.response { $0.lineCount == 5 }
      #expect(response.lines == [Pods.record("ADDED", Pods.json("a", at: 9))] + events)
      #expect(try await server.ask("/api/v1/nodes").body.contains(#""resourceVersion":"15""#))
    }
  }

  @Test("where a recording lost history, watches that are open expire and lists show the new state")
  func lostHistory() async throws {
    let world = try Recordings.world("watch-gap")
    #expect(world.revision == Revision(number: 11_735))
    try await withServer(world) { server in
      let path = "/api/v1/pods?watch=1&resourceVersion="
      let watch = try await server.openWatch("\(path)11735")
      try await server.waitForWatches(1)
      await world.finish()
      let response = try await watch.response()
      let last = try #require(response.lines.last)
      #expect(last.contains("too old resource version: 12023 (12332)"))
      #expect(try await server.ask("\(path)12331").lines.count == 1)
      let later = try await server.openWatch("\(path)12332")
      try await server.waitForWatch(of: .pod, toReach: Revision(number: 12_568))
      try await later.close()
    }
  }

  @Test("a streaming list of a recording is where its world begins")
  func streamingList() throws {
    let world = try Recordings.world("seed")
    #expect(world.revision == Revision(number: 12_786))
    #expect(world.objectCount(of: .service) == 1)
    #expect(world.objectCount(of: .pod) == 0)
  }

  @Test("the clock moves over the kinds in the order of revisions")
  func clock() async throws {
    let world = try Recordings.world("rolling-update")
    let target = Revision(number: 1_000_000)
    let pendingCount = world.pendingRecordCount
    var revisions = [world.revision]
    while world.pendingRecordCount > 0 {
      await world.advance(byRecords: 1)
      revisions.append(world.revision)
    }
    #expect(revisions.count == pendingCount + 1)
    #expect(revisions == revisions.sorted())
    await world.advance(to: target)
    #expect(world.revision == target)
  }

  @Test("a folder without a recording is refused")
  func noRecording() throws {
    #expect(throws: StandInError.self) { try StandInWorld(recording: Recordings.folder) }
  }

  @Test(
    "a big recording is played to clients that take what comes",
    .disabled(if: ProcessInfo.processInfo.environment["SKIP_LONG_TESTS"] == "1")
  )
  func medium() async throws {
    let world = try Recordings.world("medium")
    let recordCount = world.pendingRecordCount
    #expect(recordCount > 48_000)
    try await withServer(world) { server in
      let start = world.revision
      var watches: [RawConnection] = []
      for path in Self.paths.values {
        let query = "watch=1&allowWatchBookmarks=1&resourceVersion=\(start)"
        watches.append(try await server.openWatch("\(path)?\(query)"))
      }
      try await server.waitForWatches(4)
      await world.play(recordsPerStep: 256)
      await server.breakWatches(by: .end)
      var lineCount = 0
      for watch in watches { lineCount += try await watch.response().lineCount }
      #expect(lineCount == recordCount)
    }
  }
}
