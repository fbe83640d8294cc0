package import EventLog
internal import Projections
internal import TopologyModel

/// What must be so of a store that a fault left.
package enum StoreCheck {
  /// What is there.
  package struct Found: Sendable {
    /// How many batches of the model are there.
    package var batches: Int
    /// The head, as `hindcast head` prints it.
    package var head: String
    /// Which one of the horizons that it may have it has.
    package var horizon: Int

    /// Creates what was found.
    package init(batches: Int, head: String, horizon: Int) {
      self.batches = batches
      self.head = head
      self.horizon = horizon
    }
  }

  /// What opening and verifying said.
  package enum Outcome: Sendable {
    /// There is no store, or none yet; what was said.
    case none(String)
    /// The store is whole, and all of it is the model's.
    case whole(Found)
    /// It cannot be opened, or is not whole; what was said.
    case refused(String)
  }

  /// Opens the store as the next process would, verifies it as `hindcast verify` does, and holds each
  /// event to the model, forgotten up to one of the horizons; throws where a store that says it is
  /// whole is not the model's.
  package static func outcome(
    _ path: String,
    of model: StoreModel,
    horizons: [ModelHorizon] = [.none]
  ) throws -> Outcome {
    do {
      return try reading(path) { snapshot in
        let verification = try snapshot.verify()
        if let damage = verification.damages.first { return .refused(damage.finding) }
        let head = verification.head
        if head.position > .zero, let damage = try TopologyProjection.firstDamage(snapshot) {
          return .refused(damage.finding)
        }
        let horizon = try Self.horizon(snapshot, of: horizons)
        let stored = try expectEvents(snapshot, of: model, horizons[horizon])
        guard let batches = model.heads.firstIndex(of: Int64(stored)) else {
          throw StoreFailure("half of a batch is there: \(stored)")
        }
        return .whole(
          Found(batches: batches, head: "\(head.position):\(head.hash)", horizon: horizon)
        )
      }
    } catch EventLogError.noStore(let path) {
      return .none("there is no store at `\(path)`")
    } catch EventLogError.notAStore(let path) {
      return .none("`\(path)` is no store")
    } catch let failure as StoreFailure {
      throw failure
    } catch {
      return .refused("\(error)")
    }
  }

  /// The same, of a store that must be whole; returns nil where there need not be one, and is none, or
  /// where it may be unusable and is.
  package static func expectWhole(
    _ path: String,
    of model: StoreModel,
    horizons: [ModelHorizon] = [.none],
    mayBeMissing: Bool = false,
    mayBeUnusable: Bool = false
  ) throws -> Found? {
    switch try outcome(path, of: model, horizons: horizons) {
    case .whole(let found): return found
    case .none where mayBeMissing, .refused where mayBeUnusable: return nil
    case .none(let reason): throw StoreFailure(reason)
    case .refused(let reason): throw StoreFailure(reason)
    }
  }

  /// A store whose migration was cut short is that of before or of after, and the next opening
  /// completes it.
  package static func finishMigration(_ path: String) throws {
    let damage = try reading(path) { try $0.verify().damages.first }
    if let damage { throw StoreFailure(damage.finding) }
    try StoreFiles.open(path, projection: TopologyProjection()).close()
  }

  /// The head of a log, as `hindcast head` prints it.
  package static func head(_ log: SQLiteEventLog) throws -> String {
    let head = try log.read { try $0.head() }
    return "\(head.position):\(head.hash)"
  }

  /// Which of the horizons the store has.
  private static func horizon(
    _ snapshot: LogSnapshot,
    of horizons: [ModelHorizon]
  ) throws -> Int {
    let told = try snapshot.horizons().map { ($0.cluster, $0.details.before) }
    let before = Dictionary(uniqueKeysWithValues: told)
    guard let found = horizons.firstIndex(where: { $0.before == before }) else {
      throw StoreFailure("something else was forgotten: \(before)")
    }
    return found
  }

  /// Holds each event to the draft of its number; returns how many drafts were appended.
  private static func expectEvents(
    _ snapshot: LogSnapshot,
    of model: StoreModel,
    _ horizon: ModelHorizon
  ) throws -> Int {
    let drafts = model.drafts
    let head = try snapshot.head().position
    var numbers: [Int] = []
    try snapshot.forEachEvent(from: LogPosition(1), through: head) { stored in
      if stored.event.type == .forgotten { return true }
      let position = stored.event.position
      guard let number = stored.event.revision.flatMap({ Int($0.text) }),
        drafts.indices.contains(number - 1)
      else { throw StoreFailure("event \(position) is none of the model's") }
      numbers.append(number)
      try StoreFailure.unless(
        Int(position.value) == number || Int(position.value) > number && !horizon.before.isEmpty,
        "event \(number) is at position \(position)"
      )
      try expect(stored, snapshot, drafts[number - 1])
      return true
    }
    let stored = max(numbers.last ?? 0, horizon.last)
    let expected = horizon.numbers(of: model, stored: stored)
    try StoreFailure.unless(numbers == expected, "there are \(numbers), expected \(expected)")
    let forgotten = try snapshot.horizons().reduce(0) { $0 + $1.details.eventCount }
    try StoreFailure.unless(
      forgotten == stored - numbers.count,
      "\(stored - numbers.count) events are gone, and \(forgotten) are told to be"
    )
    return stored
  }

  private static func expect(
    _ stored: StoredEvent,
    _ snapshot: LogSnapshot,
    _ draft: EventDraft
  ) throws {
    let event = stored.event
    var expected: [UInt8] = []
    switch draft.content {
    case .object(let object, _, let body, _):
      try StoreFailure.unless(event.object == object, "event \(event.position) is of another")
      expected = body
    case .observation, .audit:
      try StoreFailure.unless(event.object == nil, "event \(event.position) has an object")
    }
    try StoreFailure.unless(
      event.type == draft.type && event.observedAt == draft.observedAt
        && event.cluster == draft.feed.cluster && event.feedIdentity == draft.feed.identity,
      "event \(event.position) is another one than was appended"
    )
    if !expected.isEmpty {
      let body = try snapshot.body(at: event.position)
      try StoreFailure.unless(
        body == expected,
        "the body of event \(event.position) is another one"
      )
    }
  }

  private static func reading<Result>(
    _ path: String,
    _ body: (LogSnapshot) throws -> Result
  ) throws -> Result {
    let log = try StoreFiles.openForReading(path)
    defer { try? log.close() }
    return try log.read(body)
  }
}
