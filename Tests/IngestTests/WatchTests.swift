import EventLog
import Foundation
import Ingest
import KubernetesObjects
import Testing
import TopologyModel

@Suite("Watch files")
struct WatchTests {
  private func events(
    _ records: String...,
    change: (inout ImportOptions) -> Void = { _ in }
  ) throws -> [LoggedEvent] {
    let store = try TestStore()
    let text = records.map { $0 + "\n" }.joined()
    let report = try store.run(try store.write(text, to: "w.jsonl"), change: change)
    #expect(report.isComplete)
    return try store.events()
  }

  @Test("a prefix of ADDED that no bookmark ends is history when its revisions ascend")
  func ascendingPrefix() throws {
    let found = try events(
      Input.watch(1, "ADDED", Input.pod("a", 5)),
      Input.watch(2, "ADDED", Input.pod("b", 6)),
      Input.watch(3, "MODIFIED", Input.pod("a", 7)),
      Input.watch(4, "BOOKMARK", Input.bookmark(9)),
      Input.watch(5, "DELETED", Input.pod("a", 11))
    )
    #expect(
      found.map { $0.type } == [
        .watchOpened, .added, .added, .modified, .bookmark, .deleted, .watchClosed,
      ]
    )
    #expect(found.map { $0.revision?.text } == ["5", "5", "6", "7", "9", "11", "11"])
    #expect(found.allSatisfy { $0.evidence.channel == .watch })
    #expect(found[5].assertion == .deleted)
    let ordinals = found.compactMap { $0.details?.ordinal }
    #expect(ordinals == ordinals.sorted() && Set(ordinals).count == ordinals.count)
    #expect(ordinals.first == 0)
  }

  @Test("an initial listing that never completes gives states and no listing")
  func incompletePrefix() throws {
    let found = try events(
      Input.watch(1, "ADDED", Input.pod("a", 30)),
      Input.watch(2, "ADDED", Input.pod("b", 7)),
      Input.watch(3, "ADDED", Input.pod("c", 31))
    )
    #expect(found.map { $0.type } == [.added, .added, .watchOpened, .added, .watchClosed])
    #expect(
      found.map { $0.evidence.channel } == [.listing, .listing, .watch, .watch, .watch]
    )
    #expect(found[2].revision?.text == "31")
  }

  @Test("a plain bookmark ends no listing, an annotated one does")
  func annotatedBookmark() throws {
    let plain = try events(
      Input.watch(1, "ADDED", Input.pod("a", 5)),
      Input.watch(2, "BOOKMARK", Input.bookmark(9))
    )
    #expect(plain.map { $0.type } == [.watchOpened, .added, .bookmark, .watchClosed])
    let annotated = try events(
      Input.watch(1, "ADDED", Input.pod("a", 30)),
      Input.watch(2, "ADDED", Input.pod("b", 7)),
      Input.watch(3, "BOOKMARK", Input.bookmark(31, isInitialEnd: true)),
      Input.watch(4, "ADDED", Input.pod("c", 33))
    )
    #expect(
      annotated.map { $0.type } == [
        .watchOpened, .added, .added, .listingComplete, .bookmark, .added, .watchClosed,
      ]
    )
    #expect(annotated[3].details?.members.map { $0.uid } == ["uid-a", "uid-b"])
    #expect(annotated[0].observedAt < annotated[1].observedAt)
    #expect(annotated[1].observedAt == annotated[4].observedAt)
    #expect(annotated[0].revision?.text == "31")
  }

  @Test("a stream that begins again after an error lists what changed as replaced")
  func replaced() throws {
    let found = try events(
      Input.watch(1, "ADDED", Input.pod("a", 5)),
      Input.watch(2, "ADDED", Input.pod("b", 6)),
      Input.watch(3, "ERROR", Input.expired),
      Input.watch(4, "ADDED", Input.pod("a", 8)),
      Input.watch(5, "ADDED", Input.pod("b", 6)),
      Input.watch(6, "BOOKMARK", Input.bookmark(9, isInitialEnd: true))
    )
    #expect(
      found.map { $0.type } == [
        .watchOpened, .added, .added, .watchExpired, .watchOpened, .replaced, .listingComplete,
        .bookmark, .watchClosed,
      ]
    )
    #expect(found[3].revision?.text == "6")
    #expect(found[4].details?.sessionStart != found[0].details?.sessionStart)
  }

  @Test("an error that is not 410 closes with its message, even as the first record")
  func otherError() throws {
    let error = #"{"kind":"Status","code":500,"message":"storage is initializing"}"#
    let found = try events(
      Input.watch(1, "ERROR", error),
      Input.watch(1, "ADDED", Input.pod("a", 5))
    )
    #expect(
      found.map { $0.type } == [.watchOpened, .watchClosed, .watchOpened, .added, .watchClosed]
    )
    #expect(found[1].details?.reason == "storage is initializing")
    #expect(found[0].revision == nil && found[1].revision == nil)
    // Both sessions begin at one instant: their numbers keep them apart.
    #expect(found[2].details?.sessionStart == found[0].details?.sessionStart)
    #expect(Set(found.compactMap { $0.details?.ordinal }).count == 4)
  }

  @Test("what a filtered watch calls deleted only left the filter")
  func leftFilter() throws {
    let scope = WatchScope(namespace: "shop", selector: "labelSelector=app=web")
    let found = try events(
      Input.watch(1, "ADDED", Input.pod("a", 5)),
      Input.watch(2, "DELETED", Input.pod("a", 7))
    ) { $0.watchScope = scope }
    #expect(found.map { $0.type } == [.watchOpened, .added, .leftFilter, .watchClosed])
    #expect(found[2].assertion == .leftFilter)
    #expect(found[0].details?.selector == "labelSelector=app=web")
    #expect(found[0].details?.namespace == "shop")
  }

  @Test("a recording's folder knows from its sessions what was filtered")
  func leftFilterInFolder() throws {
    let store = try TestStore()
    _ = try store.write(
      """
      {"at":"\(Input.time(0))","kind":"pods","action":"watch","status":200,\
      "params":{"labelSelector":"app=web","namespace":"shop","resourceVersion":"4"}}
      """,
      to: "r/watch-sessions.jsonl"
    )
    _ = try store.write(
      Input.lines(
        Input.watch(1, "ADDED", Input.pod("a", 5)),
        Input.watch(2, "DELETED", Input.pod("a", 7))
      ),
      to: "r/watch-pods.jsonl"
    )
    try store.run(store.folder.path() + "/r")
    let found = try store.events()
    #expect(
      found.map { $0.type } == [.watchOpened, .watchOpened, .added, .leftFilter, .watchClosed]
    )
    #expect(found[0].revision?.text == "4")
    #expect(found.compactMap { $0.details?.selector }.allSatisfy { $0 == "labelSelector=app=web" })
  }

  @Test("times never decrease within a feed; the note says how far they were off")
  func clockStep() throws {
    let store = try TestStore()
    let path = try store.write(
      Input.lines(
        Input.watch(10, "ADDED", Input.pod("a", 5)),
        Input.watch(4, "ADDED", Input.pod("b", 6)),
        Input.watch(7, "ADDED", Input.pod("c", 7)),
        Input.watch(11, "ADDED", Input.pod("d", 8))
      ),
      to: "w.jsonl"
    )
    let report = try store.run(path)
    let note = try #require(report.notes.first)
    #expect(note.code == "clock-stepped")
    #expect(note.message.contains("2 records") && note.message.contains("6000 ms"))
    let times = try store.events().filter { $0.object != nil }.map { "\($0.observedAt)" }
    #expect(times == [10, 10, 10, 11].map { Input.time($0) })
  }

  @Test("kinds that are not remembered are counted, not refused")
  func otherKinds() throws {
    let store = try TestStore()
    let lease = #"{"kind":"Lease","apiVersion":"coordination.k8s.io/v1","metadata":{"name":"l"}}"#
    let report = try store.run(
      try store.write(
        Input.lines(
          Input.watch(1, "ADDED", lease),
          Input.watch(1, "ADDED", lease),
          Input.watch(2, "ADDED", Input.pod("a", 5))
        ),
        to: "w.jsonl"
      )
    )
    #expect(report.isComplete)
    #expect(report.notes.map { $0.code } == ["other-kinds"])
    #expect(report.notes.first?.message.contains("Lease: 2") == true)
    #expect(try store.events().count { $0.object != nil } == 1)
  }

  @Test("members in another order and documents over several lines are read all the same")
  func otherLayouts() throws {
    let found = try events(
      """
      {
        "event": {
          "object": \(Input.pod("a", 30)),
          "type": "ADDED"
        },
        "receivedAt": "\(Input.time(1))"
      }
      {
        "event": {"object": \(Input.bookmark(31, isInitialEnd: true)), "type": "BOOKMARK"},
        "receivedAt": "\(Input.time(2))"
      }
      """
    )
    #expect(
      found.map { $0.type } == [.watchOpened, .added, .listingComplete, .bookmark, .watchClosed]
    )
  }

  @Test("a listing with an item that could not be read completes nothing")
  func damagedListing() throws {
    let store = try TestStore()
    let report = try store.run(
      try store.write(
        Input.lines(
          Input.watch(1, "ADDED", Input.pod("a", 30)),
          Input.watch(2, "ADDED", Input.pod("b", 7, uid: "")),
          Input.watch(3, "BOOKMARK", Input.bookmark(31, isInitialEnd: true))
        ),
        to: "w.jsonl"
      )
    ) { $0.skipsInvalid = true }
    #expect(report.invalidRecords == 1)
    #expect(
      try store.events().map { $0.type } == [.watchOpened, .added, .bookmark, .watchClosed]
    )
  }
}
