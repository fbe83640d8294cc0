internal import Synchronization
internal import TopologyModel

extension StandInWorld {
  /// Finds out where a watch begins that the parameters ask for.
  func beginWatch(
    _ kind: ResourceKind,
    _ parameters: [String: String]
  ) throws(APIStatus) -> WatchStart {
    let asked = try Self.revision(parameters["resourceVersion"])
    let sendsInitial = parameters["sendInitialEvents"] == "true"
    let match = parameters["resourceVersionMatch"]
    guard sendsInitial == (match == "NotOlderThan"), sendsInitial || match == nil else {
      throw APIStatus(
        422,
        "resourceVersionMatch: Forbidden: resourceVersionMatch must be NotOlderThan for a watch "
          + "with sendInitialEvents, and is forbidden for any other watch"
      )
    }
    let result: Result<WatchStart, APIStatus> = state.withLock { state in
      let history = state[kind]
      if sendsInitial || asked == nil {
        if let asked, asked > state.revision {
          return .failure(.tooLarge(asked, current: state.revision))
        }
        return .success(Self.start(history, state.revision, endsInitial: sendsInitial))
      }
      guard let asked else { preconditionFailure("a watch without revision") }
      guard asked >= history.compactedRevision else {
        return .failure(.expiredWatch(asked, oldest: history.compactedRevision))
      }
      return .success(WatchStart(cursor: history.index(after: asked)))
    }
    return try result.get()
  }

  /// Returns records of a kind that watches may see, from one on.
  func records(of kind: ResourceKind, from cursor: Int, countMax: Int) -> ArraySlice<WorldRecord> {
    state.withLock { state in
      let history = state[kind]
      let end = min(history.visibleCount, cursor + countMax)
      return cursor < end ? history.records[cursor..<end] : []
    }
  }

  func addListener(
    _ listener: @escaping @Sendable (_ waitsForClients: Bool) async -> Void
  ) -> Int {
    state.withLock { $0.addListener(listener) }
  }

  func removeListener(_ id: Int) {
    state.withLock { $0.removeListener(id) }
  }

  private static func start(
    _ history: KindHistory,
    _ revision: Revision,
    endsInitial: Bool
  ) -> WatchStart {
    let cursor = history.visibleCount
    var state = history.state
    var end = revision
    if cursor < history.happenedCount {
      // Of a kind that is held back nobody knows more than watches do.
      end = cursor > 0 ? history.records[cursor - 1].revision : history.initialRevision
      state = history.state(at: end)
    }
    return WatchStart(
      initial: shuffle(Array(state.values)),
      initialEnd: endsInitial ? end : nil,
      cursor: cursor
    )
  }

  /// Puts objects into an order that is always the same and never that of revisions.
  private static func shuffle(_ objects: [StoredObject]) -> [StoredObject] {
    let shuffled = objects.sorted { $0.slot < $1.slot }
    let isByRevision = zip(shuffled, shuffled.dropFirst()).allSatisfy { $0.revision < $1.revision }
    return isByRevision ? shuffled.reversed() : shuffled
  }
}
