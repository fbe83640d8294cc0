import ArgumentParser
import Diagnostics
import TopologyModel

/// Turns errors into messages and exit codes, in one place.
enum Failure {
  /// Prints what happened and returns the exit code.
  static func report(_ error: any Error) -> Int32 {
    if let error = error as? any CategorizedError {
      Output.message("error: \(DisplayWidth.escaped(error.message))\n")
      if let help = error.help { Output.message("help: \(DisplayWidth.escaped(help))\n") }
      return code(of: error.category)
    }
    let code = Hindcast.exitCode(for: error)
    if code == .success {
      Output.write(Hindcast.fullMessage(for: error) + "\n")
      return 0
    }
    if code == .validationFailure {
      Output.message(Hindcast.fullMessage(for: error) + "\n")
      return 2
    }
    Output.message("error: \(DisplayWidth.escaped("\(error)"))\n")
    Output.message("help: this is a defect of Hindcast; report it\n")
    return 70
  }

  /// The exit code of a category (style: one table decides).
  private static func code(of category: AnomalyCategory) -> Int32 {
    switch category {
    case .incorrect, .notFound, .forgotten, .future, .unsupported: 2
    case .forbidden, .conflict, .limit, .busy, .unavailable, .corrupt: 1
    case .fault: 70
    }
  }
}
