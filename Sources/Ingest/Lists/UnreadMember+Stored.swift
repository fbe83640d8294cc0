internal import EventLog
internal import TopologyModel

extension UnreadMember {
  /// Whether the log holds the very state that the list says the member has.
  func isStored(clusterID: Int64, epoch: Int, in snapshot: LogSnapshot) throws -> Bool {
    let head = try snapshot.head().position
    let ids = try snapshot.objectIDs(clusterID: clusterID, epoch: epoch, uid: reference.uid)
    return try ids.contains { id in
      guard try snapshot.object(id) == reference else { return false }
      let state = try snapshot.stateEvent(ofObject: id, at: revision, through: head)
      guard let state else { return false }
      return try snapshot.event(at: state)?.event.revision == revision
    }
  }
}
