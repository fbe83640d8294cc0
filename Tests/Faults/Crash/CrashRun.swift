import EventLog
import Foundation
import TopologyModel

/// The kills of one seed: a store is written to, rebuilt, and backed up, and every process that does it
/// is killed at some moment.
struct CrashRun {
  /// The program, for rebuilds and backups.
  let hindcast: String
  /// This program, as the writer.
  let writer: String
  let seed: UInt64
  let folder: String
  private let model: CrashModel
  private var random: CrashRandom
  private var rebuildMicroseconds = 0
  private var backupMicroseconds = 0
  private(set) var figures = CrashFigures()

  /// How many appending processes are killed at most until a store is full.
  private static let appendsMax = 12
  /// How many rebuilds and backups of a store are killed.
  private static let othersMax = 3
  /// The longest that a writer lives on when it has said enough, in microseconds: some appends.
  private static let appendDelayMax = 8_000
  /// One writer in so many is killed before it has said anything.
  private static let earlyShare = 4
  /// How long it may then live, in microseconds.
  private static let earlyDelayMax = 60_000

  init(seed: UInt64, folder: String, hindcast: String, writer: String) {
    self.seed = seed
    self.folder = folder
    self.hindcast = hindcast
    self.writer = writer
    model = CrashModel(seed: seed)
    random = CrashRandom(seed: seed &* 31 &+ 7)
  }

  private var store: String { folder + "/store.db" }

  /// Does all of it; what must not be becomes a failure of the figures.
  mutating func run() {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(atPath: folder) }
      try killAppends()
      rebuildMicroseconds = try microseconds(["rebuild", "--store", store])
      backupMicroseconds = try microseconds(["backup", folder + "/first.db", "--store", store])
      for _ in 0..<Self.othersMax { try killRebuild() }
      for _ in 0..<Self.othersMax { try killBackup() }
      try finishBackup()
    } catch {
      figures.failures.append("seed \(seed): \(error)")
    }
  }

  /// How long a command takes that is left alone.
  private func microseconds(_ arguments: [String]) throws -> Int {
    let start = ContinuousClock.now
    let end = try ChildProcess(hindcast, arguments).wait()
    try CrashFailure.unless(end.code == 0, "`\(arguments[0])` failed: \(end.code)")
    return Int(start.duration(to: .now) / .microseconds(1))
  }

  private mutating func killAppends() throws {
    var batch = 0
    for _ in 0..<Self.appendsMax where batch < model.batches.count {
      let process = try ChildProcess(writer, ["writer", store, "\(seed)", "\(batch)"])
      let isEarly = random.number(1...Self.earlyShare) == 1
      let end = process.kill(
        afterLines: isEarly ? 0 : random.number(1...4),
        microseconds: random.number(0...(isEarly ? Self.earlyDelayMax : Self.appendDelayMax))
      )
      count("append", end.isKilled)
      batch = try check(end.output, from: batch)
    }
    guard batch < model.batches.count else { return }
    let last = try ChildProcess(writer, ["writer", store, "\(seed)", "\(batch)"]).wait()
    try CrashFailure.unless(last.code == 0, "the writer failed after a kill: \(last.code)")
    _ = try check(last.output, from: batch)
  }

  /// Holds what is there to what was acknowledged; returns the batch that comes next.
  private mutating func check(_ output: String, from first: Int) throws -> Int {
    // A line that was cut off was not read by anybody.
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let acknowledged = first + lines.count
    guard FileManager.default.fileExists(atPath: store) else {
      try CrashFailure.unless(acknowledged == 0, "the store is gone")
      return 0
    }
    let head: (position: LogPosition, hash: ChainHash)
    do {
      head = try CrashCheck.expectWhole(store)
    } catch EventLogError.notAStore where acknowledged == 0 {
      // The transaction that makes the tables was not committed.
      return 0
    }
    let batch = model.heads.firstIndex(of: head.position.value)
    guard let batch else { throw CrashFailure("half of a batch is there: \(head.position)") }
    try CrashFailure.unless(
      batch == acknowledged || batch == acknowledged + 1,
      "\(acknowledged) batches were acknowledged, and \(batch) are there"
    )
    if let line = lines.last, batch == acknowledged {
      try CrashFailure.unless(line == "\(head.position):\(head.hash)", "the head is another one")
    }
    try CrashCheck.expectEvents(store, of: model)
    figures.acknowledged += model.heads[acknowledged] - model.heads[first]
    figures.unacknowledged += model.heads[batch] - model.heads[acknowledged]
    return batch
  }

  private mutating func killRebuild() throws {
    let before = try CrashCheck.projections(store)
    let arguments =
      ["rebuild", "--store", store] + (random.number(0...1) == 0 ? ["--indexes"] : [])
    let process = try ChildProcess(hindcast, arguments)
    let end = process.kill(afterLines: 0, microseconds: random.number(0...rebuildMicroseconds))
    count("rebuild", end.isKilled)
    let head = try CrashCheck.expectWhole(store)
    try CrashFailure.unless(head.position.value == model.heads.last, "a rebuild lost events")
    try CrashFailure.unless(try CrashCheck.projections(store) == before, "projections differ")
  }

  private mutating func killBackup() throws {
    let target = folder + "/copy.db"
    let process = try ChildProcess(hindcast, ["backup", target, "--store", store])
    let end = process.kill(afterLines: 0, microseconds: random.number(0...backupMicroseconds))
    count("backup", end.isKilled)
    guard FileManager.default.fileExists(atPath: target) else { return }
    try expectCopy(target)
  }

  private func finishBackup() throws {
    let target = folder + "/copy.db"
    let end = try ChildProcess(hindcast, ["backup", target, "--store", store]).wait()
    try CrashFailure.unless(end.code == 0, "a backup failed after a kill: \(end.code)")
    try expectCopy(target)
  }

  /// A copy that has its name must be whole.
  private func expectCopy(_ target: String) throws {
    let head = try CrashCheck.expectWhole(target)
    let original = try CrashCheck.expectWhole(store)
    try CrashFailure.unless(head.hash == original.hash, "the copy has another head")
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: target + suffix)
    }
  }

  private mutating func count(_ what: String, _ isKilled: Bool) {
    if isKilled {
      figures.kills[what, default: 0] += 1
    } else {
      figures.escaped += 1
    }
  }
}
