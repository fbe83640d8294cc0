internal import Synchronization
public import TopologyModel

/// A cluster's history as an API server would tell it, with a clock that tests drive.
///
/// A world knows for each kind what was at the beginning and the watch records since, as the very
/// bytes that it was given; it comes from a recording, or is built by hand. It stands still
/// until somebody moves its clock. What has happened by then is what lists show and watches send;
/// the order between kinds is that of revisions.
///
/// The functions that let something happen return when every open watch of a running server has
/// been told, and has written as much as its client takes.
public final class StandInWorld: Sendable {
  let state: Mutex<WorldState>

  init(_ state: consuming WorldState) {
    self.state = Mutex(state)
  }

  /// Creates a world without objects, at a revision.
  public convenience init(revision: Revision = .lowest) {
    let histories = ResourceKind.allCases.map {
      KindHistory(kind: $0, initial: [:], revision: revision)
    }
    self.init(WorldState(histories: histories, revision: revision))
  }

  // MARK: Reading

  /// The revision that the world has reached.
  public var revision: Revision { state.withLock(\.revision) }

  /// How many watch records have not happened yet, bookmarks included.
  public var pendingRecordCount: Int { state.withLock(\.pendingCount) }

  /// Returns how many objects of a kind there are.
  public func objectCount(of kind: ResourceKind) -> Int {
    state.withLock { $0[kind].state.count }
  }

  /// Returns the slots and revisions of what there is of a kind: what a client should know in the
  /// end.
  public func objects(of kind: ResourceKind) -> [ObjectSlot: Revision] {
    state.withLock { $0[kind].state.mapValues(\.revision) }
  }

  // MARK: The clock

  /// Lets everything happen up to a revision, which the world has reached then.
  public func advance(to revision: Revision) async {
    state.withLock { state in
      while state.step(through: revision) != nil {}
      state.reach(revision)
    }
    await tellListeners()
  }

  /// Lets the next `count` watch records of all kinds happen, bookmarks included; fewer at the
  /// end.
  public func advance(byRecords count: Int) async {
    state.withLock { state in
      var left = count
      while left > 0, let record = state.step() {
        if record.isWatchRecord { left -= 1 }
      }
    }
    await tellListeners()
  }

  /// Lets everything happen that is left, at once.
  public func finish() async {
    state.withLock { state in
      while state.step() != nil {}
    }
    await tellListeners()
  }

  /// Lets everything happen that is left, a few records at a time, each time waiting until all
  /// watches have passed them to their clients.
  ///
  /// Watches that misbehave by falling silent are not waited for.
  public func play(recordsPerStep count: Int = 64) async {
    while hasFuture, !Task.isCancelled {
      state.withLock { state in
        for _ in 0..<count { state.step() }
      }
      await tellListeners(waitsForClients: true)
    }
  }

  // MARK: Coverage

  /// Forgets the history up to a revision of one kind, or of all: a watch from an earlier one
  /// answers 410.
  public func compact(through revision: Revision, of kind: ResourceKind? = nil) {
    state.withLock { state in
      for each in ResourceKind.allCases where kind == nil || kind == each {
        state[each].compact(through: revision)
      }
    }
  }

  /// Holds back the watch records of a kind: lists show what happens, watches do not until
  /// `release`.
  public func hold(_ kind: ResourceKind) {
    state.withLock { $0[kind].hold() }
  }

  /// Lets watches send what was held back of a kind.
  public func release(_ kind: ResourceKind) async {
    state.withLock { $0[kind].release() }
    await tellListeners()
  }

  // MARK: For servers

  /// Tells everybody that something happened, and waits until all have dealt with it.
  ///
  /// Clients have what they were told when their sockets took it.
  func tellListeners(waitsForClients: Bool = false) async {
    for listener in state.withLock(\.allListeners) { await listener(waitsForClients) }
  }

  private var hasFuture: Bool {
    state.withLock { state in state.histories.values.contains { $0.next != nil } }
  }
}
