import FaultModel
import Foundation
import Projections

/// The kills of one seed: a store is written to, rebuilt, backed up, migrated, and forgotten, and every
/// process that does it is killed at some moment.
struct CrashRun {
  /// The program, for some of the rebuilds and backups; nil where copies of this process do them all.
  let hindcast: String?
  let seed: UInt64
  let folder: String
  let model: StoreModel
  var numbers: SeededNumbers
  var figures = CrashFigures()

  /// How many events a store is given.
  static let events = 120
  /// How many appending processes are killed at most until a store is full.
  private static let appendsMax = 12
  /// How many times each other operation on a store is killed.
  static let othersMax = 3
  /// The longest that a writer lives on when it has said enough, in microseconds: some appends.
  private static let appendDelayMax = 8_000
  /// One writer in so many is killed before it has said anything.
  private static let earlyShare = 4
  /// How long it may then live, in microseconds.
  private static let earlyDelayMax = 30_000

  init(seed: UInt64, folder: String, hindcast: String?) {
    self.seed = seed
    self.folder = folder
    self.hindcast = hindcast
    model = StoreModel(seed: seed, events: Self.events)
    numbers = SeededNumbers(seed: seed &* 31 &+ 7)
  }

  var store: String { folder + "/store.db" }
  var copy: String { folder + "/copy.db" }

  /// Does all of it; what must not be becomes a failure of the figures.
  mutating func run() {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try killAppends()
      let whole = try expectAll()
      try killOthers([.rebuild, .rebuildIndexes], head: whole)
      try killOthers([.backUp], head: whole)
      try finish(.backUp)
      try expectCopy(whole, mustBeThere: true)
      try killResumedBackups(head: whole)
      try killMigrations(head: whole)
      if seed % 2 == 0 { try killSealings(head: whole) }
      try killRetentions()
      try? FileManager.default.removeItem(atPath: folder)
    } catch {
      // What was left stays, to be looked at: the same seed need not meet the same moment again.
      figures.failures.append("seed \(seed): \(error); see `\(folder)`")
    }
  }

  func start(_ job: CrashJob, on path: String? = nil) throws -> ChildProcess {
    let store = path ?? store
    if let hindcast, let arguments = job.arguments(store: store, copy: copy) {
      return try ChildProcess(program: hindcast, arguments)
    }
    return try ChildProcess { try job.run(store: store, copy: copy, model: model, say: $0) }
  }

  /// Does something undisturbed, and returns how many microseconds it took.
  @discardableResult
  func finish(_ job: CrashJob, on path: String? = nil) throws -> Int {
    let start = ContinuousClock.now
    let end = try self.start(job, on: path).wait()
    try StoreFailure.unless(end.code == 0, "\(job.name) failed: \(end.code) \(end.output)")
    return Int(start.duration(to: .now) / .microseconds(1))
  }

  private mutating func killAppends() throws {
    var batch = 0
    for _ in 0..<Self.appendsMax where batch < model.batches.count {
      let process = try start(.append(from: batch))
      let isEarly = numbers.number(1...Self.earlyShare) == 1
      let end = process.kill(
        afterLines: isEarly ? 0 : numbers.number(1...4),
        microseconds: numbers.number(0...(isEarly ? Self.earlyDelayMax : Self.appendDelayMax))
      )
      count(.append(from: batch), end.isKilled)
      batch = try check(end.output, from: batch)
    }
    guard batch < model.batches.count else { return }
    let last = try start(.append(from: batch)).wait()
    try StoreFailure.unless(last.code == 0, "the writer failed after a kill: \(last.output)")
    _ = try check(last.output, from: batch)
  }

  /// Holds what is there to what was acknowledged; returns the batch that comes next.
  private mutating func check(_ output: String, from first: Int) throws -> Int {
    // A line that was cut off was not read by anybody.
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    if let error = lines.first(where: { $0.hasPrefix(ChildProcess.errorPrefix) }) {
      throw StoreFailure("a writer failed after a kill: \(error)")
    }
    let acknowledged = first + lines.count
    guard let found = try look(store, mayBeMissing: acknowledged == 0) else { return 0 }
    if found.batches < acknowledged {
      figures.lost += model.heads[acknowledged] - model.heads[found.batches]
    }
    try StoreFailure.unless(
      found.batches == acknowledged || found.batches == acknowledged + 1,
      "\(acknowledged) batches were acknowledged, and \(found.batches) are there"
    )
    if let line = lines.last, found.batches == acknowledged {
      try StoreFailure.unless(line == found.head, "the head is another one")
    }
    figures.acknowledged += model.heads[acknowledged] - model.heads[first]
    figures.unacknowledged += model.heads[found.batches] - model.heads[acknowledged]
    return found.batches
  }

  /// Opens, verifies, and compares in a process of its own.
  func look(
    _ path: String,
    horizons: [ModelHorizon] = [.none],
    mayBeMissing: Bool = false
  ) throws -> StoreCheck.Found? {
    let process = try ChildProcess { say in
      // Where making the store was cut short, its reader waits for a writer that undoes it.
      let found = try StoreCheck.expectWhole(
        path,
        of: model,
        horizons: horizons,
        mayBeMissing: mayBeMissing,
        mayBeUnusable: mayBeMissing
      )
      if let found { try say("\(found.batches) \(found.head) \(found.horizon)") }
    }
    let end = process.wait()
    try StoreFailure.unless(end.code == 0, end.output)
    let words = end.output.split(whereSeparator: \.isWhitespace)
    guard words.count == 3, let batches = Int(words[0]), let horizon = Int(words[2]) else {
      return nil
    }
    return StoreCheck.Found(batches: batches, head: String(words[1]), horizon: horizon)
  }

  /// A store must have all of the model, forgotten up to one of the horizons; returns its head.
  @discardableResult
  func expectAll(
    _ path: String? = nil,
    horizons: [ModelHorizon] = [.none]
  ) throws -> String {
    guard let found = try look(path ?? store, horizons: horizons) else {
      throw StoreFailure("the store is gone")
    }
    try StoreFailure.unless(found.batches == model.batches.count, "events are gone")
    return found.head
  }

  private mutating func killOthers(_ jobs: [CrashJob], head: String) throws {
    let microseconds = try finish(jobs[0])
    try expectCopy(head, mustBeThere: jobs[0] == .backUp)
    for _ in 0..<Self.othersMax {
      let job = numbers.choice(jobs)
      let end = try start(job).kill(
        afterLines: 0,
        microseconds: numbers.number(0...microseconds)
      )
      count(job, end.isKilled)
      try StoreFailure.unless(try expectAll() == head, "the head is another one")
      try expectCopy(head, mustBeThere: false)
    }
  }

  /// A copy that has its name must be whole.
  func expectCopy(_ head: String, mustBeThere: Bool) throws {
    guard FileManager.default.fileExists(atPath: copy) else {
      try StoreFailure.unless(!mustBeThere, "there is no copy")
      return
    }
    try StoreFailure.unless(try look(copy)?.head == head, "the copy has another head")
    StoreFiles.remove(copy)
  }

  private mutating func killMigrations(head: String) throws {
    try makeOlder()
    let microseconds = try finish(.migrate)
    for _ in 0..<Self.othersMax {
      try makeOlder()
      let end = try start(.migrate).kill(
        afterLines: 0,
        microseconds: numbers.number(0...microseconds)
      )
      count(.migrate, end.isKilled)
      let store = store
      let finish = try ChildProcess { _ in try StoreCheck.finishMigration(store) }.wait()
      try StoreFailure.unless(finish.code == 0, finish.output)
      try StoreFailure.unless(try expectAll() == head, "the head is another one")
    }
  }

  /// Kills sealings, which are one transaction a part: each must leave the same history.
  private mutating func killSealings(head: String) throws {
    try StoreFiles.copy(store, to: copy)
    let microseconds = try finish(.seal, on: copy)
    try StoreFailure.unless(try expectAll(copy) == head, "the head is another one")
    StoreFiles.remove(copy)
    for _ in 0..<Self.othersMax {
      let end = try start(.seal).kill(
        afterLines: 0,
        microseconds: numbers.number(0...microseconds)
      )
      count(.seal, end.isKilled)
      try StoreFailure.unless(try expectAll() == head, "the head is another one")
    }
    try finish(.seal)
    try StoreFailure.unless(try expectAll() == head, "the head is another one")
  }

  /// Forgets more and more of the store: it must be the one of before or the one of afterwards, and
  /// the same retention succeed when it is repeated.
  private mutating func killRetentions() throws {
    var horizon = ModelHorizon.none
    for round in 1...Self.othersMax {
      let share = Self.events / (Self.othersMax + 1)
      let before = StoreModel.observedAt(numbers.number(round * share - 20...round * share + 20))
      let cluster = numbers.choice([nil, nil, "c0", "c1"])
      let job = CrashJob.retain(before: before, cluster: cluster)
      let request = RetentionRequest(.before(before), cluster: cluster)
      let next = horizon.after(request, of: model, stored: Self.events) ?? horizon
      try StoreFiles.copy(store, to: copy)
      let microseconds = try finish(job, on: copy)
      try expectAll(copy, horizons: [next])
      StoreFiles.remove(copy)
      try leaveBackup(of: horizon, microseconds)
      let end = try start(job).kill(
        afterLines: 0,
        microseconds: numbers.number(0...microseconds)
      )
      count(job, end.isKilled)
      try expectAll(horizons: [horizon, next])
      try finish(job)
      try expectAll(horizons: [next])
      try goOn(to: next)
      horizon = next
    }
  }

  private func makeOlder() throws {
    let store = store
    let end = try ChildProcess { _ in try StoreFiles.makeOlder(store) }.wait()
    try StoreFailure.unless(end.code == 0, end.output)
  }

  mutating func count(_ job: CrashJob, _ isKilled: Bool) {
    if isKilled {
      figures.kills[job.name, default: 0] += 1
    } else {
      figures.escaped += 1
    }
  }
}
