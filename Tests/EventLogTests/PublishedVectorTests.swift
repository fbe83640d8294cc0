import EventLog
import Testing
import TopologyModel

/// The test vector of docs/reference/event-schema.md, whose hashes were computed apart from this
/// code.
@Suite struct PublishedVectorTests {
  @Test("the vector in the reference holds")
  func vector() throws {
    let first = RecordedEvent(
      position: LogPosition(1),
      cluster: "prod",
      epoch: 0,
      feedIdentity: "feed-1",
      recordedAt: Instant(nanoseconds: 1_795_169_701_000_000_000),
      observedAt: Instant(nanoseconds: 1_795_169_700_123_456_789),
      type: .added,
      assertion: .state,
      evidence: Evidence(channel: .watch, timeSource: .received),
      object: ObjectReference(
        slot: ObjectSlot(kind: .service, namespace: "shop", name: "cart"),
        uid: "5e1c-01"
      ),
      revision: Revision("410")
    )
    let body =
      #"{"kind":"Service","metadata":{"name":"cart","namespace":"shop","uid":"5e1c-01","#
      + #""resourceVersion":"410"}}"#
    let feed = FeedDescription(
      cluster: "prod",
      identity: "feed-1",
      name: "services.jsonl",
      format: "recording-watch",
      retention: "default",
      kubernetesVersion: "1.34"
    )
    let hash = ChainHash.genesis.appending(first, body: Array(body.utf8), describing: feed)
    #expect(
      hash.description == "3cf5e96c103a54ab1f96131c20bc42323a2618155184d3678d2af622baf18e7b"
    )
    let second = RecordedEvent(
      position: LogPosition(2),
      cluster: "prod",
      epoch: 0,
      feedIdentity: "feed-1",
      recordedAt: Instant(nanoseconds: 1_795_169_702_000_000_000),
      observedAt: Instant(nanoseconds: 1_795_169_701_500_000_000),
      type: .listingComplete,
      assertion: nil,
      evidence: Evidence(channel: .listing, timeSource: .received),
      object: nil,
      revision: Revision("412")
    )
    let details = ObservationDetails(
      kind: .service,
      namespace: nil,
      selector: "",
      sessionStart: Instant(nanoseconds: 1_795_169_700_000_000_000),
      ordinal: 2,
      members: [.init(uid: "5e1c-01", revision: try #require(Revision("410")))],
      isImplied: false,
      reason: ""
    )
    #expect(
      hash.appending(second, body: details.encoded()).description
        == "26e8da1a664d6c1197351773f468eeab58edb12814185374611748887c113a18"
    )
  }
}
