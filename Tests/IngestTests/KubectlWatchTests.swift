import EventLog
import Foundation
import Ingest
import KubernetesObjects
import Testing
import TopologyModel

@Suite("What kubectl get --watch prints")
struct KubectlWatchTests {
  @Test(
    "its object events are those of the recorded watch",
    arguments: ["services", "endpointslices", "pods"]
  )
  func sameAsRecording(kind: String) throws {
    func keys(_ path: String) throws -> [Knowledge.ObjectKey] {
      let store = try TestStore()
      try store.run(path) { $0.cluster = "seed" }
      return Array(Knowledge(try store.events()).objects.keys).sorted {
        ($0.object, $0.revision) < ($1.object, $1.revision)
      }
    }
    #expect(
      try keys(Recordings.file("seed", "kubectl-watch-\(kind).json.zst"))
        == keys(Recordings.file("seed", "watch-\(kind).jsonl.zst"))
    )
  }

  @Test("all times are the one assumed, and a note says so")
  func times() throws {
    let store = try TestStore()
    let report = try store.run(Recordings.file("seed", "kubectl-watch-pods.json.zst"))
    #expect(report.notes.map { $0.code } == ["times-assumed"])
    #expect(
      try store.events().allSatisfy {
        $0.observedAt == TestStore.importTime && $0.evidence.timeSource == .assumed
      }
    )
    let other = try TestStore()
    let time = Instant(nanoseconds: 1_700_000_000_000_000_000)
    try other.run(Recordings.file("seed", "kubectl-watch-pods.json.zst")) { $0.assumedTime = time }
    #expect(try other.events().allSatisfy { $0.observedAt == time })
  }

  private func importing(_ records: [String]) throws -> (ImportReport, [LoggedEvent]) {
    let store = try TestStore()
    let report = try store.run(
      try store.write(records.joined(separator: "\n"), to: "w.json")
    )
    return (report, try store.events())
  }

  @Test("the initial listing ends where the revisions begin to ascend above all before")
  func initialListing() throws {
    let (_, found) = try importing([
      Input.event("ADDED", Input.pod("a", 30)), Input.event("ADDED", Input.pod("b", 7)),
      Input.event("ADDED", Input.pod("c", 31)), Input.event("MODIFIED", Input.pod("a", 33)),
    ])
    #expect(
      found.map { $0.type } == [
        .watchOpened, .added, .added, .listingComplete, .added, .modified, .watchClosed,
      ]
    )
    #expect(found.map { $0.revision?.text } == ["30", "30", "7", "30", "31", "33", "33"])
    #expect(found[3].details?.isImplied == true)
    #expect(found[3].details?.members.map { $0.uid } == ["uid-a", "uid-b"])
    #expect(found[1].evidence.channel == .listing)
    #expect(found[4].evidence.channel == .watch)
  }

  @Test("without an initial listing, one is complete just before the first change")
  func noInitialListing() throws {
    let (_, found) = try importing([
      Input.event("ADDED", Input.pod("a", 30)), Input.event("MODIFIED", Input.pod("a", 31)),
    ])
    #expect(
      found.map { $0.type } == [
        .watchOpened, .listingComplete, .added, .modified, .watchClosed,
      ]
    )
    #expect(found.map { $0.revision?.text } == ["29", "29", "30", "31", "31"])
    #expect(found[1].details?.members == [])
  }

  @Test("a listing and nothing else is a listing")
  func onlyListing() throws {
    let (_, found) = try importing([
      Input.event("ADDED", Input.pod("a", 30)), Input.event("ADDED", Input.pod("b", 7)),
    ])
    #expect(
      found.map { $0.type } == [.watchOpened, .added, .added, .listingComplete, .watchClosed]
    )
  }

  @Test("later revisions that do not ascend are refused at their line")
  func notAscending() throws {
    let (report, found) = try importing([
      Input.event("ADDED", Input.pod("a", 30)), Input.event("MODIFIED", Input.pod("a", 33)),
      Input.event("MODIFIED", Input.pod("b", 32)), Input.event("ADDED", Input.pod("c", 34)),
    ])
    let failure = try #require(report.failures.first)
    #expect(failure.line == 3)
    #expect(failure.field == "object.metadata.resourceVersion")
    #expect(failure.message.hasPrefix("found revision 32 after 33"))
    #expect(failure.help.contains("a file of its own"))
    #expect(report.recordsNotRead == 1)
    #expect(found.last?.type == .watchClosed)
    #expect(found.compactMap { $0.object == nil ? nil : $0.revision?.text } == ["30", "33"])
  }

  @Test("a change below the initial listing is refused")
  func belowListing() throws {
    let (report, _) = try importing([
      Input.event("ADDED", Input.pod("a", 30)), Input.event("ADDED", Input.pod("b", 7)),
      Input.event("MODIFIED", Input.pod("b", 29)),
    ])
    #expect(report.failures.map { $0.line } == [3])
  }

  @Test("pretty-printed documents are split by their braces")
  func prettyPrinted() throws {
    let text = """
      {
          "type": "ADDED",
          "object": {
              "kind": "Pod", "apiVersion": "v1",
              "metadata": {"name": "a}{", "uid": "u\\"1", "resourceVersion": "30"}
          }
      }
      {
          "type": "DELETED",
          "object": {
              "kind": "Pod", "apiVersion": "v1",
              "metadata": {"name": "a}{", "uid": "u\\"1", "resourceVersion": "31"}
          }
      }
      """
    let (report, found) = try importing([text])
    #expect(report.records == 2)
    #expect(found.compactMap { $0.object?.uid } == ["u\"1", "u\"1"])
    #expect(found.suffix(2).map { $0.type } == [.deleted, .watchClosed])
  }
}
