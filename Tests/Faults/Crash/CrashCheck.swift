import EventLog
import Projections
import TopologyModel

/// What must be so of a store that a killed process left.
enum CrashCheck {
  /// Opens the store as the next process would, which must be whole, and returns its head.
  static func expectWhole(
    _ path: String
  ) throws -> (position: LogPosition, hash: ChainHash) {
    try reading(path) { snapshot in
      let verification = try snapshot.verify()
      if let damage = verification.damages.first { throw CrashFailure(damage.finding) }
      if verification.head.position > .zero,
        let damage = try TopologyProjection.firstDamage(snapshot)
      {
        throw CrashFailure(damage.finding)
      }
      return verification.head
    }
  }

  /// Every event must be the one of the model at its position, body and all.
  static func expectEvents(_ path: String, of model: CrashModel) throws {
    let drafts = model.drafts
    try reading(path) { snapshot in
      let head = try snapshot.head().position
      try snapshot.forEachEvent(from: LogPosition(1), through: head) { stored in
        let position = stored.event.position
        let draft = drafts[Int(position.value) - 1]
        var expected: [UInt8] = []
        switch draft.content {
        case .object(let object, _, let body, _):
          try CrashFailure.unless(stored.event.object == object, "event \(position) is of another")
          expected = body
        case .observation, .audit:
          try CrashFailure.unless(stored.event.object == nil, "event \(position) has an object")
        }
        try CrashFailure.unless(
          stored.event.revision == draft.revision && stored.event.type == draft.type
            && stored.event.cluster == draft.feed.cluster,
          "event \(position) is another one than was appended"
        )
        if !expected.isEmpty {
          let body = try snapshot.body(at: position)
          try CrashFailure.unless(body == expected, "the body of event \(position) is another one")
        }
        return true
      }
    }
  }

  /// The projections as text, for comparisons.
  static func projections(_ path: String) throws -> String {
    try reading(path) { try ProjectionSnapshot($0).dump() }
  }

  private static func reading<Result>(
    _ path: String,
    _ body: (LogSnapshot) throws -> Result
  ) throws -> Result {
    let log = try SQLiteEventLog(
      path: path,
      access: .readOnly,
      participants: [],
      clock: FixedClock(Instant(nanoseconds: 0))
    )
    defer { try? log.close() }
    return try log.read(body)
  }
}
