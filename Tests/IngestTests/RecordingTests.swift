import EventLog
import Foundation
import Ingest
import KubernetesObjects
import Testing
import TopologyModel

@Suite("Recordings become events")
struct RecordingTests {
  @Test("every record of every watch file is in the log once", arguments: Recordings.small)
  func everyRecord(recording: String) throws {
    var expected: Set<String> = []
    for kind in ["services", "endpointslices", "pods"] {
      for record in try Recordings.records(recording, "watch-\(kind).jsonl.zst") {
        guard let event = record["event"] as? [String: Any],
          let type = event["type"] as? String, type != "BOOKMARK", type != "ERROR",
          let object = event["object"] as? [String: Any],
          let metadata = object["metadata"] as? [String: Any],
          let uid = metadata["uid"] as? String,
          let revision = metadata["resourceVersion"] as? String
        else { continue }
        expected.insert("\(type.lowercased()) \(uid) \(revision)")
      }
    }
    let store = try TestStore()
    let report = try store.run(Recordings.folder(recording))
    #expect(report.isComplete)
    let events = try store.events().filter { $0.feed.hasPrefix("watch-") && $0.object != nil }
    let found = events.map { "\($0.type.name) \($0.object?.uid ?? "") \($0.revision?.text ?? "")" }
    #expect(Set(found) == expected)
    #expect(found.count == expected.count)
    #expect(events.allSatisfy { $0.evidence.timeSource == .received })
  }

  @Test("what arrived later stands later in the log, and no feed goes back", arguments: ["outage"])
  func order(recording: String) throws {
    let store = try TestStore()
    try store.run(Recordings.folder(recording))
    let times = try store.events().map { $0.observedAt }
    #expect(times == times.sorted())
  }

  @Test("a listing is complete at its revision, with its items and their revisions")
  func listing() throws {
    let store = try TestStore()
    try store.run(Recordings.folder("watch-gap"))
    let lists = try store.events().filter { $0.type == .listingComplete }
    #expect(
      lists.map { $0.revision?.text } == ["11735", "11735", "11735", "12332", "12332", "12332"]
    )
    let pods = try #require(
      lists.first { $0.details?.kind == .pod && $0.revision?.text == "12332" }
    )
    let records = try Recordings.records("watch-gap", "lists.jsonl.zst")
    let list = try #require(records[3]["list"] as? [String: Any])
    let items = try #require(list["items"] as? [[String: Any]])
    let expected = items.compactMap { item -> String? in
      let metadata = item["metadata"] as? [String: Any]
      return metadata.map { "\($0["uid"] ?? "") \($0["resourceVersion"] ?? "")" }
    }
    let details = try #require(pods.details)
    #expect(details.members.map { "\($0.uid) \($0.revision)" } == expected.sorted())
    #expect(!details.isImplied)
    #expect(details.sessionStart == pods.observedAt)
    #expect(details.ordinal == 0)
  }

  @Test("410 ends the session at the last revision, and the next record begins another")
  func expired() throws {
    let store = try TestStore()
    try store.run(Recordings.file("watch-gap", "watch-pods.jsonl.zst"))
    let sessions = try store.events().filter { $0.details != nil && $0.type != .bookmark }
    #expect(
      sessions.map { $0.type } == [.watchOpened, .watchExpired, .watchOpened, .watchClosed]
    )
    #expect(sessions.map { $0.details?.isImplied } == [true, true, true, true])
    #expect(sessions[1].revision?.text == "12023")
    #expect(sessions[1].details?.reason == "too old resource version: 12023 (12266)")
    #expect(sessions[1].details?.sessionStart == sessions[0].observedAt)
    #expect(sessions[2].details?.sessionStart == sessions[2].observedAt)
    #expect(sessions[3].revision?.text == "12568")
    let last = try #require(try store.events().last { $0.object != nil })
    #expect(sessions[3].observedAt == last.observedAt)
  }

  @Test("a streaming list is a listing at its bookmark, not history")
  func streamingList() throws {
    let store = try TestStore()
    try store.run(Recordings.file("seed", "watch-services.jsonl.zst"))
    let events = try store.events()
    #expect(
      events.prefix(4).map { $0.type } == [.watchOpened, .added, .listingComplete, .bookmark]
    )
    #expect(events.prefix(4).map { $0.revision?.text } == ["12786", "56", "12786", "12786"])
    #expect(events[1].evidence == Evidence(channel: .listing, timeSource: .received))
    #expect(events[1].observedAt == events[3].observedAt)
    #expect(events[2].details?.members.map { $0.revision.text } == ["56"])
    #expect(events[2].details?.isImplied == false)
    #expect(events[2].details?.sessionStart == events[0].details?.sessionStart)
    #expect(events[4].evidence.channel == .watch)
    let pods = try TestStore()
    try pods.run(Recordings.file("seed", "watch-pods.jsonl.zst"))
    let empty = try #require(try pods.events().first { $0.type == .listingComplete })
    #expect(empty.details?.members == [])
    #expect(empty.revision?.text == "12786")
  }

  @Test("the sessions file tells what the watches did")
  func sessions() throws {
    let store = try TestStore()
    try store.run(Recordings.file("watch-gap", "watch-sessions.jsonl.zst"))
    let pods = try store.events().filter { $0.details?.kind == .pod }
    #expect(
      pods.map { $0.type } == [
        .watchOpened, .feedPaused, .watchOpened, .feedPaused, .watchOpened, .watchExpired,
        .watchOpened, .feedPaused, .watchOpened, .feedPaused,
      ]
    )
    #expect(
      pods.map { $0.revision?.text } == [
        "11735", "11869", "11869", "12023", "12023", "12023", "12332", "12467", "12467", "12568",
      ]
    )
    #expect(pods.allSatisfy { $0.details?.isImplied == false })
    for index in stride(from: 0, to: pods.count, by: 2) {
      #expect(pods[index].details?.sessionStart == pods[index].observedAt)
      #expect(pods[index + 1].details?.sessionStart == pods[index].observedAt)
      #expect(pods[index].details?.ordinal == 0)
      #expect(pods[index + 1].details?.ordinal == 1)
    }
  }

  @Test("bodies are kept without what the policy removes, and facts go along")
  func redaction() throws {
    let store = try TestStore()
    try store.run(Recordings.file("seed", "watch-pods.jsonl.zst"))
    let added = try #require(try store.events().first { $0.type == .added })
    let body = try store.body(added)
    #expect(body.hasPrefix(#"{"kind":"Pod","apiVersion":"v1","metadata":{"name":"nginx""#))
    #expect(!body.contains("managedFields"))
    #expect(!body.contains("last-applied-configuration"))
    let full = try TestStore()
    try full.run(Recordings.file("seed", "watch-pods.jsonl.zst")) { $0.retention = .full }
    let whole = try full.body(try #require(try full.events().first { $0.type == .added }))
    #expect(whole.contains("managedFields"))
    #expect(whole.contains("last-applied-configuration"))
  }
}
