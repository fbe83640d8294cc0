internal import EventLog
internal import TopologyModel

/// Events that enter the log together.
struct EventUnit {
  /// The time it takes its place by among the records of other files.
  var time: Instant
  /// The events, their epochs not yet set.
  var drafts: [EventDraft]
  /// Whether a listing in it can begin an epoch: not one asked with `resourceVersion=0`.
  var isConsistent = true
  /// A listing whose first items these are, and which can begin an epoch; what completes it follows.
  var begun: ListingKey?
  /// Members of its listings whose bodies could not be read: such a listing is complete only where
  /// the log holds their states.
  var unread: [UnreadMember] = []
  /// Whether its events have no revisions yet, and take them by when they arrived.
  var isOrderedByArrival = false
}
