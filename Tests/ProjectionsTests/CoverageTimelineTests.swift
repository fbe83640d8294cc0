import Projections
import Testing
import TopologyModel

/// What sessions and listings say of when, and over which revisions, a kind was observed.
@Suite struct CoverageTimelineTests {
  private static func at(_ seconds: Int64) -> Instant {
    Instant(nanoseconds: seconds * 1_000_000_000)
  }

  private static func span(_ from: Int64, _ until: Int64) -> HalfOpenInterval<Instant> {
    HalfOpenInterval(from: at(from), until: at(until))
  }

  private static func revision(_ number: Int) throws -> Revision {
    try #require(Revision(String(number)))
  }

  /// A gap as text: `60..`, `60..80`.
  private static func text(_ gap: CoverageTimeline.Gap?) -> String? {
    gap.map { gap in
      let ends = [gap.from, gap.until].map { end in end.map { "\($0.nanoseconds / 1_000_000_000)" }
      }
      return "\(ends[0] ?? "")..\(ends[1] ?? "")"
    }
  }

  /// A session from a second and a revision to others; without `until`, one that is open.
  private static func session(
    _ from: Int64,
    _ first: Int?,
    until: Int64? = nil,
    _ last: Int? = nil,
    namespace: String? = nil,
    told: (at: Int64, revision: Int)? = nil,
    _ change: (inout CoverageRecords.Session) -> Void = { _ in }
  ) throws -> CoverageRecords.Session {
    var session = CoverageRecords.Session(
      feedID: 1,
      namespace: namespace,
      selector: "",
      isImplied: false,
      openedAt: at(from),
      openedRevision: try first.map(revision),
      closedAt: until.map(at),
      closedRevision: try last.map(revision),
      ending: until == nil ? nil : .closed,
      delivered: false,
      reason: "",
      toldUntil: told.map { at($0.at) },
      toldRevision: try told.map { try revision($0.revision) }
    )
    change(&session)
    return session
  }

  private static func listing(
    _ seconds: Int64,
    _ number: Int,
    namespace: String? = nil
  ) throws -> CoverageRecords.Listing {
    CoverageRecords.Listing(
      namespace: namespace,
      revision: try revision(number),
      observedAt: at(seconds),
      isImplied: false
    )
  }

  private static func records(
    _ sessions: [CoverageRecords.Session],
    _ listings: [CoverageRecords.Listing],
    last: Int64? = nil
  ) -> CoverageRecords {
    CoverageRecords(
      sessions: sessions,
      listings: listings,
      lastObservedAt: last.map(at),
      lastRevision: nil
    )
  }

  @Test("a watch of one namespace covers that one, and neither another one nor all")
  func oneNamespace() throws {
    let records = Self.records(
      [try Self.session(10, 5, until: 20, 9, namespace: "shop")],
      [try Self.listing(10, 5, namespace: "shop")],
      last: 20
    )
    let shop = CoverageTimeline(records, namespace: "shop")
    #expect(shop.observed == [Self.span(10, 20)])
    #expect(shop.watches.map(\.namespace) == ["shop"])
    let (first, last) = (try Self.revision(5), try Self.revision(9))
    #expect(shop.isKnown(at: first) && shop.isKnown(at: last))
    #expect(shop.isListed(by: Self.at(10)) && !shop.isListed(by: Self.at(9)))
    #expect(Self.text(shop.gap(at: Self.at(20))) == "20..")
    #expect(shop.otherNamespaces == [])
    for namespace in [nil, "pay"] {
      let other = CoverageTimeline(records, namespace: namespace)
      #expect(other.observed == [] && other.segments == [] && other.listings == [])
      #expect(!other.isListed(by: Self.at(15)))
      #expect(other.otherNamespaces == ["shop"])
    }
  }

  @Test("a watch of all namespaces and one of the namespace cover it together")
  func together() throws {
    let records = Self.records(
      [
        try Self.session(10, 5, until: 20, 9),
        try Self.session(15, 7, until: 30, 14, namespace: "shop"),
        try Self.session(40, 20, until: 50, 24, namespace: "pay"),
      ],
      [
        try Self.listing(10, 5), try Self.listing(15, 7, namespace: "shop"),
        try Self.listing(40, 20, namespace: "pay"),
      ],
      last: 50
    )
    let shop = CoverageTimeline(records, namespace: "shop")
    #expect(shop.observed == [Self.span(10, 30)])
    #expect(shop.segments.map(\.first.text) == ["5"])
    #expect(shop.segments.map(\.last.text) == ["14"])
    #expect(shop.otherNamespaces == ["pay"])
    #expect(CoverageTimeline(records).observed == [Self.span(10, 20)])
    #expect(CoverageTimeline(records).otherNamespaces == ["pay", "shop"])
    #expect(CoverageTimeline(records, namespace: "pay").observed.count == 2)
  }

  @Test("a watch with a label selector covers nothing, its own namespace neither")
  func selector() throws {
    let session = try Self.session(10, 5, until: 20, 9, namespace: "shop") {
      $0.selector = "labelSelector=app=cart"
    }
    let timeline = CoverageTimeline(Self.records([session], [], last: 20), namespace: "shop")
    #expect(timeline.observed == [] && timeline.watches == [])
    #expect(CoverageTimeline(Self.records([session], [], last: 20)).otherNamespaces == [])
  }

  @Test("an open watch is observed up to its last word, then awaited, then not observed")
  func awaited() throws {
    let records = Self.records(
      [try Self.session(10, 5, namespace: "shop", told: (60, 9))],
      [try Self.listing(10, 5, namespace: "shop")],
      last: 60
    )
    let timeline = CoverageTimeline(records, namespace: "shop")
    let end = Self.at(60).advanced(byNanoseconds: CoverageTimeline.silenceMax)
    #expect(timeline.observed == [Self.span(10, 60)])
    #expect(timeline.awaited == HalfOpenInterval(from: Self.at(60), until: end))
    #expect(Self.text(timeline.gap(at: Self.at(60))) == nil)
    #expect(Self.text(timeline.gap(at: end)) == "780..")
    #expect(Self.text(timeline.gaps.last) == "780..")
    #expect(CoverageTimeline(records).awaited == nil)
  }

  @Test("a watch that fell silent while others went on is not observed from its last word on")
  func silent() throws {
    func timeline(last: Int64) throws -> CoverageTimeline {
      CoverageTimeline(
        Self.records(
          [try Self.session(10, 5, told: (60, 9))],
          [try Self.listing(10, 5)],
          last: last
        )
      )
    }
    let silence = CoverageTimeline.silenceMax / 1_000_000_000
    #expect(try timeline(last: 60 + silence).awaited != nil)
    let silent = try timeline(last: 60 + silence + 1)
    #expect(silent.awaited == nil)
    #expect(silent.observed == [Self.span(10, 60)])
    #expect(Self.text(silent.gap(at: Self.at(60))) == "60..")
    #expect(Self.text(silent.gap(at: Self.at(60 + silence))) == "60..")
  }

  @Test("a later watch of another namespace does not end the waiting for one")
  func awaitedBesideOthers() throws {
    let records = Self.records(
      [
        try Self.session(10, 5, namespace: "shop", told: (60, 9)),
        try Self.session(20, 6, until: 70, 11, namespace: "pay"),
      ],
      [],
      last: 70
    )
    #expect(CoverageTimeline(records, namespace: "shop").awaited?.from == Self.at(60))
    #expect(CoverageTimeline(records, namespace: "pay").awaited == nil)
  }

  @Test("a watch that told nothing at all observes nothing, and may still tell")
  func toldNothing() throws {
    let records = Self.records([try Self.session(10, 5)], [try Self.listing(10, 5)], last: 10)
    let timeline = CoverageTimeline(records)
    #expect(timeline.observed == [])
    #expect(timeline.isAwaited(at: Self.at(10)))
  }
}
