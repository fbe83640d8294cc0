import CFaults
import EventLog
import FaultModel
import Foundation
import Projections
import TopologyModel

/// One seed: a store that does something while one fault befalls its files, and what is left.
struct FaultRun {
  let seed: UInt64
  let folder: String
  /// Where copies are made, which may be on another disk.
  let copies: String
  let fault: InjectedFault
  let scenario: FaultScenario
  let model: StoreModel
  var numbers: SeededNumbers
  var figures = FaultFigures()
  /// How many batches of the model were acknowledged, and the head that was, or how it begins.
  var acknowledged = 0
  var head = ""
  /// What is forgotten, what the store then has, and whether it was said to be done.
  var request = RetentionRequest(.before(StoreModel.observedAt(0)), cluster: nil)
  var horizon = ModelHorizon.none
  var isRetained = false
  /// Whether the scenario came to its end.
  private var isDone = false
  private var log: SQLiteEventLog?
  private var projection = TopologyProjection()
  private var isLifted = false

  /// The most events of a store.
  private static let eventsMax = 120
  /// How often what failed is tried again while the fault lasts, at most.
  private static let retriesMax = 3

  init(seed: UInt64, folder: String, copies: String) {
    self.seed = seed
    self.folder = folder
    self.copies = copies
    var numbers = SeededNumbers(seed: seed &* 31 &+ 11)
    fault = numbers.choice(InjectedFault.allCases)
    scenario = FaultScenario.choice(seed: seed, &numbers)
    model = StoreModel(seed: seed, events: numbers.number(10...Self.eventsMax))
    self.numbers = numbers
  }

  var store: String { folder + "/store.db" }
  var copy: String { copies + "/copy.db" }

  /// Does all of it; what must not be becomes a failure of the figures.
  mutating func run() {
    figures.runs = 1
    do {
      for path in [folder, copies] {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      }
      defer { for path in [folder, copies] { try? FileManager.default.removeItem(atPath: path) } }
      try StoreFailure.unless(hc_faults_install() == 0, "the faulty files cannot be installed")
      do {
        defer {
          log = nil
          hc_faults_remove()
        }
        try begin()
        arm()
        try perform()
        count()
        try end()
      }
      try check(isDone: isDone)
    } catch {
      figures.failures.append("seed \(seed), \(fault.name) during \(scenario.rawValue): \(error)")
    }
  }

  /// Makes the store as it is before anything goes wrong.
  private mutating func begin() throws {
    switch scenario {
    case .create: return
    case .append, .rebuild, .rebuildIndexes, .backUp, .migrate, .retain, .seal:
      let count = numbers.number(1...max(1, model.batches.count - 2))
      while acknowledged < count { try appendOne() }
    }
    if scenario == .retain {
      // Every other one forgets of a store whose bodies are sealed.
      if seed % 2 == 0 { try StoreFiles.seal(opened()) }
      chooseRetention()
    }
    // Every other one goes on over a copy of an earlier moment.
    if scenario == .backUp, seed % 2 == 0 {
      _ = try opened().backUp(to: copy)
      let rest = copy + SQLiteEventLog.partialSuffix
      try FileManager.default.moveItem(atPath: copy, toPath: rest)
      if acknowledged < model.batches.count { try appendOne() }
    }
    if scenario == .migrate {
      try close()
      try StoreFiles.makeOlder(store)
    } else if numbers.number(0...1) == 0 {
      try close()
    }
  }

  private mutating func chooseRetention() {
    let stored = Int(model.heads[acknowledged])
    request = RetentionRequest(
      .before(StoreModel.observedAt(numbers.number(1...stored + 1))),
      cluster: numbers.choice([nil, nil, "c0", "c1"])
    )
    horizon = ModelHorizon.none.after(request, of: model, stored: stored) ?? .none
  }

  private mutating func arm() {
    let delay = numbers.number(1...numbers.choice(fault.delays))
    // A fault may pass, or last until it is lifted.
    let times = fault == .powerLoss || fault == .lyingSync ? 1 : numbers.number(0...3)
    hc_faults_arm(fault.number, Int64(delay), Int64(times), numbers.next())
  }

  /// Does what the scenario is about, again and again where it fails and the power is there.
  private mutating func perform() throws {
    var retries = numbers.number(0...Self.retriesMax)
    while true {
      do {
        try act()
        isDone = true
        return
      } catch let failure as StoreFailure where fault == .powerLoss || isLifted {
        throw failure
      } catch {
        guard hc_faults_is_lost() == 0 else { return }
        try StoreFailure.unless(!isLifted, "it fails though the fault is lifted: \(error)")
        try expectClear(error)
        try expectReading()
        if retries == 0 {
          hc_faults_lift()
          isLifted = true
        }
        retries -= 1
      }
    }
  }

  private mutating func act() throws {
    switch scenario {
    case .create, .append:
      while acknowledged < model.batches.count {
        try appendOne()
        if numbers.number(0...7) == 0 { try close() }
      }
    case .rebuild: try projection.rebuild(in: opened())
    case .rebuildIndexes:
      let log = try opened()
      try log.rebuildIndexes()
      try projection.rebuild(in: log)
    case .backUp:
      // Where only the closing failed, the copy is there.
      guard !FileManager.default.fileExists(atPath: copy) else { break }
      let model = model
      let receipt = try opened().backUp(
        to: copy,
        check: { copy in
          _ = try StoreCheck.expectWhole(copy, of: model)
        }
      )
      if receipt.rest == .file { figures.resumed += 1 }
    case .migrate: _ = try opened()
    case .retain: try retain()
    case .seal: try StoreFiles.seal(opened())
    }
    if numbers.number(0...1) == 0 { try close() }
  }

  private mutating func opened() throws -> SQLiteEventLog {
    if let log { return log }
    projection = TopologyProjection()
    let log = try StoreFiles.open(store, projection: projection)
    self.log = log
    return log
  }

  private mutating func appendOne() throws {
    let log = try opened()
    let receipt = try log.append(model.batches[acknowledged])
    acknowledged += 1
    try StoreFailure.unless(
      receipt.head.value == model.heads[acknowledged],
      "the head is \(receipt.head) after \(acknowledged) batches"
    )
    head = "\(receipt.head):"
    // The hash is asked for, which may meet the fault; without it the position alone is compared.
    if let found = try? StoreCheck.head(log) {
      try StoreFailure.unless(found.hasPrefix(head), "the head is \(found) after \(head)")
      head = found
    }
  }

  private mutating func retain() throws {
    let log = try opened()
    _ = try log.retain(request)
    if !isRetained {
      isRetained = true
      head = "\(headAfterRetention):"
    }
    if let found = try? StoreCheck.head(log) {
      try StoreFailure.unless(found.hasPrefix(head), "the head is \(found) after \(head)")
      head = found
    }
    _ = try log.returnSpace()
  }

  /// The end of the log once the retention has told what it forgot, of each cluster.
  private var headAfterRetention: Int64 {
    model.heads[acknowledged] + Int64(horizon.before.count)
  }

  private mutating func close() throws {
    guard let log else { return }
    self.log = nil
    try log.close()
  }

  private mutating func count() {
    figures.acknowledged = model.heads[acknowledged]
    guard hc_faults_fired() > 0 else { return }
    figures.faults[fault.name] = 1
    figures.scenarios[scenario.rawValue] = 1
  }

  /// Lets go of the store, in one half of the runs without power.
  private mutating func end() throws {
    hc_faults_lift()
    let isSudden = fault == .powerLoss || fault == .lyingSync || numbers.number(0...1) == 0
    if isSudden {
      if hc_faults_is_lost() == 0 {
        if hc_faults_fired() > 0 { figures.followed += 1 }
        hc_faults_lose_power()
      }
      log = nil
    } else {
      try close()
    }
    for _ in 0..<1000 where hc_faults_open_files() > 0 { usleep(1000) }
    try StoreFailure.unless(hc_faults_open_files() == 0, "files are still open")
    let error = hc_faults_settle()
    try StoreFailure.unless(error == 0, "the files cannot be left behind: \(error)")
  }

  /// What failed must say so by its category, name the file, and say what to do.
  private mutating func expectClear(_ error: any Error) throws {
    guard let error = error as? EventLogError else {
      // A copy that could not be verified is refused by who checks it.
      try StoreFailure.unless(scenario == .backUp && error is StoreFailure, "unclear: \(error)")
      return
    }
    let isNamed = error.message.contains(folder) || error.message.contains(copies)
    let isClear = error.category == .unavailable && isNamed && error.help != nil
    try StoreFailure.unless(isClear, "unclear: \(error.category): \(error.message)")
    figures.errors += 1
  }

  /// What was acknowledged must be readable where only writing fails, and nothing else ever be read.
  private mutating func expectReading() throws {
    guard acknowledged > 0 else { return }
    let found: String
    do {
      if let log {
        found = try StoreCheck.head(log)
      } else {
        found = try StoreFiles.head(store)
      }
    } catch {
      try StoreFailure.unless(!fault.leavesReading, "it cannot be read: \(error)")
      try expectClear(error)
      return
    }
    // A transaction whose end failed may be there when the store is opened again.
    let next =
      scenario == .retain
      ? headAfterRetention : model.heads[min(acknowledged + 1, model.batches.count)]
    try StoreFailure.unless(
      found.hasPrefix(head) || log == nil && found.hasPrefix("\(next):"),
      "the head is \(found), acknowledged was \(head)"
    )
  }
}
