import EventLog
import Ingest
import Testing
import TopologyModel

@Suite("Lists with items that cannot be read")
struct UnreadMemberTests {
  private static let badPod = Input.pod("b", 6, extra: #","labels":["x"]"#)

  private static let badSlice = """
    {"kind":"EndpointSlice","apiVersion":"discovery.k8s.io/v1","addressType":"IPv4",\
    "metadata":{"name":"s-1","namespace":"shop","uid":"uid-s-1","resourceVersion":"8"},\
    "endpoints":[{"addresses":"x"}]}
    """

  private static func list(_ items: String...) -> String {
    #"{"apiVersion":"v1","kind":"List","metadata":{},"items":[\#(items.joined(separator: ","))]}"#
  }

  @Test("kubectl's list completes only the kinds of which every item can be read")
  func printed() throws {
    let store = try TestStore()
    let path = try store.write(
      Self.list(Input.service("s", 4), Input.pod("a", 5), Self.badPod, Self.badSlice),
      to: "now.json"
    )
    let report = try store.run(path) {
      $0.skipsInvalid = true
      $0.completeScope = .all
    }
    #expect(report.invalidRecords == 2)
    #expect(report.skipped.map { $0.field }.contains("items[2].metadata.labels"))
    let events = try store.events()
    #expect(events.map { $0.type } == [.added, .added, .listingComplete])
    #expect(events.last?.details?.kind == .service)
    let notes = report.notes.filter { $0.code == "listing-incomplete" }.map { $0.message }
    #expect(notes.count == 2)
    #expect(notes.contains { $0.contains("list of pods") && $0.contains("not taken as complete") })
    #expect(notes.contains { $0.contains("list of endpointslices") })
    let again = try store.run(path) {
      $0.skipsInvalid = true
      $0.completeScope = .all
    }
    #expect(again.appended + again.seen == 0)
  }

  @Test("a recording's list is not complete without the states of all its members")
  func recorded() throws {
    let store = try TestStore()
    let path = try store.write(
      Input.lines(
        Input.list(1, 5, [Input.pod("z", 3)]),
        Input.list(2, 9, [Input.pod("a", 5), Self.badPod])
      ),
      to: "lists.jsonl"
    )
    let report = try store.run(path) { $0.skipsInvalid = true }
    #expect(report.invalidRecords == 1)
    #expect(report.notes.map { $0.code } == ["listing-incomplete"])
    // The second list, which lacks `z`, ends nothing either.
    #expect(try store.events().map { $0.type } == [.added, .listingComplete, .added])
  }

  @Test("a member whose very state the log holds already is no gap", arguments: [6, 5])
  func storedAlready(revision: Int) throws {
    let store = try TestStore()
    let watch = try store.write(
      Input.watch(1, "ADDED", Input.pod("b", revision)),
      to: "r/watch-pods.jsonl"
    )
    let lists = try store.write(
      Input.list(2, 9, [Input.pod("a", 5), Self.badPod]),
      to: "r/lists.jsonl"
    )
    try store.run(watch)
    try store.run(lists) { $0.skipsInvalid = true }
    let listing = try store.events().last { $0.type == .listingComplete }
    guard revision == 6 else {
      #expect(listing == nil)
      return
    }
    #expect(listing?.details?.members.map { $0.uid } == ["uid-a", "uid-b"])
  }

  @Test("a deletion at a member's revision is not its state")
  func deletedAlready() throws {
    let store = try TestStore()
    let watch = try store.write(
      Input.watch(1, "DELETED", Input.pod("b", 6)),
      to: "r/watch-pods.jsonl"
    )
    let lists = try store.write(Input.list(2, 9, [Self.badPod]), to: "r/lists.jsonl")
    try store.run(watch)
    try store.run(lists) { $0.skipsInvalid = true }
    #expect(try store.events().allSatisfy { $0.type != .listingComplete })
  }

  @Test("a state that comes later in the import counts, so that repeating it finds nothing new")
  func storedLater() throws {
    let store = try TestStore()
    let lists = try store.write(
      Input.lines(
        Input.list(1, 8, [Input.pod("a", 5), Self.badPod]),
        Input.list(2, 9, [Input.pod("a", 5), Input.pod("b", 6)])
      ),
      to: "lists.jsonl"
    )
    let report = try store.run(lists) { $0.skipsInvalid = true }
    #expect(report.notes.isEmpty)
    let listings = try store.events().filter { $0.type == .listingComplete }
    #expect(Set(listings.map { $0.revision?.text }) == ["8", "9"])
    let again = try store.run(lists) { $0.skipsInvalid = true }
    #expect(again.appended + again.seen == 0)
  }

  @Test("an unread member of another namespace makes the list one of more than that namespace")
  func otherNamespace() throws {
    let store = try TestStore()
    let other = Input.pod("b", 6, namespace: "other")
    try store.run(try store.write(Input.event("ADDED", other), to: "watch.json"))
    let bad = Input.pod("b", 6, namespace: "other", extra: #","labels":["x"]"#)
    let list = try store.write(Self.list(Input.pod("a", 5), bad), to: "now.json")
    let report = try store.run(list) {
      $0.skipsInvalid = true
      $0.completeScope = .namespace("shop")
    }
    #expect(report.notes.map { $0.code }.contains("scope-mismatch"))
    #expect(try store.events().last?.details?.isImplied == true)
  }
}
