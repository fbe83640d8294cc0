/// What `explain` explains.
enum ExplainedStatement {
  case question(PreparedQuery)
  case diff(PreparedDiff)

  /// The prepared questions, each with what its steps are named after.
  var parts: [(prefix: String, prepared: PreparedQuery)] {
    switch self {
    case .question(let prepared): [("", prepared)]
    case .diff(let diff): [("before ", diff.before), ("after ", diff.after)]
    }
  }
}
