import Diagnostics

/// What can be wrong with instants, lengths of time and spans.
enum TimeFault: SyntaxFault {
  case notAnInstant(help: String)
  case zoneMissing(corrected: String)
  case incomplete(corrected: String)
  case outOfRange(what: String, help: String)
  case notADuration(corrected: String?)
  case durationAsInstant(corrected: String)
  case splitInstant(corrected: String)
  case spanForm(message: String, corrected: String)
  case notAnEvent
  case eventSpan

  var code: SyntaxDiagnosticCode {
    switch self {
    case .notAnInstant, .incomplete: .notAnInstant
    case .zoneMissing: .zoneMissing
    case .outOfRange: .timeOutOfRange
    case .notADuration: .notADuration
    case .durationAsInstant: .durationAsInstant
    case .splitInstant: .splitInstant
    case .spanForm: .spanForm
    case .notAnEvent: .notAnEvent
    case .eventSpan: .eventSpan
    }
  }
}
