package import EventLog
package import TopologyModel

/// What a writer appends in one run, by its seed: batches of object events and observations, no two of
/// which say the same, so that each draft becomes one event.
package struct StoreModel: Sendable {
  /// The batches, each appended in one transaction.
  package let batches: [[EventDraft]]

  /// The end of the log after each batch, 0 before the first one.
  package let heads: [Int64]

  /// Makes up the batches of a seed, of so many events in all.
  package init(seed: UInt64, events: Int) {
    var random = SeededNumbers(seed: seed)
    var batches: [[EventDraft]] = []
    var heads: [Int64] = [0]
    var revision = 1
    var count = 0
    while count < events {
      let size = min(random.number(1...12), events - count)
      batches.append(
        (0..<size).map { _ in
          defer { revision += 1 }
          return Self.draft(revision, &random)
        }
      )
      count += size
      heads.append(Int64(count))
    }
    self.batches = batches
    self.heads = heads
  }

  /// The drafts in the order of their events; the revision of each is its number, from 1 on.
  package var drafts: [EventDraft] { batches.flatMap { $0 } }

  /// When the draft of a number was observed; each later one was observed later.
  package static func observedAt(_ number: Int) -> Instant {
    Instant(nanoseconds: 1_795_132_800_000_000_000 + Int64(number) * 1_000_000)
  }

  private static func draft(_ revision: Int, _ random: inout SeededNumbers) -> EventDraft {
    let kind = random.number(0...9)
    let feed = FeedDescription(
      cluster: "c\(random.number(0...1))",
      identity: "feed-\(random.number(0...2))",
      name: "feed",
      format: "recording-watch",
      retention: "default",
      kubernetesVersion: ""
    )
    let isObservation = kind == 0
    let name = "pod-\(random.number(0...8))"
    let isEnd = kind == 1
    return EventDraft(
      feed: feed,
      epoch: 0,
      type: isObservation ? .bookmark : isEnd ? .deleted : .modified,
      observedAt: Self.observedAt(revision),
      evidence: Evidence(channel: .watch, timeSource: .received),
      revision: Revision(String(revision)),
      content: isObservation
        ? .observation(details(ordinal: revision))
        : .object(
          ObjectReference(
            slot: ObjectSlot(kind: .pod, namespace: "shop", name: name),
            uid: "uid-\(name)"
          ),
          assertion: isEnd ? .deleted : .state,
          body: body(name, revision, padding: random.number(0...400)),
          facts: nil
        )
    )
  }

  private static func details(ordinal: Int) -> ObservationDetails {
    ObservationDetails(
      kind: .pod,
      namespace: nil,
      selector: "",
      sessionStart: Instant(nanoseconds: 1),
      ordinal: ordinal,
      members: [],
      isImplied: false,
      reason: ""
    )
  }

  private static func body(_ name: String, _ revision: Int, padding: Int) -> [UInt8] {
    let metadata = """
      {"name":"\(name)","namespace":"shop","uid":"uid-\(name)","resourceVersion":"\(revision)",\
      "annotations":{"padding":"\(String(repeating: "x", count: padding))"}}
      """
    let text = """
      {"kind":"Pod","apiVersion":"v1","metadata":\(metadata),"spec":{},\
      "status":{"phase":"Running","podIP":"10.0.0.\(revision % 250)"}}
      """
    return Array(text.utf8)
  }
}
