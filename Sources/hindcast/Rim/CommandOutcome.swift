/// A command's end that is no failure but has an exit code of its own.
enum CommandOutcome: Error {
  /// The query was refused; its diagnostics are printed.
  case refused
  /// Something asked for was not observed, and `--strict` was given.
  case notObserved
  /// `--expect` was not met.
  case unexpected
  /// Part of the input was stored.
  case partlyStored
  /// Some rows could not be read, and are written without what was asked for.
  case partlyAttributed
  /// A file is not formatted, and a check asked for that.
  case unformatted
  /// A check found damage; it is printed.
  case damaged

  /// The exit code (tql.md section 8).
  var code: Int32 {
    switch self {
    case .damaged, .unformatted: 1
    case .refused: 2
    case .notObserved: 3
    case .unexpected: 4
    case .partlyStored, .partlyAttributed: 5
    }
  }
}
