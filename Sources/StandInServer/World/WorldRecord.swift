internal import TopologyModel

/// One entry of a kind's history.
struct WorldRecord: Sendable {
  enum Content: Sendable {
    /// An object came, changed or went; with the version before, where there was one.
    case change(WatchRecordType, StoredObject, previous: StoredObject?)
    /// Everything up to the revision is known.
    case bookmark
    /// What happened before was lost, and the state is this; watches that are open expire.
    case relist([ObjectSlot: StoredObject])
  }

  let revision: Revision
  let content: Content

  /// Whether the entry is a watch record rather than a mark of the recording.
  var isWatchRecord: Bool {
    switch content {
    case .change, .bookmark: true
    case .relist: false
    }
  }

  /// Applies the entry to the state of its kind.
  func apply(to state: inout [ObjectSlot: StoredObject]) {
    switch content {
    case .change(.deleted, let object, _): state[object.slot] = nil
    case .change(_, let object, _): state[object.slot] = object
    case .bookmark: break
    case .relist(let objects): state = objects
    }
  }
}
