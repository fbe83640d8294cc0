import EventLog
import Projections
import Testing
import TopologyModel

@Suite struct KnownIncarnationTests {
  private let slot = ObjectSlot(kind: .service, namespace: "shop", name: "cart")

  private func added(_ uid: String, _ number: Int) -> EventDraft {
    let body = """
      {"kind":"Service","apiVersion":"v1","metadata":{"name":"cart","namespace":"shop",\
      "uid":"\(uid)","resourceVersion":"\(number)"},"spec":{}}
      """
    return EventDraft(
      feed: FeedDescription(
        cluster: "c",
        identity: "services",
        name: "services",
        format: FeedDescription.liveFormat,
        retention: "full",
        kubernetesVersion: ""
      ),
      epoch: 0,
      type: .added,
      observedAt: Instant(nanoseconds: Int64(number) * 1_000_000_000),
      evidence: Evidence(channel: .watch, timeSource: .received),
      revision: Revision(String(number)),
      content: .object(
        ObjectReference(slot: slot, uid: uid),
        assertion: .state,
        body: Array(body.utf8),
        facts: nil
      )
    )
  }

  @Test("an object that took a name in a later event is no incarnation as known before")
  func laterIncarnation() throws {
    let store = try TestStore()
    try store.append(added("first", 10))
    try store.append(added("second", 11))
    func count(knownAt position: LogPosition?) throws -> Int {
      try store.reading(knownAt: position) { try $0.incarnations(of: slot, $1).count }
    }
    #expect(try count(knownAt: nil) == 2)
    #expect(try count(knownAt: LogPosition(1)) == 1)
  }
}
