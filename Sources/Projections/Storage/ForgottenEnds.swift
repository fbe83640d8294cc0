import EventLog
import TopologyModel

/// Where objects ended of which a retention left nothing, so that what is told of them behind the horizon,
/// of revisions from before it, brings none of them back.
struct ForgottenEnds {
  /// An end, and the position of the horizon that it is known from.
  struct End {
    var revision: Revision
    var position: Int64
  }

  private struct Key: Hashable {
    var clusterID: Int64
    var epoch: Int
    var kind: ResourceKind
    var uid: String
  }

  private var ends: [Key: End]?

  /// Has the ends read again: there is another horizon.
  mutating func forget() {
    ends = nil
  }

  /// The end of an object in an epoch of a cluster; nil where none was noted.
  mutating func end(
    of object: ObjectReference,
    clusterID: Int64,
    epoch: Int,
    log: LogSnapshot
  ) throws -> End? {
    let known = try ends ?? Self.read(log)
    ends = known
    guard !known.isEmpty else { return nil }
    let key = Key(clusterID: clusterID, epoch: epoch, kind: object.slot.kind, uid: object.uid)
    return known[key]
  }

  private static func read(_ log: LogSnapshot) throws -> [Key: End] {
    var ends: [Key: End] = [:]
    for horizon in try log.horizons() {
      let details = horizon.details
      for end in details.ends ?? [] {
        let key = Key(
          clusterID: horizon.clusterID,
          epoch: details.epoch,
          kind: end.kind,
          uid: end.uid
        )
        ends[key] = End(revision: end.revision, position: details.base.position.value)
      }
    }
    return ends
  }
}
