public import TopologyModel

/// Takes every event that still holds from a damaged store into a new one.
///
/// An event holds where its hash follows from its content and the hash before it: no other event is
/// needed for that, and nothing that the chain does not prove is taken. Where nothing is lost, the new
/// store has the same events at the same positions with the same hashes.
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

  /// Throws `EventLogError` where SQLite can make nothing of the file at a path, or where it has a
  /// retention horizon.
  public static func checkIsReadable(_ path: String) throws(EventLogError) {
    if let horizon = try DamagedLog(path: path).horizonPosition() {
      throw .salvageBehindHorizon(path: path, horizon: horizon)
    }
  }

  /// Creates a salvage of the store at a path into a new one, which was opened with the clock.
  public init(
    path: String,
    into target: SQLiteEventLog,
    clock: SalvageClock
  ) throws(EventLogError) {
    source = try DamagedLog(path: path)
    if let horizon = source.horizonPosition() {
      throw .salvageBehindHorizon(path: path, horizon: horizon)
    }
    self.target = target
    self.clock = clock
  }

  /// Takes what can be taken; calls `progress` with each position and the last one.
  public mutating func run(
    progress: (LogPosition, LogPosition) -> Void = { _, _ in }
  ) throws -> SalvageReport {
    let last = source.lastPosition()
    for position in stride(from: Int64(1), through: last, by: 1) {
      try take(position)
      progress(LogPosition(position), LogPosition(last))
    }
    try flush()
    report.head = try target.read { try $0.head() }
    report.losses.sort { $0.position < $1.position }
    return report
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

  private mutating func keep(_ found: DamagedLog.Readable) throws {
    let event = found.event
    if let object = event.object {
      let assertion = Assertion(
        cluster: event.cluster,
        epoch: event.epoch,
        object: object,
        revision: event.revision,
        assertion: event.assertion
      )
      if event.type != .seen {
        saved.insert(assertion)
      } else if !saved.contains(assertion) {
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
    let receipt = try target.append(try events.map { try Self.draft(of: $0) })
    for (found, outcome) in zip(events, receipt.outcomes) {
      if case .duplicate = outcome {
        lose(found.event.position.value, found.event.object, "it says nothing new without the lost")
      } else {
        report.savedCount += 1
      }
    }
  }

  private mutating func lose(_ position: Int64, _ object: ObjectReference?, _ reason: String) {
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
    return EventDraft(
      feed: found.feed,
      epoch: event.epoch,
      type: event.type,
      observedAt: event.observedAt,
      evidence: event.evidence,
      revision: event.revision,
      content: content
    )
  }
}
