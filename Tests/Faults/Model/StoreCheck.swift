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

    /// Creates what was found.
    package init(batches: Int, head: String) {
      self.batches = batches
      self.head = head
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
  /// event to the model; throws where a store that says it is whole is not the model's.
  package static func outcome(_ path: String, of model: StoreModel) throws -> Outcome {
    do {
      return try reading(path) { snapshot in
        let verification = try snapshot.verify()
        if let damage = verification.damages.first { return .refused(damage.finding) }
        let head = verification.head
        if head.position > .zero, let damage = try TopologyProjection.firstDamage(snapshot) {
          return .refused(damage.finding)
        }
        try expectEvents(snapshot, of: model)
        guard let batches = model.heads.firstIndex(of: head.position.value) else {
          throw StoreFailure("half of a batch is there: \(head.position)")
        }
        return .whole(Found(batches: batches, head: "\(head.position):\(head.hash)"))
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
    mayBeMissing: Bool = false,
    mayBeUnusable: Bool = false
  ) throws -> Found? {
    switch try outcome(path, of: model) {
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

  private static func expectEvents(_ snapshot: LogSnapshot, of model: StoreModel) throws {
    let drafts = model.drafts
    let head = try snapshot.head().position
    try StoreFailure.unless(head.value <= drafts.count, "there are \(head) events")
    try snapshot.forEachEvent(from: LogPosition(1), through: head) { stored in
      let position = stored.event.position
      let draft = drafts[Int(position.value) - 1]
      var expected: [UInt8] = []
      switch draft.content {
      case .object(let object, _, let body, _):
        try StoreFailure.unless(stored.event.object == object, "event \(position) is of another")
        expected = body
      case .observation, .audit:
        try StoreFailure.unless(stored.event.object == nil, "event \(position) has an object")
      }
      try StoreFailure.unless(
        stored.event.revision == draft.revision && stored.event.type == draft.type
          && stored.event.cluster == draft.feed.cluster,
        "event \(position) is another one than was appended"
      )
      if !expected.isEmpty {
        let body = try snapshot.body(at: position)
        try StoreFailure.unless(body == expected, "the body of event \(position) is another one")
      }
      return true
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
