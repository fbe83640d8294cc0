import StandInServer
import Testing
import TopologyModel

@Suite("watches of the stand-in server", .timeLimit(.minutes(30)))
struct WatchTests {
  @Test("a watch sends what comes after its revision, byte for byte, then what happens")
  func live() async throws {
    let world = try Pods.world()
    try await world.add(Pods.json("d", at: 101))
    try await world.modify(Pods.json("d", at: 102))
    try await withServer(world) { server in
      let watch = try await server.openWatch("\(Pods.path)?watch=1&resourceVersion=101")
      let first = try await watch.response { $0.lineCount == 1 }
      #expect(first.lines == [Pods.record("MODIFIED", Pods.json("d", at: 102))])
      try await server.waitForWatches(1, of: .pod)
      try await world.delete(Pods.json("d", at: 103))
      let both = try await watch.response { $0.lineCount == 2 }
      #expect(both.lines.last == Pods.record("DELETED", Pods.json("d", at: 103)))
      #expect(both.chunks.count == 2)
      #expect(both.headers["transfer-encoding"] == "chunked")
    }
  }

  @Test("a watch without revision begins with what there is, without a bookmark")
  func stateFirst() async throws {
    try await withServer(try Pods.world()) { server in
      let watch = try await server.openWatch("\(Pods.path)?watch=true&allowWatchBookmarks=true")
      let response = try await watch.response { $0.lineCount == 3 }
      #expect(Set(response.lines).count == 3)
      #expect(response.lines.allSatisfy { $0.hasPrefix(#"{"type":"ADDED""#) })
    }
  }

  @Test("a streaming list sends objects out of the order of revisions, then its bookmark")
  func streamingList() async throws {
    let world = try Pods.world()
    let query = "watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan"
    try await withServer(world) { server in
      let watch = try await server.openWatch("\(Pods.path)?\(query)&allowWatchBookmarks=true")
      let response = try await watch.response { $0.lineCount == 4 }
      #expect(
        response.lines == [("a", 30), ("b", 10), ("c", 20)].map {
          Pods.record("ADDED", Pods.json($0, at: $1))
        } + [Pods.bookmark(100, endsInitial: true)]
      )
      try await server.waitForWatches(1)
      try await world.add(Pods.json("d", at: 101))
      let live = try await watch.response { $0.lineCount == 5 }
      #expect(live.lines.last == Pods.record("ADDED", Pods.json("d", at: 101)))
      let early = try await server.ask("\(Pods.path)?\(query)&resourceVersion=102")
      #expect(early.status == 504)
      #expect(try await server.ask("\(Pods.path)?watch=1&sendInitialEvents=true").status == 422)
    }
  }

  @Test("objects in the order of their revisions are sent in another one")
  func shuffled() async throws {
    let world = StandInWorld(revision: .hundred)
    for revision in 1...3 { try world.begin(with: Pods.json("p\(revision)", at: revision)) }
    try await withServer(world) { server in
      let watch = try await server.openWatch("\(Pods.path)?watch=1")
      let response = try await watch.response { $0.lineCount == 3 }
      #expect(response.lines.first == Pods.record("ADDED", Pods.json("p3", at: 3)))
    }
  }

  @Test("a server without streaming lists refuses them with the status that is set")
  func streamingListRefused() async throws {
    var options = StandInOptions()
    options.refusesInitialEvents = true
    let path = "\(Pods.path)?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan"
    try await withServer(try Pods.world(), options: options) { server in
      for status in [422, 400] {
        await server.reconfigure { $0.initialEventsRefusalStatus = status }
        let response = try await server.ask(path)
        #expect(response.status == status)
        #expect(response.body.contains("forbidden for watch unless the WatchList feature gate"))
      }
    }
  }

  @Test("a revision that was compacted answers 410, as a record or as a status")
  func compacted() async throws {
    let world = try Pods.world()
    try await withServer(world) { server in
      let path = "\(Pods.path)?watch=1&resourceVersion=99"
      let record = try await server.ask(path)
      #expect(record.status == 200)
      #expect(
        record.lines == [
          #"{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","metadata":{},"#
            + #""status":"Failure","message":"too old resource version: 99 (100)","#
            + #""reason":"Expired","code":410}}"#
        ]
      )
      await server.reconfigure { $0.expiry = .status }
      let status = try await server.ask(path)
      #expect(status.status == 410)
      #expect(status.body.contains(#""reason":"Expired""#))
      #expect(await server.status.watches.isEmpty)
    }
  }

  @Test("bookmarks go to watches that allow them")
  func bookmarks() async throws {
    let world = try Pods.world()
    try await withServer(world) { server in
      let path = "\(Pods.path)?watch=1&resourceVersion=100"
      let plain = try await server.openWatch(path)
      let marked = try await server.openWatch("\(path)&allowWatchBookmarks=true")
      try await server.waitForWatches(2)
      await world.advance(to: Revision(number: 250))
      try await world.bookmark(.pod)
      try await world.add(Pods.json("d", at: 251))
      let added = Pods.record("ADDED", Pods.json("d", at: 251))
      let sent = try await plain.response { $0.lineCount == 1 }
      #expect(sent.lines == [added])
      let sentMarked = try await marked.response { $0.lineCount == 2 }
      #expect(
        sentMarked.lines == [Pods.bookmark(250), added]
      )
    }
  }

  @Test("a watch ends at its timeout, a bookmark before the end")
  func timeout() async throws {
    let world = try Pods.world()
    await world.advance(to: Revision(number: 140))
    try await withServer(world) { server in
      let path = "\(Pods.path)?watch=1&resourceVersion=100&timeoutSeconds=0"
      let marked = try await server.ask("\(path)&allowWatchBookmarks=1")
      #expect(marked.lines == [Pods.bookmark(140)])
      #expect(marked.isComplete)
      #expect(try await server.ask(path).lines.isEmpty)
      await server.reconfigure { $0.sendsBookmarkBeforeTimeout = false }
      #expect(try await server.ask("\(path)&allowWatchBookmarks=1").lines.isEmpty)
    }
  }

  @Test("an object that leaves the filter is deleted as it was, at the revision of leaving")
  func filteredWatch() async throws {
    let world = try Pods.world()
    try await withServer(world) { server in
      let watch = try await server.openWatch(
        "/api/v1/namespaces/shop/pods?watch=1&resourceVersion=100&labelSelector=app%3Dweb"
      )
      try await server.waitForWatches(1)
      let other = #"{"app":"db"}"#
      try await world.modify(Pods.json("a", at: 101, labels: other))
      try await world.modify(Pods.json("a", at: 102, labels: other))
      try await world.modify(Pods.json("a", at: 103))
      try await world.modify(Pods.json("a", at: 104))
      try await world.add(Pods.json("d", at: 105, namespace: "other"))
      try await world.delete(Pods.json("a", at: 106))
      let response = try await watch.response { $0.lineCount == 4 }
      #expect(
        response.lines == [
          Pods.record("DELETED", Pods.json("a", at: 101)),
          Pods.record("ADDED", Pods.json("a", at: 103)),
          Pods.record("MODIFIED", Pods.json("a", at: 104)),
          Pods.record("DELETED", Pods.json("a", at: 106)),
        ]
      )
    }
  }

  @Test("a kind that is held back comes when it is told to, lists knowing it before")
  func heldBack() async throws {
    let world = try Pods.world()
    try await withServer(world) { server in
      let watch = try await server.openWatch("\(Pods.path)?watch=1&resourceVersion=100")
      try await server.waitForWatches(1)
      world.hold(.pod)
      try await world.add(Pods.json("d", at: 101))
      #expect(try await server.ask(Pods.path).body.contains(Pods.item("d", at: 101)))
      let later = try await server.openWatch("\(Pods.path)?watch=1")
      let begun = try await later.response { $0.lineCount == 3 }
      #expect(begun.lineCount == 3)
      #expect(watch.current.lineCount == 0)
      await world.release(.pod)
      let record = Pods.record("ADDED", Pods.json("d", at: 101))
      let released = try await watch.response { $0.lineCount == 1 }
      #expect(released.lines == [record])
      let continued = try await later.response { $0.lineCount == 4 }
      #expect(continued.lines.last == record)
    }
  }
}
