internal import TopologyModel

/// Everything that changes in a world.
struct WorldState: Sendable {
  private(set) var histories: [ResourceKind: KindHistory]
  /// The revision of the whole world: what lists show.
  private(set) var revision: Revision
  private var listeners: [Int: @Sendable (_ waitsForClients: Bool) async -> Void] = [:]
  private var listenerCount = 0

  init(histories: [KindHistory], revision: Revision) {
    self.histories = Dictionary(uniqueKeysWithValues: histories.map { ($0.kind, $0) })
    self.revision = revision
  }

  subscript(kind: ResourceKind) -> KindHistory {
    get {
      guard let history = histories[kind] else {
        preconditionFailure("no history of \(kind.kindName)")
      }
      return history
    }
    _modify {
      guard histories[kind] != nil else { preconditionFailure("no history of \(kind.kindName)") }
      yield &histories[kind, default: KindHistory(kind: kind, initial: [:], revision: revision)]
    }
  }

  /// Lets the record happen that comes next in the order of revisions; returns it, or nil at the
  /// end.
  @discardableResult
  mutating func step(through limit: Revision? = nil) -> WorldRecord? {
    var next: (kind: ResourceKind, record: WorldRecord)?
    for kind in ResourceKind.allCases {
      guard let record = self[kind].next else { continue }
      if let found = next, found.record.revision <= record.revision { continue }
      next = (kind, record)
    }
    guard let next else { return nil }
    if let limit, limit < next.record.revision { return nil }
    self[next.kind].step()
    revision = max(revision, next.record.revision)
    return next.record
  }

  /// Moves the revision on, though nothing known happens.
  mutating func reach(_ revision: Revision) {
    self.revision = max(self.revision, revision)
  }

  /// How many watch records have not happened.
  var pendingCount: Int {
    histories.values.reduce(0) { count, history in
      count + history.records[history.happenedCount...].count { $0.isWatchRecord }
    }
  }

  // MARK: Listeners

  /// Everybody who is to hear of changes.
  var allListeners: [@Sendable (_ waitsForClients: Bool) async -> Void] {
    listeners.sorted { $0.key < $1.key }.map(\.value)
  }

  mutating func addListener(
    _ listener: @escaping @Sendable (_ waitsForClients: Bool) async -> Void
  ) -> Int {
    listenerCount += 1
    listeners[listenerCount] = listener
    return listenerCount
  }

  mutating func removeListener(_ id: Int) {
    listeners[id] = nil
  }
}
