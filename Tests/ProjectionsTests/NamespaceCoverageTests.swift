import EventLog
import Projections
import QueryEngine
import Testing
import TopologyModel

/// Recorders of single namespaces, each with a feed of its own.
@Suite struct NamespaceCoverageTests {
  private static func at(_ seconds: Int64) -> Instant {
    Instant(nanoseconds: seconds * 1_000_000_000)
  }

  private func draft(
    _ type: EventType,
    _ namespace: String?,
    _ seconds: Int64,
    _ number: Int?,
    members: [ObservationDetails.Member] = [],
    ordinal: Int
  ) throws -> EventDraft {
    EventDraft(
      feed: feed(namespace),
      epoch: 0,
      type: type,
      observedAt: Self.at(seconds),
      evidence: Evidence(channel: .watch, timeSource: .received),
      revision: number.flatMap { Revision(String($0)) },
      content: .observation(
        ObservationDetails(
          kind: .service,
          namespace: namespace,
          selector: "",
          sessionStart: Self.at(1),
          ordinal: ordinal,
          members: members,
          isImplied: false,
          reason: ""
        )
      )
    )
  }

  private func feed(_ namespace: String?) -> FeedDescription {
    FeedDescription(
      cluster: "c",
      identity: "services \(namespace ?? "*")",
      name: "services",
      format: FeedDescription.liveFormat,
      retention: "full",
      kubernetesVersion: ""
    )
  }

  private func service(
    _ namespace: String,
    _ name: String,
    _ seconds: Int64,
    _ number: Int
  ) throws
    -> EventDraft
  {
    let slot = ObjectSlot(kind: .service, namespace: namespace, name: name)
    let body = """
      {"kind":"Service","apiVersion":"v1","metadata":{"name":"\(name)","namespace":"\(namespace)",\
      "uid":"\(namespace).\(name)","resourceVersion":"\(number)"},"spec":{}}
      """
    return EventDraft(
      feed: feed(namespace),
      epoch: 0,
      type: .added,
      observedAt: Self.at(seconds),
      evidence: Evidence(channel: .listing, timeSource: .received),
      revision: Revision(String(number)),
      content: .object(
        ObjectReference(slot: slot, uid: "\(namespace).\(name)"),
        assertion: .state,
        body: Array(body.utf8),
        facts: nil
      )
    )
  }

  private func member(_ uid: String, _ number: Int) throws -> ObservationDetails.Member {
    ObservationDetails.Member(uid: uid, revision: try #require(Revision(String(number))))
  }

  /// Two namespaces that are listed and watched; `pay` goes on telling, `shop` does not.
  private func twoRecorders() throws -> TestStore {
    let store = try TestStore()
    try store.appendSeparately([
      draft(.watchOpened, "shop", 1, nil, ordinal: 0),
      draft(.watchOpened, "pay", 1, nil, ordinal: 0),
      service("shop", "cart", 2, 10),
      service("pay", "till", 2, 11),
      draft(.listingComplete, "shop", 2, 12, members: [member("shop.cart", 10)], ordinal: 1),
      draft(.listingComplete, "pay", 3, 13, members: [member("pay.till", 11)], ordinal: 1),
      draft(.bookmark, "shop", 60, 20, ordinal: 2),
      draft(.bookmark, "pay", 61, 21, ordinal: 2),
      draft(.bookmark, "pay", 3600, 90, ordinal: 3),
    ])
    return store
  }

  @Test("each open watch of a namespace is observed up to its own last word")
  func lastWords() throws {
    let store = try twoRecorders()
    try store.reading { reads, context in
      let records = try reads.coverage(of: .service, context)
      let shop = CoverageTimeline(records, namespace: "shop")
      #expect(shop.observed == [HalfOpenInterval(from: Self.at(1), until: Self.at(60))])
      #expect(shop.awaited == nil)
      #expect(shop.segments.last?.last == Revision("20"))
      let pay = CoverageTimeline(records, namespace: "pay")
      #expect(pay.observed == [HalfOpenInterval(from: Self.at(1), until: Self.at(3600))])
      #expect(pay.awaited?.from == Self.at(3600))
      #expect(CoverageTimeline(records).otherNamespaces == ["pay", "shop"])
    }
    let before = LogPosition(7)
    try store.reading(knownAt: before) { reads, context in
      let records = try reads.coverage(of: .service, context)
      let pay = CoverageTimeline(records, namespace: "pay")
      #expect(pay.observed == [HalfOpenInterval(from: Self.at(1), until: Self.at(3))])
    }
    try store.expectRebuildEqual()
  }

  @Test("a complete listing of a namespace ends what it lacks there, and nothing elsewhere")
  func listingEnds() throws {
    let store = try twoRecorders()
    try store.append(try draft(.listingComplete, "shop", 3700, 95, ordinal: 3))
    func names(_ namespace: String) throws -> [[Value]] {
      try store.answer("services in namespace \(namespace) at rv 95 | select name").rows
        .map(\.values)
    }
    #expect(try names("shop") == [])
    #expect(try names("pay") == [[.text("till")]])
    try store.expectRebuildEqual()
    // The other way round: what is appended behind the listing, and was there before it.
    try store.append(try service("shop", "late", 3701, 30))
    try store.append(try service("pay", "late", 3701, 31))
    #expect(try names("shop") == [])
    #expect(try names("pay") == [[.text("late")], [.text("till")]])
    try store.expectRebuildEqual()
  }
}
