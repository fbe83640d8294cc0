internal import NIOCore
internal import TopologyModel

/// One watch that is open, bound to the event loop of its connection.
final class WatchSession {
  enum Phase {
    case open
    case silent
    case ended
  }

  let kind: ResourceKind
  let shared: ServerState
  let writer: ResponseWriter
  let plan: FaultPlan
  var steps: ArraySlice<FaultPlan.Step>
  var phase = Phase.open
  var watch: StandInWatch
  private let filter: RequestFilter
  let allowsBookmarks: Bool
  private let timeoutSeconds: Int?
  /// What is to be sent before the world's records.
  private var initial: ArraySlice<StoredObject>
  private var initialEnd: Revision?
  /// The world's record after those that were fetched.
  private var cursor: Int
  private var fetched: ArraySlice<WorldRecord> = []
  /// The next record, where somebody has looked at it already.
  private var upcoming: OutgoingRecord?
  /// What was fetched and says that the history up to here is lost.
  var lostRevision: Revision?
  /// Records that go into one chunk.
  var batch = ByteBuffer()
  var batchCount = 0
  /// The last lines, where a fault sends them again.
  var sentLines: [ByteBuffer] = []
  private var listener: Int?
  private var timeout: Scheduled<Void>?
  private var drainPromises: [EventLoopPromise<Void>] = []
  /// Called at the end of the body.
  private let onEnd: () -> Void

  init(
    request: StandInRequest,
    kind: ResourceKind,
    start: WatchStart,
    plan: FaultPlan,
    writer: ResponseWriter,
    shared: ServerState,
    onEnd: @escaping () -> Void
  ) {
    self.kind = kind
    self.shared = shared
    self.writer = writer
    self.plan = plan
    self.onEnd = onEnd
    steps = plan.steps[...]
    watch = StandInWatch(request: request.number, kind: kind, namespace: request.namespace)
    filter = RequestFilter(
      namespace: request.namespace,
      labelSelector: request.parameters["labelSelector"]
    )
    allowsBookmarks = ["true", "1"].contains(request.parameters["allowWatchBookmarks"])
    timeoutSeconds = request.parameters["timeoutSeconds"].flatMap { Int($0) }
    initial = start.initial.filter { [filter] in filter.accepts($0) }[...]
    initialEnd = allowsBookmarks ? start.initialEnd : nil
    cursor = start.cursor
  }

  // MARK: Life

  /// Begins to send; the head was written.
  func open() {
    let bound = NIOLoopBound(self, eventLoop: writer.channel.eventLoop)
    let eventLoop = writer.channel.eventLoop
    shared.watchOpened(watch) { way in
      try? await eventLoop.submit { bound.value.breakOff(way) }.get()
    }
    listener = shared.world.addListener { waitsForClients in
      try? await eventLoop.flatSubmit { bound.value.worldChanged(waitsForClients) }.get()
    }
    if let timeoutSeconds {
      timeout = eventLoop.scheduleTask(in: .seconds(Int64(timeoutSeconds))) {
        bound.value.timeoutReached()
      }
    }
    writer.channel.flush()
    pump()
  }

  /// Ends because the connection has gone.
  func connectionClosed() {
    phase = .ended
    finish()
  }

  /// Sends what happened meanwhile; the future says when that was done.
  private func worldChanged(_ waitsForClients: Bool) -> EventLoopFuture<Void> {
    let eventLoop = writer.channel.eventLoop
    pump()
    guard waitsForClients, phase == .open else { return eventLoop.makeSucceededVoidFuture() }
    let promise = eventLoop.makePromise(of: Void.self)
    drainPromises.append(promise)
    keepDrainPromises()
    return promise.futureResult
  }

  private func timeoutReached() {
    guard phase == .open else { return }
    pump()
    guard phase == .open else { return }
    flushBatch()
    if allowsBookmarks, shared.options.sendsBookmarkBeforeTimeout, watch.isCaughtUp {
      writer.writeChunk(OutgoingRecord(bookmark: shared.world.revision, of: kind).line)
    }
    end()
  }

  func breakOff(_ way: StandInBreak) {
    guard phase == .open else { return }
    flushBatch()
    switch way {
    case .end: end()
    case .drop: drop()
    case .silence: fallSilent()
    case .error(let code): endWithError(status(ofError: code))
    }
  }

  /// Ends the body as it should end.
  func end() {
    flushBatch()
    phase = .ended
    writer.writeEnd()
    finish()
    onEnd()
  }

  func endWithError(_ status: APIStatus) {
    flushBatch()
    writer.writeChunk(OutgoingRecord.error(status))
    end()
  }

  /// Closes the connection.
  func drop() {
    phase = .ended
    writer.close()
    finish()
  }

  func fallSilent() {
    flushBatch()
    writer.channel.flush()
    phase = .silent
    watch.isSilent = true
    shared.watchChanged(watch)
    succeedDrainPromises()
  }

  private func finish() {
    timeout?.cancel()
    timeout = nil
    if let listener { shared.world.removeListener(listener) }
    listener = nil
    succeedDrainPromises()
    shared.watchClosed(watch.request)
  }

  // MARK: What comes

  /// Returns the next record without sending it; nil where nothing more has happened.
  func peek() -> OutgoingRecord? {
    if upcoming == nil { upcoming = makeNext() }
    return upcoming
  }

  /// Takes the next record.
  func takeNext() -> OutgoingRecord? {
    let next = peek()
    upcoming = nil
    return next
  }

  private func makeNext() -> OutgoingRecord? {
    if let object = initial.popFirst() { return OutgoingRecord(.added, object) }
    if let revision = initialEnd {
      initialEnd = nil
      return OutgoingRecord(bookmark: revision, of: kind, endsInitial: true)
    }
    while lostRevision == nil {
      if fetched.isEmpty {
        fetched = shared.world.records(of: kind, from: cursor, countMax: 32)
        cursor += fetched.count
      }
      guard let record = fetched.popFirst() else { return nil }
      if case .relist = record.content { lostRevision = record.revision }
      let outgoing = OutgoingRecord(
        record,
        of: kind,
        filter: filter,
        bookmarks: allowsBookmarks
      )
      if let outgoing { return outgoing }
    }
    return nil
  }

  // MARK: Waiting for clients

  /// Keeps the promise to those who wait, once everything was sent and has left.
  func keepDrainPromises() {
    guard !drainPromises.isEmpty, watch.isCaughtUp else { return }
    let bound = NIOLoopBound(self, eventLoop: writer.channel.eventLoop)
    writer.lastWrite.whenComplete { _ in
      if bound.value.watch.isCaughtUp { bound.value.succeedDrainPromises() }
    }
  }

  private func succeedDrainPromises() {
    let promises = drainPromises
    drainPromises = []
    for promise in promises { promise.succeed() }
  }
}
