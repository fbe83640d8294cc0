import Diagnostics
import EventLog
import Foundation
import GRDB
import KubernetesObjects
import Projections
import QueryEngine
import TopologyModel

/// A store whose file was changed: it is opened, verified, asked, written to, rebuilt, and salvaged.
///
/// An input is a list of changes, eight bytes each: what is done, where, and with which value. One of an
/// odd length is for a store with a retention horizon; of two more than a multiple of four, and of three
/// more, for one whose bodies are sealed.
final class StoreTarget: FuzzTarget {
  static let name = "stores"
  static let bytesMax = 64
  static let words: [String] = []

  private let folder: String
  /// The stores that are changed: whole, forgotten in part, and both with sealed bodies.
  private let stores: [[UInt8]]
  /// How many events are sealed together, so that there are several parts.
  private static let partEventsMax = 60
  private let tables: [(name: String, columns: [String])]

  init(folder: String) throws {
    self.folder = folder
    stores = try (0..<4).map { number in
      let path = "\(folder)/store-\(number).db"
      let log = try FuzzStore.make(at: path)
      if number >= 2 {
        try log.seal(isWhole: true, partEventsMax: Self.partEventsMax)
      }
      if !number.isMultiple(of: 2) {
        let request = RetentionRequest(.bytesMax(try log.usedByteCount() / 2), cluster: nil)
        guard try log.retain(request) != nil else { throw FuzzFailure("nothing was forgotten") }
      }
      try log.close()
      return Array(try Data(contentsOf: URL(filePath: path)))
    }
    let queue = try DatabaseQueue(path: "\(folder)/store-0.db")
    defer { try? queue.close() }
    tables = try queue.read { db in
      try String.fetchAll(
        db,
        sql: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
      ).map { ($0, try db.columns(in: $0).map(\.name)) }
    }
  }

  func seeds() throws -> [[UInt8]] {
    // One change of each sort at several places.
    (0..<64).flatMap { (number: UInt8) -> [[UInt8]] in
      let change = [number % 8, number % 24, number, number &* 7, 0, number &* 3, 1, number]
      return (0..<4).map { change + Array(repeating: 0, count: $0) }
    }
  }

  func take(_ input: [UInt8]) throws -> String {
    let path = "\(folder)/damaged.db"
    for name in ["damaged.db", "salvaged.db"] {
      for suffix in ["", "-wal", "-shm", "-lock"] {
        try? FileManager.default.removeItem(atPath: "\(folder)/\(name)\(suffix)")
      }
    }
    try damage(path, input)
    // All of it for every input would be slow: the input says which part it is for.
    let part = input.reduce(0) { ($0 * 31 + Int($1)) % 1_000_003 }
    return try Self.name(
      of: Result {
        switch part % 4 {
        case 0: try salvage(path)
        case 1: try write(path)
        default: try ask(path, part / 4)
        }
      }
    )
  }

  /// What became of something; throws what must not become of anything.
  private static func name(of result: Result<String, any Error>) throws -> String {
    switch result {
    case .success(let text): text
    case .failure(let failure as FuzzFailure): throw failure
    case .failure(let error as EventLogError): error.message
    case .failure(let error): String(describing: type(of: error))
    }
  }

  // MARK: Changes

  private func damage(_ path: String, _ input: [UInt8]) throws {
    let whole = stores[input.count % 4]
    var bytes = whole
    var statements: [String] = []
    for start in stride(from: 0, to: input.count, by: 8) {
      let change = Array(input[start..<min(start + 8, input.count)]) + Array(repeating: 0, count: 8)
      let place = (Int(change[1]) << 16 | Int(change[2]) << 8 | Int(change[3])) % bytes.count
      switch change[0] % 8 {
      case 0: bytes[place] ^= 1 << (change[4] & 7)
      case 1: bytes[place] = change[4]
      case 2:
        for offset in 0..<min(4, bytes.count - place) { bytes[place + offset] = change[4 + offset] }
      case 3:
        let other = (Int(change[4]) << 16 | Int(change[5]) << 8 | Int(change[6])) % bytes.count
        for offset in 0..<min(Int(change[7]), bytes.count - max(place, other)) {
          bytes[place + offset] = whole[other + offset]
        }
      case 4 where change[4] < 16: bytes.removeLast(bytes.count - max(place, 1))
      default: statements.append(statement(change))
      }
    }
    try Data(bytes).write(to: URL(filePath: path))
    guard !statements.isEmpty else { return }
    var configuration = Configuration()
    configuration.acceptsDoubleQuotedStringLiterals = true
    guard let queue = try? DatabaseQueue(path: path, configuration: configuration) else { return }
    defer { try? queue.close() }
    for sql in statements {
      try? queue.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA writable_schema = ON")
        try db.execute(sql: sql)
      }
    }
  }

  /// A value of any type in a column, or a row that goes.
  private func statement(_ change: [UInt8]) -> String {
    let table = tables[Int(change[1]) % tables.count]
    guard change[4] % 16 != 15, !table.columns.isEmpty else {
      return "DELETE FROM \(table.name) WHERE rowid % \(Int(change[3]) % 5 + 1) = 0"
    }
    let column = table.columns[Int(change[2]) % table.columns.count]
    let values = [
      "NULL", "0", "-1", "9223372036854775807", "-9223372036854775808", "1e300", "'x'", "''",
      "x'00'", "x''", "x'ffffffffffffffffff'", "zeroblob(100)", "'9' || \(column)",
      "CAST(\(column) AS TEXT)", "CAST(\(column) AS BLOB)", "\(column) + 1", "-\(column)",
      "randomblob(20)", "replace(hex(zeroblob(2000)), '00', 'a')", "char(0, 27, 10)", "255", "1",
    ]
    let value = values[Int(change[5]) % values.count]
    let every = Int(change[3]) % 7
    let rows = every == 0 ? "" : " WHERE rowid % \(every) = 0"
    return "UPDATE OR REPLACE \(table.name) SET \(column) = \(value)\(rows)"
  }

  // MARK: What is done with it

  private func open(
    _ path: String,
    _ access: SQLiteEventLog.Access,
    _ participants: [any AppendParticipant] = []
  ) throws -> SQLiteEventLog {
    try SQLiteEventLog(
      path: path,
      access: access,
      participants: participants,
      clock: FixedClock(FuzzStore.now)
    )
  }

  private func ask(_ path: String, _ part: Int) throws -> String {
    let log = try open(path, .readOnly)
    defer { try? log.close() }
    if part % 3 > 0 { return try answers(log, part / 3) }
    var outcome = ""
    let verification = Result { try log.read { try $0.verify() } }
    switch verification {
    case .success(let found):
      outcome += found.damages.first.map { $0.part.rawValue } ?? "sound"
      if found.damages.isEmpty {
        let damage = Result { try log.read { try TopologyProjection.firstDamage($0) } }
        outcome += try " " + Self.name(of: damage.map { $0?.part.rawValue ?? "sound" })
      }
    case .failure(let error): outcome += try Self.name(of: .failure(error))
    }
    _ = try? log.read { snapshot in
      let head = try snapshot.head().position
      try snapshot.forEachEvent(from: LogPosition(1), through: head) { stored in
        _ = try? snapshot.body(at: stored.event.position)
        return true
      }
    }
    return outcome
  }

  /// What a third of the queries say.
  private func answers(_ log: SQLiteEventLog, _ part: Int) throws -> String {
    var asked: Set<String> = []
    for (number, text) in FuzzQueries.all.enumerated() where number % 3 == part % 3 {
      let answer = Result { try FuzzQueries.ask(SourceText(name: "query", text: text), log) }
      switch answer {
      case .success(.answered(let answer)):
        _ = AnswerFormat.json.text(answer)
        _ = AnswerFormat.timeline.text(answer)
      case .success(.refused): break
      case .failure(is QueryCancelled):
        // A store as small as this one answers in a fraction of that, whatever is in it.
        throw FuzzFailure("`\(text)` took more than two seconds")
      case .failure(let error): asked.insert(try Self.name(of: .failure(error)))
      }
    }
    let dumped = Result { try log.read { try ProjectionSnapshot($0).dump() } }.map { _ in "dumped" }
    return try (asked.sorted() + [Self.name(of: dumped)]).joined(separator: " ")
  }

  private func salvage(_ path: String) throws -> String {
    let clock = SalvageClock()
    let target = try SQLiteEventLog(
      path: "\(folder)/salvaged.db",
      access: .readWrite(holder: "the fuzzer"),
      participants: [TopologyProjection()],
      clock: clock
    )
    defer { try? target.close() }
    var salvage = try Salvage(path: path, into: target, clock: clock)
    let report = try salvage.run()
    let damages = try target.read { try $0.verify() }.damages
    if let damage = damages.first { throw FuzzFailure("a salvaged store: \(damage.finding)") }
    return report.losses.isEmpty ? "all saved" : "some lost"
  }

  private func write(_ path: String) throws -> String {
    let projection = TopologyProjection()
    let log = try open(path, .readWrite(holder: "the fuzzer"), [projection])
    defer { try? log.close() }
    var outcome = try Self.name(of: Result { try append(to: log) })
    let sealed = Result { try log.seal(isWhole: true, partEventsMax: Self.partEventsMax) }
    outcome += try " " + Self.name(of: sealed.map { "sealed \($0)" })
    outcome += try " " + Self.name(of: Result { try log.rebuildIndexes() }.map { "indexes" })
    outcome += try " " + Self.name(of: Result { try projection.rebuild(in: log) }.map { "rebuilt" })
    return outcome
  }

  private func append(to log: SQLiteEventLog) throws -> String {
    let feed = FeedDescription(
      cluster: "c",
      identity: "fuzz",
      name: "fuzz",
      format: "recording-watch",
      retention: "full",
      kubernetesVersion: ""
    )
    let body = """
      {"kind":"Pod","apiVersion":"v1","metadata":{"name":"a","namespace":"shop","uid":"u-fuzz",\
      "resourceVersion":"999999"},"spec":{},"status":{"phase":"Running","podIP":"10.9.9.9"}}
      """
    let draft = EventDraft(
      feed: feed,
      epoch: 0,
      type: .modified,
      observedAt: FuzzStore.now,
      evidence: Evidence(channel: .watch, timeSource: .received),
      revision: Revision("999999"),
      content: .object(
        ObjectReference(
          slot: ObjectSlot(kind: .pod, namespace: "shop", name: "a"),
          uid: "u-fuzz"
        ),
        assertion: .state,
        body: Array(body.utf8),
        facts: nil
      )
    )
    _ = try log.append([draft])
    return "appended"
  }
}
