internal import NIOCore
internal import TopologyModel

extension WatchSession {
  /// Sends what has happened, as far as the client takes it.
  func pump() {
    guard phase == .open else { return }
    let recordCount = watch.recordCount
    let wasCaughtUp = watch.isCaughtUp
    watch.isCaughtUp = false
    while phase == .open, writer.channel.isWritable {
      if takeStep() { continue }
      guard let next = takeNext() else {
        flushBatch()
        watch.isCaughtUp = true
        break
      }
      send(next)
    }
    guard phase == .open else { return }
    writer.channel.flush()
    if let lostRevision, watch.isCaughtUp {
      endWithError(.expiredWatch(watch.lastRevision ?? lostRevision, oldest: lostRevision))
      return
    }
    if watch.recordCount != recordCount || watch.isCaughtUp != wasCaughtUp {
      shared.watchChanged(watch)
    }
    keepDrainPromises()
  }

  /// Writes the records that wait to go into one chunk.
  func flushBatch() {
    guard batchCount > 0 else { return }
    writer.writeChunk(batch)
    batch = ByteBuffer()
    batchCount = 0
  }

  /// The status that an error of that code carries.
  func status(ofError code: Int) -> APIStatus {
    guard code == 410 else {
      return APIStatus(code, "an error that the stand-in server was told to send")
    }
    let revision = shared.world.revision
    return .expiredWatch(watch.lastRevision ?? revision, oldest: revision)
  }

  private func send(_ record: OutgoingRecord) {
    watch.recordCount += 1
    watch.lastRevision = record.revision
    put(record.line)
    if plan.duplicatesRecords { put(record.line) }
    if plan.repeatCountMax > 0 {
      sentLines.append(record.line)
      if sentLines.count > plan.repeatCountMax { sentLines.removeFirst() }
    }
  }

  private func put(_ line: ByteBuffer) {
    guard plan.recordsPerChunk > 1 else {
      writer.writeChunk(line)
      return
    }
    batch.writeImmutableBuffer(line)
    batchCount += 1
    if batchCount >= plan.recordsPerChunk { flushBatch() }
  }

  /// Does what a fault wants done now; returns whether there was anything.
  private func takeStep() -> Bool {
    guard let step = steps.first, watch.recordCount >= step.recordCount, isDue(step.action) else {
      return false
    }
    steps.removeFirst()
    switch step.action {
    case .end: end()
    case .drop:
      flushBatch()
      drop()
    case .tear:
      flushBatch()
      if let next = takeNext() { writer.writeTornChunk(next.line) }
      drop()
    case .silence: fallSilent()
    case .error(let code): endWithError(status(ofError: code))
    case .bookmark(let bookmark): put(line(of: bookmark))
    case .repeatRecords(let count): for line in sentLines.suffix(count) { put(line) }
    case .omitRecords(let count): omit(count)
    }
    return true
  }

  /// Whether what an action needs is there.
  private func isDue(_ action: FaultPlan.Step.Action) -> Bool {
    switch action {
    case .tear, .bookmark(.premature), .omitRecords: peek() != nil
    case .bookmark(.complete): peek() == nil && lostRevision == nil
    case .bookmark(.behind), .bookmark(.at), .bookmark(.withoutRevision), .end, .drop, .silence,
      .error, .repeatRecords:
      true
    }
  }

  /// Leaves out the next record, and those after it in their turn.
  private func omit(_ count: Int) {
    guard takeNext() != nil, count > 1 else { return }
    steps = [FaultPlan.Step(recordCount: 0, action: .omitRecords(count - 1))] + steps
  }

  private func line(of bookmark: StandInBookmark) -> ByteBuffer {
    let now = shared.world.revision
    let revision: Revision? =
      switch bookmark {
      case .complete, .premature: now
      case .behind: (watch.lastRevision ?? now).predecessor ?? .lowest
      case .at(let revision): revision
      case .withoutRevision: nil
      }
    return OutgoingRecord.bookmark(revision, kind)
  }
}
