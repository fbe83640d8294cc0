import FaultModel

/// What a store is doing when something goes wrong.
///
/// Whoever adds an operation that writes adds a case here, and to `FaultRun.act`.
enum FaultScenario: String, CaseIterable {
  case create
  case append
  case rebuild
  case rebuildIndexes = "rebuild --indexes"
  case backUp = "backup"
  case migrate
  case retain = "retention"
  case seal = "sealing"

  /// One seed in so many forgets.
  private static let retentionShare: UInt64 = 5
  /// One seed in so many seals.
  private static let sealingShare: UInt64 = 8
  /// What the others choose from; appending is what is done most.
  ///
  /// It stays as it is, so that seeds at which something was found do the same again.
  private static let others: [FaultScenario] = [
    .create, .append, .rebuild, .rebuildIndexes, .backUp, .migrate, .append, .append,
  ]

  /// What a seed does.
  static func choice(seed: UInt64, _ numbers: inout SeededNumbers) -> FaultScenario {
    let other = numbers.choice(others)
    if seed % retentionShare == 0 { return .retain }
    return seed % sealingShare == 3 ? .seal : other
  }
}
