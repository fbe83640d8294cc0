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
    let hash = ChainHash.genesis.appending(first, body: Array(body.utf8))
    #expect(
      hash.description == "86f0345e08ab5ec96515ed2ddfc7425d046e9edd48b154f69b452e435850511b"
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
        == "47d31723bf8f6e0afc570b7403668ebd19df026211956002c66ab689b447c829"
    )
  }
}
