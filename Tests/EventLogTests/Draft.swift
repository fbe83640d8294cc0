import EventLog
import Foundation
import TopologyModel

/// Makes drafts for tests.
enum Draft {
  static let epochStart = Instant(nanoseconds: 1_795_132_800_000_000_000)

  static func feed(_ identity: String = "feed-1", cluster: String = "c") -> FeedDescription {
    FeedDescription(
      cluster: cluster,
      identity: identity,
      name: "\(identity).jsonl",
      format: "recording-watch",
      retention: "default",
      kubernetesVersion: ""
    )
  }

  static func time(_ seconds: Int) -> Instant {
    epochStart.advanced(byNanoseconds: Int64(seconds) * 1_000_000_000)
  }

  static func reference(_ name: String) -> ObjectReference {
    ObjectReference(
      slot: ObjectSlot(kind: .pod, namespace: "shop", name: name),
      uid: "uid-\(name)"
    )
  }

  /// Bytes that hardly compress, the same for the same seed.
  static func noise(_ count: Int, seed: UInt64) -> [UInt8] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 33)
    }
  }

  /// A Pod's JSON, with as many bytes of padding as asked.
  static func body(_ name: String, _ revision: Int, padding: Int = 0) -> [UInt8] {
    let metadata = """
      {"name":"\(name)","namespace":"shop","uid":"uid-\(name)","resourceVersion":"\(revision)",\
      "annotations":{"padding":"\(String(repeating: "ä", count: padding / 2))"}}
      """
    let text = """
      {"kind":"Pod","apiVersion":"v1","metadata":\(metadata),"spec":{},\
      "status":{"phase":"Running","podIP":"10.0.0.\(revision % 250)"}}
      """
    return Array(text.utf8)
  }

  static func pod(
    _ name: String,
    _ revision: Int,
    at seconds: Int = 0,
    type: EventType = .modified,
    channel: Evidence.Channel = .watch,
    timeSource: Evidence.TimeSource = .received,
    epoch: Int = 0,
    feed: FeedDescription = Draft.feed(),
    body: [UInt8]? = nil
  ) -> EventDraft {
    EventDraft(
      feed: feed,
      epoch: epoch,
      type: type,
      observedAt: time(seconds),
      evidence: Evidence(channel: channel, timeSource: timeSource),
      revision: Revision(String(revision)),
      content: .object(
        reference(name),
        assertion: type.assertion ?? .state,
        body: body ?? Draft.body(name, revision),
        facts: nil
      )
    )
  }

  static func observation(
    _ type: EventType,
    kind: ResourceKind = .pod,
    session: Int = 0,
    ordinal: Int = 0,
    at seconds: Int = 0,
    revision: Int? = nil,
    members: [ObservationDetails.Member] = [],
    feed: FeedDescription = Draft.feed()
  ) -> EventDraft {
    EventDraft(
      feed: feed,
      epoch: 0,
      type: type,
      observedAt: time(seconds),
      evidence: Evidence(
        channel: type == .listingComplete ? .listing : .watch,
        timeSource: .received
      ),
      revision: revision.flatMap { Revision(String($0)) },
      content: .observation(
        ObservationDetails(
          kind: kind,
          namespace: nil,
          selector: "",
          sessionStart: time(session),
          ordinal: ordinal,
          members: members,
          isImplied: false,
          reason: ""
        )
      )
    )
  }

  /// A draft that the log refuses: an object event without a revision.
  static func malformed(_ name: String) -> EventDraft {
    var draft = pod(name, 1)
    draft.revision = nil
    return draft
  }
}
