public import TopologyModel

/// Takes every event that still holds from a damaged store into a new one.
///
/// An event holds where its hash follows from its content and the hash before it: no other event is
/// needed for that, and nothing that the chain does not prove is taken. Where nothing is lost, the new
/// store has the same events at the same positions with the same hashes.
///
/// What a retention left below its horizon is taken as a whole, where the hash over it holds, and the
/// horizon with it. Else neither is: what is left of it alone would look like everything there was.
public struct Salvage {
  /// How many events are appended in one transaction.
  static let batchMax = 500

  /// An object's state or end, which a `seen` event needs to be there.
  private struct Assertion: Hashable {
    var cluster: String
    var epoch: Int
    var object: ObjectReference
    var revision: Revision?
    var assertion: EventType.Assertion?
  }

  private let source: DamagedLog
  private let target: SQLiteEventLog
  private let clock: SalvageClock
  private var report = SalvageReport()
  private var hashes = HashLineages()
  private var saved: Set<Assertion> = []
  private var batch: [DamagedLog.Readable] = []
  /// The objects of lost events; nil where one is lost of which it is not known.
  private var lostObjects: Set<ObjectReference>? = []
  /// Whether the horizon was taken, so that not everything that is missing is lost.
  private var hasHorizon = false
  /// What is written to while a log with a horizon is filled.
  private var filling: (snapshot: LogSnapshot, writer: LogWriter)?

  /// Throws `EventLogError` where there is nothing at a path, or nothing that has events.
  public static func checkIsReadable(_ path: String) throws(EventLogError) {
    _ = try DamagedLog(path: path)
  }

  /// Creates a salvage of the store at a path into a new one, which was opened with the clock.
  public init(
    path: String,
    into target: SQLiteEventLog,
    clock: SalvageClock
  ) throws(EventLogError) {
    source = try DamagedLog(path: path)
    self.target = target
    self.clock = clock
  }

  /// Takes what can be taken; calls `progress` with each position and the last one.
  public mutating func run(
    progress: (LogPosition, LogPosition) -> Void = { _, _ in }
  ) throws -> SalvageReport {
    let horizon = DamagedHorizon(source)
    let last = source.lastPosition(gone: horizon?.position ?? 0)
    var first: Int64 = 1
    if let horizon, let base = horizon.base {
      hashes = HashLineages([base.hash])
      first = horizon.last + 1
      hasHorizon = true
      try target.fill { snapshot, writer in
        filling = (snapshot, writer)
        defer { filling = nil }
        try restore(horizon, base)
        for position in stride(from: horizon.position + 1, through: horizon.last, by: 1) {
          try take(position)
          progress(LogPosition(position), LogPosition(last))
        }
        try flush()
      }
    } else if let horizon {
      hashes = HashLineages(
        [source.hash(at: horizon.position), horizon.claimedHash].compactMap { $0 }
      )
      first = horizon.position + 1
      lose(horizon)
    }
    for position in stride(from: first, through: last, by: 1) {
      try take(position)
      progress(LogPosition(position), LogPosition(last))
    }
    try flush()
    report.head = try target.read { try $0.head() }
    report.losses.sort { $0.position < $1.position }
    return report
  }

  /// Writes what was left below a horizon that holds.
  private mutating func restore(
    _ horizon: DamagedHorizon,
    _ base: ForgottenDetails.Base
  ) throws {
    guard let filling else { return }
    try horizon.forEachEvent { _, found in
      guard let found else { return }
      try filling.writer.restore(
        found.event,
        of: found.feed,
        body: found.body,
        hash: found.hash,
        snapshot: filling.snapshot
      )
      if let assertion = Self.assertion(of: found.event), found.event.type != .seen {
        saved.insert(assertion)
      }
      report.savedCount += 1
    }
    for feed in horizon.feeds { try filling.writer.register(feed, db: filling.snapshot.db) }
    filling.writer.goOn(behind: base)
  }

  /// Gives up what was left below a horizon that does not hold.
  private mutating func lose(_ horizon: DamagedHorizon) {
    report.lostHorizon = LogPosition(horizon.position)
    horizon.forEachEvent { position, found in
      lose(
        position,
        found?.event.object,
        "what was left below the retention horizon is not what it was"
      )
    }
  }

  /// Takes one event, if it holds.
  private mutating func take(_ position: Int64) throws {
    let found: DamagedLog.Readable
    do {
      found = try source.event(at: position)
    } catch {
      lose(position, error.object, error.reason)
      return hashes.skip(source.hash(at: position))
    }
    guard !hashes.isEmpty else {
      lose(
        position,
        found.event.object,
        "nothing proves it, since the one before it cannot be read"
      )
      return hashes.skip(found.hash)
    }
    guard hashes.pass(found) else {
      lose(position, found.event.object, "its hash does not follow from its content")
      return
    }
    try keep(found)
  }

  private static func assertion(of event: RecordedEvent) -> Assertion? {
    event.object.map { object in
      Assertion(
        cluster: event.cluster,
        epoch: event.epoch,
        object: object,
        revision: event.revision,
        assertion: event.assertion
      )
    }
  }

  private mutating func keep(_ found: DamagedLog.Readable) throws {
    let event = found.event
    if event.type == .forgotten {
      try keepForgotten(found)
      return
    }
    if let object = event.object, let assertion = Self.assertion(of: event) {
      if event.type != .seen {
        saved.insert(assertion)
      } else if !saved.contains(assertion), !isForgotten(object) {
        lose(event.position.value, object, "it says that a lost event was seen again")
        return
      }
    }
    if let first = batch.first,
      first.event.recordedAt != event.recordedAt || batch.count >= Self.batchMax
    {
      try flush()
    }
    batch.append(found)
  }

  /// Whether what is missing of an object was forgotten, since nothing of it was lost.
  private func isForgotten(_ object: ObjectReference) -> Bool {
    guard hasHorizon, let lostObjects else { return false }
    return !lostObjects.contains(object)
  }

  /// Repeats what a retention said, where what it left is there.
  private mutating func keepForgotten(_ found: DamagedLog.Readable) throws {
    let event = found.event
    guard let filling, let details = try? ForgottenDetails(decoding: found.body) else {
      lose(event.position.value, nil, "it tells of a retention whose remains are lost")
      return
    }
    try flush()
    clock.set(event.recordedAt)
    try filling.writer.append(
      details,
      cluster: event.cluster,
      clock: clock,
      snapshot: filling.snapshot
    )
    report.savedCount += 1
  }

  private mutating func flush() throws {
    defer { batch = [] }
    guard let first = batch.first else { return }
    clock.set(first.event.recordedAt)
    do {
      try append(batch)
    } catch let error as EventLogError {
      throw error
    } catch {
      // The projections cannot make anything of one of them: which one, trying each tells.
      for found in batch {
        do {
          try append([found])
        } catch let error as EventLogError {
          throw error
        } catch {
          lose(found.event.position.value, found.event.object, "its body cannot be understood")
        }
      }
    }
  }

  private mutating func append(_ events: [DamagedLog.Readable]) throws {
    let drafts = try events.map { try Self.draft(of: $0) }
    let receipt =
      if let (snapshot, writer) = filling {
        try writer.append(drafts, clock: clock, snapshot: snapshot).receipt
      } else {
        try target.append(drafts)
      }
    for (found, outcome) in zip(events, receipt.outcomes) {
      let position = found.event.position.value
      switch outcome {
      case .appended, .seen: report.savedCount += 1
      case .duplicate:
        lose(position, found.event.object, "it says nothing new without the lost")
      case .behindHorizon:
        lose(position, found.event.object, "it was observed before the retention horizon")
      }
    }
  }

  private mutating func lose(_ position: Int64, _ object: ObjectReference?, _ reason: String) {
    if let object { lostObjects?.insert(object) } else { lostObjects = nil }
    report.add(
      SalvageReport.Loss(position: LogPosition(position), object: object, reason: reason)
    )
  }

  private static func draft(of found: DamagedLog.Readable) throws -> EventDraft {
    let event = found.event
    let content: EventDraft.Content
    if let object = event.object, let assertion = event.assertion {
      content = .object(object, assertion: assertion, body: found.body, facts: nil)
    } else if event.type == .audited {
      content = .audit(try AuditEntry(decoding: found.body))
    } else {
      content = .observation(try ObservationDetails(decoding: found.body))
    }
    return EventDraft(repeating: event, of: found.feed, content: content)
  }
}
