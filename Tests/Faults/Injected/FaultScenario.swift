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

  /// One seed in so many forgets.
  private static let retentionShare: UInt64 = 5
  /// What the others choose from; appending is what is done most.
  ///
  /// It stays as it is, so that seeds at which something was found do the same again.
  private static let others: [FaultScenario] = [
    .create, .append, .rebuild, .rebuildIndexes, .backUp, .migrate, .append, .append,
  ]

  /// What a seed does.
  static func choice(seed: UInt64, _ numbers: inout SeededNumbers) -> FaultScenario {
    let other = numbers.choice(others)
    return seed % retentionShare == 0 ? .retain : other
  }
}
