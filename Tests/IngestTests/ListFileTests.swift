import EventLog
import Foundation
import Ingest
import KubernetesObjects
import Testing
import TopologyModel

@Suite("Lists from files")
struct ListFileTests {
  private func list(_ kind: String, _ items: [String], revision: String = "") -> String {
    """
    {
        "apiVersion": "v1",
        "items": [\(items.joined(separator: ",\n"))],
        "kind": "\(kind)",
        "metadata": {"resourceVersion": "\(revision)"}
    }
    """
  }

  private func events(
    _ text: String,
    change: (inout ImportOptions) -> Void = { _ in }
  ) throws -> (ImportReport, [LoggedEvent]) {
    let store = try TestStore()
    let report = try store.run(try store.write(text, to: "pods.json"), change: change)
    #expect(report.isComplete)
    return (report, try store.events())
  }

  @Test("a list of mixed kinds completes each kind present, and ends nothing")
  func mixed() throws {
    let (report, found) = try events(
      list("List", [Input.pod("a", 30), Input.service("s", 12), Input.pod("b", 7)])
    )
    #expect(
      found.map { $0.type } == [.added, .added, .added, .listingComplete, .listingComplete]
    )
    #expect(found.suffix(2).map { $0.details?.kind } == [.service, .pod])
    #expect(found.suffix(2).map { $0.revision?.text } == ["12", "30"])
    #expect(found.suffix(2).allSatisfy { $0.details?.isImplied == true })
    #expect(found.allSatisfy { $0.evidence == Evidence(channel: .listing, timeSource: .assumed) })
    #expect(report.notes.map { $0.code } == ["times-assumed"])
  }

  @Test("a list's revision is at least what the store has proof of at its time")
  func revisionReached() throws {
    let time = Instant(nanoseconds: 1_700_000_000_000_000_000)
    let (_, found) = try events(list("PodList", [Input.pod("a", 30)])) {
      $0.assumedTime = time
      $0.revisionReached = { cluster, at in
        cluster == "default" && at == time ? Revision("99") : nil
      }
    }
    #expect(found.last?.revision?.text == "99")
    let (_, own) = try events(list("PodList", [Input.pod("a", 30)], revision: "40")) {
      $0.revisionReached = { _, _ in Revision("99") }
    }
    #expect(own.last?.revision?.text == "40")
  }

  @Test("a recording's list that says that it is implied ends nothing", arguments: [true, false])
  func implied(isImplied: Bool) throws {
    let list = #"{"metadata":{"resourceVersion":"40"},"items":[\#(Input.pod("a", 30))]}"#
    let head = #"{"receivedAt":"2026-11-20T10:15:00Z","kind":"pods","implied":\#(isImplied)"#
    let (_, found) = try events("\(head),\"list\":\(list)}\n")
    #expect(found.map { $0.type } == [.added, .listingComplete])
    #expect(found.last?.details?.isImplied == isImplied)
    #expect(found.last?.revision?.text == "40")
  }

  @Test("only a list that is said to be complete ends what it lacks")
  func complete() throws {
    let text = list("PodList", [Input.pod("a", 30), Input.pod("b", 7)])
    let (_, all) = try events(text) { $0.completeScope = .all }
    #expect(all.last?.details?.isImplied == false)
    #expect(all.last?.details?.namespace == nil)
    let (_, shop) = try events(text) { $0.completeScope = .namespace("shop") }
    #expect(shop.last?.details?.isImplied == false)
    #expect(shop.last?.details?.namespace == "shop")
    let (report, other) = try events(text) { $0.completeScope = .namespace("other") }
    #expect(other.last?.details?.isImplied == true)
    #expect(other.last?.details?.namespace == nil)
    #expect(report.notes.map { $0.code }.contains("scope-mismatch"))
  }

  @Test("an empty list of a kind is complete; an empty list of any kinds says nothing")
  func empty() throws {
    let (_, pods) = try events(list("PodList", [], revision: "40")) { $0.completeScope = .all }
    #expect(pods.map { $0.type } == [.listingComplete])
    #expect(pods.first?.details?.members == [])
    let (report, nothing) = try events(list("List", []))
    #expect(nothing.isEmpty)
    #expect(report.notes.map { $0.code }.contains("list-empty"))
    let (unknown, none) = try events(list("PodList", []))
    #expect(none.isEmpty)
    #expect(unknown.notes.map { $0.code }.contains("list-without-revision"))
  }

  @Test("a part of a longer list completes nothing")
  func chunk() throws {
    let text = list("PodList", [Input.pod("a", 30)], revision: "40")
      .replacing(
        #""metadata": {"resourceVersion""#,
        with: #""metadata": {"continue": "x", "resourceVersion""#
      )
    let (report, found) = try events(text) { $0.completeScope = .all }
    #expect(found.map { $0.type } == [.added])
    #expect(report.notes.map { $0.code }.contains("list-chunk"))
  }

  @Test("items take their list's kind, and other kinds are counted")
  func kinds() throws {
    let item = #"{"metadata":{"name":"a","namespace":"shop","uid":"u","resourceVersion":"5"}}"#
    let (_, pods) = try events(list("PodList", [item]))
    #expect(pods.compactMap { $0.object?.slot.kind } == [.pod])
    let (report, none) = try events(list("DeploymentList", [item]))
    #expect(none.isEmpty)
    #expect(report.notes.map { $0.code }.contains("other-kinds"))
    let knative = list("ServiceList", [item])
      .replacing(#""apiVersion": "v1""#, with: #""apiVersion": "serving.knative.dev/v1""#)
    #expect(try events(knative).1.isEmpty)
  }

  @Test("several lists in one file are several listings")
  func several() throws {
    let (report, found) = try events(
      list("PodList", [Input.pod("a", 30)], revision: "40") + "\n"
        + list("PodList", [Input.pod("a", 50)], revision: "60")
    )
    #expect(report.records == 2)
    #expect(found.map { $0.type } == [.added, .listingComplete, .replaced, .listingComplete])
    #expect(found.compactMap { $0.details?.ordinal } == [0, 1])
  }

  @Test("the server's own list bytes are read", arguments: ["pods", "services", "endpointslices"])
  func truth(kind: String) throws {
    let records = try Recordings.records("watch-gap", "lists.jsonl.zst")
    let list = try #require(records.first { $0["kind"] as? String == kind }?["list"])
    let store = try TestStore()
    let path = try store.write(
      [UInt8](try JSONSerialization.data(withJSONObject: list, options: .prettyPrinted)),
      to: "list.json"
    )
    let report = try store.run(path)
    #expect(report.isComplete)
    #expect(try store.events().last?.revision?.text == "11735")
  }

  @Test("a second import of a list appends nothing")
  func twice() throws {
    let store = try TestStore()
    let path = try store.write(list("PodList", [Input.pod("a", 30)]), to: "pods.json")
    try store.run(path)
    let report = try store.run(path) {
      $0.importTime = $0.importTime.advanced(byNanoseconds: 1_000_000_000)
    }
    #expect(report.appended + report.seen == 0)
    #expect(report.duplicates == 2)
  }
}
