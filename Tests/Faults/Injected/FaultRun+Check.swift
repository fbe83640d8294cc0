import EventLog
import FaultModel
import Foundation
import Projections

extension FaultRun {
  /// Holds what is left, with the real files, to what was acknowledged.
  mutating func check(isDone: Bool) throws {
    if fault == .lyingSync {
      try checkAfterLies()
      return
    }
    if scenario == .migrate { try StoreCheck.finishMigration(store) }
    let isNew = acknowledged == 0
    let found = try StoreCheck.expectWhole(
      store,
      of: model,
      horizons: isRetained ? [horizon] : [.none, horizon],
      mayBeMissing: isNew
    )
    guard let found else {
      // Where nothing was made, something can be.
      if scenario == .create { try goOn(from: 0) }
      return
    }
    figures.lost += max(0, model.heads[acknowledged] - model.heads[found.batches])
    try StoreFailure.unless(
      found.batches == acknowledged || found.batches == acknowledged + 1,
      "\(acknowledged) batches were acknowledged, and \(found.batches) are there"
    )
    // A retention that failed at its end may have been done.
    if found.batches == acknowledged, isRetained || found.horizon == 0 {
      try StoreFailure.unless(found.head.hasPrefix(head), "the head is another one")
    }
    figures.unacknowledged = model.heads[found.batches] - model.heads[acknowledged]
    if scenario == .backUp { try checkCopy(mustBeThere: isDone) }
    if scenario == .retain { try repeatRetention() }
    if numbers.number(0...2) == 0 { try goOn(from: found.batches) }
  }

  /// Where syncs lied, what was acknowledged may be lost; but a store that says it is whole must be a
  /// beginning of the history.
  private mutating func checkAfterLies() throws {
    if scenario == .migrate { try? StoreCheck.finishMigration(store) }
    switch try StoreCheck.outcome(store, of: model, horizons: [.none, horizon]) {
    case .none: figures.lied.gone = 1
    case .refused: figures.lied.told = 1
    case .whole(let found):
      figures.lied.whole = 1
      if found.batches < acknowledged { figures.lied.shorter = 1 }
      try StoreFailure.unless(found.batches <= acknowledged + 1, "there is more than was told")
    }
    guard FileManager.default.fileExists(atPath: copy) else { return }
    _ = try StoreCheck.outcome(copy, of: model)
  }

  private mutating func checkCopy(mustBeThere: Bool) throws {
    if !FileManager.default.fileExists(atPath: copy) {
      try StoreFailure.unless(!mustBeThere, "the copy is gone")
      try goOnBackingUp()
    }
    let found = try StoreCheck.expectWhole(copy, of: model)
    try StoreFailure.unless(
      found?.head.hasPrefix(head) ?? false,
      "the copy has another head"
    )
  }

  /// A backup must succeed now, over whatever was left of the one before.
  private mutating func goOnBackingUp() throws {
    let model = model
    let log = try StoreFiles.openForReading(store)
    defer { try? log.close() }
    let receipt = try log.backUp(
      to: copy,
      check: { _ = try StoreCheck.expectWhole($0, of: model) }
    )
    if receipt.rest == .file { figures.resumed += 1 }
    try StoreFailure.unless(
      !FileManager.default.fileExists(atPath: copy + SQLiteEventLog.partialSuffix),
      "something is left beside the copy"
    )
  }

  /// The same retention must succeed now, and leave what it leaves where nothing fails.
  private func repeatRetention() throws {
    let log = try StoreFiles.open(store, projection: TopologyProjection())
    try StoreFiles.retain(log, request)
    try log.close()
    let found = try StoreCheck.expectWhole(store, of: model, horizons: [horizon])
    try StoreFailure.unless(found?.batches == acknowledged, "a retention cost events")
  }

  /// Appends what is missing to what was left.
  private func goOn(from batch: Int) throws {
    let log = try StoreFiles.open(store, projection: TopologyProjection())
    for drafts in model.batches.dropFirst(batch) { _ = try log.append(drafts) }
    try log.close()
    let found = try StoreCheck.expectWhole(store, of: model, horizons: [horizon])
    try StoreFailure.unless(found?.batches == model.batches.count, "it could not go on")
  }
}
