import EventLog
import Foundation
import Projections
import QueryEngine
import TopologyModel

/// What Hindcast takes in parts of what fixed work takes on the same machine in the same run.
///
/// Time is time of the processor, the least of several rounds, and rounds of both take turns: what else
/// the machine does then says little. Only ratios leave here.
struct GuardMeasurement {
  /// How often everything is done.
  private static let rounds = 3
  /// How many questions a round asks.
  private static let questionCount = 300
  /// How often the bytes are copied in a round.
  private static let copies = 10

  let recording: String
  let folder: String

  private var store: String { folder + "/guard.db" }

  /// The ratios by name.
  func run() throws -> [String: Double] {
    var least: [String: Double] = [:]
    func take(_ name: String, _ seconds: Double) {
      least[name] = min(least[name] ?? .infinity, seconds)
    }
    var bodies: [[UInt8]] = []
    for _ in 0..<Self.rounds {
      remove(store)
      let imported = try Appending.importing(recording, store, hasProjections: true)
      take("append", imported.processorSeconds)
      take("rebuild", try Appending.rebuilding(store).processorSeconds)
      if bodies.isEmpty { bodies = try self.bodies() }
      take("insert", try insert(bodies))
      take("copy", copy(bodies))
    }
    let peer = HindcastPeer(path: store, cluster: Appending.cluster)
    _ = try IntervalTables(peer: peer, folder: folder).write()
    let tables = SQLitePeer(index: .intervals, folder: folder)
    try tables.load()
    let subjects = try Subjects.read(folder)
    let limits = Limits(count: Self.questionCount, coldCount: 1, seconds: .infinity)
    for _ in 0..<Self.rounds {
      for question in [QuestionClass.serving, .owner] {
        take(
          question.rawValue,
          try Clocks.processorSeconds {
            _ = try peer.measure(question, .anywhere, "warm", subjects, limits)
          }
        )
        take(
          question.rawValue + "-sql",
          try Clocks.processorSeconds {
            _ = try tables.measure(question, .anywhere, "warm", subjects, limits)
          }
        )
      }
    }
    return ratios(least, bodies)
  }

  private func ratios(_ least: [String: Double], _ bodies: [[UInt8]]) -> [String: Double] {
    func ratio(_ left: String, _ right: String) -> Double {
      (least[left] ?? .infinity) / (least[right] ?? .infinity)
    }
    let size = (try? FileManager.default.attributesOfItem(atPath: store)[.size] as? Int) ?? 0
    return [
      "append to plain insert": ratio("append", "insert"),
      "append to copy": ratio("append", "copy"),
      "rebuild to plain insert": ratio("rebuild", "insert"),
      "serving to its select": ratio("serving", "serving-sql"),
      "owner to its select": ratio("owner", "owner-sql"),
      "bytes of the store to bytes of its bodies": Double(size)
        / Double(bodies.reduce(0) { $0 + $1.count }),
    ]
  }

  private func remove(_ path: String) {
    for suffix in ["", "-wal", "-shm", "-lock"] {
      try? FileManager.default.removeItem(atPath: path + suffix)
    }
  }

  /// The bodies of the store's events.
  private func bodies() throws -> [[UInt8]] {
    let log = try HindcastPeer(path: store, cluster: Appending.cluster).open()
    defer { try? log.close() }
    return try log.read { snapshot in
      let reader = try snapshot.bodyReader()
      let count = try snapshot.head().position.value
      return try (1...count).map { try reader.body(at: LogPosition($0)) }
    }
  }

  /// The bodies as rows of a plain table, committed as often as an import commits.
  private func insert(_ bodies: [[UInt8]]) throws -> Double {
    let path = folder + "/plain.db"
    remove(path)
    defer { remove(path) }
    let database = try Database(path: path)
    try database.execute(
      """
      PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
      CREATE TABLE event (position INTEGER PRIMARY KEY, body BLOB)
      """
    )
    let statement = try database.prepare("INSERT INTO event VALUES (?, ?)")
    return try Clocks.processorSeconds {
      try database.execute("BEGIN")
      for (index, body) in bodies.enumerated() {
        if index % 1000 == 999 { try database.execute("COMMIT; BEGIN") }
        try body.withUnsafeBytes { try statement.run([.integer(index), .bytes($0)]) }
      }
      try database.execute("COMMIT")
    }
  }

  /// The bodies, copied into one place one after the other.
  private func copy(_ bodies: [[UInt8]]) -> Double {
    let size = bodies.map(\.count).max() ?? 0
    let target = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 64)
    defer { target.deallocate() }
    return Clocks.processorSeconds {
      for _ in 0..<Self.copies {
        for body in bodies { body.withUnsafeBytes { target.copyMemory(from: $0) } }
      }
    }
  }
}
