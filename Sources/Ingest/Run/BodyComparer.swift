internal import EventLog
internal import KubernetesObjects
internal import TopologyModel

/// Compares bodies that came again with those that the log holds.
///
/// Equal bytes are recognised by the log's chain of hashes, without reading the stored body; only
/// others are read and compared by what they mean.
final class BodyComparer {
  /// The most bodies of one import that are compared by what they mean.
  static let comparisonsMax = 5000

  /// An event that the log holds already.
  struct Candidate {
    var draft: EventDraft
    var position: LogPosition
    var feedIndex: Int
  }

  /// A body that means something else than the log's.
  struct Difference {
    var feedIndex: Int
    var object: ObjectReference
    var revision: Revision
    var field: String
    var position: LogPosition
  }

  /// How many bodies were left out.
  private(set) var uncomparedCount = 0

  private let log: SQLiteEventLog
  private let storedParser = JSONParser()
  private let newParser = JSONParser()
  private var comparisonCount = 0
  private var retentions: [String: String] = [:]

  init(log: SQLiteEventLog) {
    self.log = log
  }

  /// Returns what differs, in the order of the candidates.
  func differences(of candidates: [Candidate]) throws -> [Difference] {
    guard !candidates.isEmpty else { return [] }
    return try log.read { snapshot in
      let bodies = try snapshot.bodyReader()
      return try candidates.compactMap { try difference($0, snapshot, bodies) }
    }
  }

  private func difference(
    _ candidate: Candidate,
    _ snapshot: LogSnapshot,
    _ bodies: SequentialBodyReader
  ) throws -> Difference? {
    guard case .object(let reference, _, let body, _) = candidate.draft.content,
      let revision = candidate.draft.revision,
      let stored = try snapshot.event(at: candidate.position)
    else { return nil }
    // What another policy removed is no difference.
    guard try retention(of: stored, snapshot) == candidate.draft.feed.retention else { return nil }
    // The hash before is gone where retention removed the event before.
    let before = try? snapshot.hash(at: LogPosition(candidate.position.value - 1))
    let hash = try snapshot.hash(at: candidate.position)
    if let before, before.appending(stored.event, body: body) == hash { return nil }
    guard comparisonCount < Self.comparisonsMax else {
      uncomparedCount += 1
      return nil
    }
    comparisonCount += 1
    let storedBody = try bodies.body(at: candidate.position)
    let field = try storedParser.withDocument(storedBody) { left in
      try newParser.withDocument(body) { right in JSONEquality.firstDifference(left, right) }
    }
    return field.map {
      Difference(
        feedIndex: candidate.feedIndex,
        object: reference,
        revision: revision,
        field: $0,
        position: candidate.position
      )
    }
  }

  private func retention(of stored: StoredEvent, _ snapshot: LogSnapshot) throws -> String? {
    let key = "\(stored.clusterID)/\(stored.event.feedIdentity)"
    if let retention = retentions[key] { return retention }
    for (_, feed) in try snapshot.feeds(clusterID: stored.clusterID) {
      retentions["\(stored.clusterID)/\(feed.identity)"] = feed.retention
    }
    return retentions[key]
  }
}
