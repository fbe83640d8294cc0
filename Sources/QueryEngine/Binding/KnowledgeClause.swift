import Diagnostics
import QuerySyntax
import TopologyModel

/// The `as known at` clause of a query, or the `at event N` that stands for one.
struct KnowledgeClause {
  private let event: EventReference?
  private let instant: InstantExpression?

  init(_ query: Query) {
    var event: EventReference?
    var instant: InstantExpression?
    if case .question(let statement) = query.statement {
      switch statement.knownAt?.form {
      case .event(let reference): event = reference
      case .instant(let expression): instant = expression
      case nil: break
      }
      if case .atEvent(let reference)? = statement.time?.form { event = reference }
    }
    self.event = event
    self.instant = instant
  }

  /// Whether the query names what is to be known.
  var isExplicit: Bool { event != nil || instant != nil }

  /// Why the clause cannot be answered yet, or nil.
  var refusal: Diagnostic? {
    if let event, case .parameter = event.form {
      return BindingFault.notYet(
        what: "a parameter here",
        instead: "write the event's number",
        span: event.span
      ).diagnostic
    }
    guard let instant else { return nil }
    switch instant.form {
    case .absolute, .now, .ago: return nil
    case .revision, .parameter:
      return BindingFault.notYet(
        what: "this time after `as known at`",
        instead: "write a time with a zone, or `event N`",
        span: instant.span
      ).diagnostic
    }
  }

  /// What is to be known.
  func resolved(now: Instant) -> QueryRunner.Knowledge {
    if let event, case .number(let number) = event.form { return .event(LogPosition(number)) }
    guard let instant else { return .latest }
    return switch instant.form {
    case .absolute(let nanoseconds): .recorded(by: Instant(nanoseconds: nanoseconds))
    case .ago(let nanoseconds): .recorded(by: now.advanced(byNanoseconds: -nanoseconds))
    case .now, .revision, .parameter: .latest
    }
  }

  /// The sentence for a position past the end of the log.
  func futureDiagnostic(_ error: any CategorizedError) -> Diagnostic {
    let span = event?.span ?? instant?.span ?? SourceSpan(at: 0)
    return Diagnostic(
      code: DiagnosticCode("TQL0216"),
      severity: .error,
      message: error.message,
      primary: DiagnosticLabel(span: span, text: "not yet there"),
      help: error.help
    )
  }
}
