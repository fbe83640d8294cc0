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
}
