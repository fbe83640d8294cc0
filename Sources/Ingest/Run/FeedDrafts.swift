internal import EventLog
internal import TopologyModel

/// Makes the drafts of one feed.
struct FeedDrafts {
  let feed: FeedDescription
  let timeSource: Evidence.TimeSource

  /// The event of an object.
  func object(
    _ object: ReadObject,
    type: EventType,
    at time: Instant,
    channel: Evidence.Channel
  ) -> EventDraft {
    let assertion: EventType.Assertion =
      switch type {
      case .deleted: .deleted
      case .leftFilter: .leftFilter
      default: .state
      }
    return EventDraft(
      feed: feed,
      epoch: 0,
      type: type,
      observedAt: time,
      evidence: Evidence(channel: channel, timeSource: timeSource),
      revision: object.revision,
      content: .object(
        object.reference,
        assertion: assertion,
        body: object.body,
        facts: object.facts
      )
    )
  }

  /// The event of an observation.
  func observation(
    _ type: EventType,
    _ details: ObservationDetails,
    revision: Revision?,
    at time: Instant
  ) -> EventDraft {
    EventDraft(
      feed: feed,
      epoch: 0,
      type: type,
      observedAt: time,
      evidence: Evidence(
        channel: type == .listingComplete ? .listing : .watch,
        timeSource: timeSource
      ),
      revision: revision,
      content: .observation(details)
    )
  }
}
