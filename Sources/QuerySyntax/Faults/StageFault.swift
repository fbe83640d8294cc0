import Diagnostics

/// What can be wrong with stages.
enum StageFault: SyntaxFault {
  case unknownStage(closest: String?, corrected: String?)
  case unknownAggregate(closest: String?)
  case aggregateForm(corrected: String)
  case notACount
  case notSequenced(stage: String)
  case notAColumn(help: String)

  var code: SyntaxDiagnosticCode {
    switch self {
    case .unknownStage: .unknownStage
    case .unknownAggregate, .aggregateForm: .unknownAggregate
    case .notACount: .notACount
    case .notSequenced: .stageNotSequenced
    case .notAColumn: .notAColumn
    }
  }
}
