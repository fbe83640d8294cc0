internal import EventLog
internal import TopologyModel

/// Follows the epochs as an import of the recording will count them, so that a listing of the
/// server's cache, which is lower than what was seen before, begins none.
struct EpochMirror {
  private var epoch: Int?
  private var highest: [ResourceKind: Revision] = [:]

  /// Begins at an epoch.
  mutating func begin(_ event: RecordedEvent) {
    guard epoch != event.epoch else { return }
    epoch = event.epoch
    highest = [:]
  }

  /// Whether a revision is below one that was seen of its kind.
  func isBehind(_ revision: Revision, _ kind: ResourceKind) -> Bool {
    highest[kind].map { revision < $0 } ?? false
  }

  /// Notes a revision of a kind.
  mutating func note(_ revision: Revision, _ kind: ResourceKind) {
    highest[kind] = max(highest[kind] ?? revision, revision)
  }
}
