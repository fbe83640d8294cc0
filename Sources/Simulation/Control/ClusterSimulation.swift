public import TopologyModel

/// A cluster that lives by its seed, and what a recorder would receive of it.
///
/// It has no clock: its time is what it makes up. Its memory is that of the objects there are, of
/// what has changed and is not received yet, and of nothing that is past.
public final class ClusterSimulation {
  /// What was asked for.
  public let parameters: SimulationParameters

  static let millisecond: Int64 = 1_000_000
  static let second: Int64 = 1_000_000_000
  private static let batchRecordsMax = 512
  private static let batchBytesMax = 2 << 20

  var random: SeededGenerator
  /// The time that it is.
  var now: Int64
  /// When the last change was committed.
  private(set) var lastCommit: Int64
  /// The counter that all objects share.
  private(set) var revision: UInt64 = 1_000
  var queue = ActionQueue()
  var text = ByteText()

  var nodes: [SimulatedNode] = []
  var workloads: [SimulatedWorkload] = []
  var freeWorkloads: [Int] = []
  /// How many Services there ever were.
  var serviceCount = 0
  var liveServiceCount = 0
  var pods: [SimulatedPod] = []
  var freePods: [Int] = []
  /// How many Pods there ever were.
  var podCount = 0
  /// How many Pods the Deployments want.
  var wantedPodCount = 0
  var cordonedCount = 0
  /// How many changes are still to come of what was begun.
  var outstanding = 0
  /// How many changes were committed since the recording began, told or not.
  private(set) var committedCount = 0

  var streams: [WatchStream]
  var ledger: TruthLedger
  var batch = SimulationBatch()
  var listing: ListingState?
  /// The gaps that are open: when they began, and after which revision.
  var gaps: [ResourceKind: (from: Int64, revision: UInt64)] = [:]
  /// How many changes the watches told, those that are about to arrive included.
  public private(set) var changeCount = 0
  /// Whether there are as many as were asked for.
  private var isFull = false
  private var isEnded = false
  /// When everything was listed first.
  var recordingStart: Int64 = 0

  /// Creates a cluster, as it is when its recording begins.
  ///
  /// - Throws: `SimulationError` where there can be no such cluster.
  public init(_ parameters: SimulationParameters) throws(SimulationError) {
    try parameters.check()
    self.parameters = parameters
    random = SeededGenerator(seed: parameters.seed)
    now = parameters.start.nanoseconds
    lastCommit = now
    streams = ResourceKind.allCases.map { WatchStream(kind: $0) }
    ledger = TruthLedger(isTelling: parameters.tellsTruth)
    populate()
    planRecording()
  }

  /// How large the state is: objects that there are, and what waits.
  public var stateSize: Int {
    nodes.count + workloads.count + pods.count + queue.count + ledger.size
      + streams.reduce(0) { $0 + $1.waitingChangeCount }
  }

  /// The time that the cluster has come to.
  public var time: Instant { Instant(nanoseconds: max(now, lastCommit)) }

  /// Returns what is received next; nil at the end.
  public func nextBatch() -> SimulationBatch? {
    guard !isEnded else { return nil }
    batch = SimulationBatch()
    while !isEnded, batch.records.count < Self.batchRecordsMax,
      batch.byteCount < Self.batchBytesMax
    {
      if listing != nil { listNext() } else { actNext() }
    }
    batch.truths = ledger.take()
    return batch
  }

  private func actNext() {
    let end = parameters.hours.map {
      parameters.start.nanoseconds + Int64($0 * 3_600 * Double(Self.second))
    }
    guard !isFull, let time = queue.nextTime, time <= end ?? .max, let next = queue.next() else {
      finish()
      return
    }
    now = max(now, next.time)
    perform(next.action)
    deliver(upTo: max(now, lastCommit))
  }

  private func perform(_ action: SimulatedAction) {
    switch action {
    case .pod(let place, let serial, let plan, let step):
      guard pods[place].serial == serial, pods[place].isLive,
        plan.map({ $0 == pods[place].plan }) ?? true
      else { return }
      perform(step, ofPod: place)
    case .settle(let place, let number): settle(place, number: number)
    case .sync(let place, let number): syncSlices(place, number: number)
    case .collectSlices(let place, let number): collectSlices(place, number: number)
    case .heartbeat(let node): beat(node)
    case .uncordon(let node): uncordon(node)
    case .disturb: disturb()
    case .bookmark(let kind): bookmark(kind)
    case .resume(let kind): resume(kind)
    case .breakWatches: breakWatches()
    case .relist(let kinds): relist(kinds)
    case .goOn(let kinds): goOn(kinds)
    }
  }

  // MARK: Commits

  /// Commits a change of an object: the next revision, at the next time.
  func commit() -> UInt64 {
    revision += UInt64(1 + random.below(2))
    guard recordingStart != 0 else { return revision }
    lastCommit = max(now, lastCommit + Int64(100_000 + random.below(300_000)))
    committedCount += 1
    if outstanding > 0 { outstanding -= 1 }
    return revision
  }

  /// Moves the time of the last commit on, and returns it in whole microseconds.
  func passTime(_ nanoseconds: Int64) -> Int64 {
    let time = max(now, lastCommit) + nanoseconds
    lastCommit = time + 999 - (time + 999) % 1_000
    return lastCommit
  }

  /// Whether a change of the kind is told.
  func isTold(_ kind: ResourceKind) -> Bool {
    !isFull && streams[kind.rawValue - 1].isOpen
  }

  /// Notes what is so from a revision on; nil for nothing.
  func note(
    _ key: TruthLedger.Key,
    _ truth: @autoclosure () -> SimulatedTruth?,
    at revision: UInt64
  ) {
    if !isFull { ledger.note(key, truth(), at: revision) }
  }

  /// Tells of the object that was written to `text`.
  func send(_ kind: ResourceKind, _ change: SimulatedRecord.Change, at revision: UInt64) {
    let body = text.take()
    let isOrdered = parameters.disorder == 0
    streams[kind.rawValue - 1].enqueue(
      .change(change, body: body),
      revision: revision,
      committed: lastCommit,
      byteCount: isOrdered ? 0 : body.count,
      jitter: isOrdered ? 0 : random.milliseconds(1...12),
      delayMax: Int64(parameters.disorder) * Self.millisecond
    )
    changeCount += 1
    if changeCount == parameters.events { isFull = true }
  }

  /// Forgets changes that waited to be told and will not be.
  func forgetChanges(_ count: Int) {
    changeCount -= count
  }

  private func finish() {
    goOn(streams.filter(\.isPaused).map(\.kind))
    deliver(upTo: .max)
    let last = streams.reduce(0) { max($0, $1.lastReceived) }
    let time = Instant(nanoseconds: max(passTime(Self.millisecond), last))
    for stream in streams where stream.isOpen {
      emit(stream.kind, .bookmark, revision: revision, at: time)
    }
    for stream in streams where stream.isOpen {
      emit(stream.kind, .ended, revision: revision, at: time)
    }
    for kind in gaps.keys.sorted() { tellGap(kind, until: nil, revision: nil) }
    ledger.finish()
    ledger.tell(
      .recording(
        SimulatedTruth.Recording(
          from: Instant(nanoseconds: recordingStart),
          until: time,
          revision: ledger.provenRevision,
          changes: changeCount
        )
      )
    )
    isEnded = true
  }
}
