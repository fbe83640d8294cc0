import Diagnostics
import Projections
import QuerySyntax
import TopologyModel

/// The `as known at` clause of a query, or the `at event N` that stands for one.
struct KnowledgeClause {
  /// As of which knowledge a query reads, as far as its text says it.
  private enum Meaning {
    /// What the reads can be opened with.
    case knowledge(QueryRunner.Knowledge)
    /// What was known when a revision of the cluster had been proven first.
    case revision(Revision)
  }

  private let event: EventReference?
  private let instant: InstantExpression?

  init(event: EventReference) {
    self.event = event
    instant = nil
  }

  init(knownAt: KnownAtClause?, time: TimeClause? = nil) {
    var event: EventReference?
    var instant: InstantExpression?
    switch knownAt?.form {
    case .event(let reference): event = reference
    case .instant(let expression): instant = expression
    case nil: break
    }
    if case .atEvent(let reference)? = time?.form { event = reference }
    self.event = event
    self.instant = instant
  }

  /// Whether the query names what is to be known.
  var isExplicit: Bool { event != nil || instant != nil }

  /// Where the clause stands; the beginning of the text where there is none.
  var span: SourceSpan { event?.span ?? instant?.span ?? SourceSpan(at: 0) }

  /// Opens the reads that know what the clause says, and no more.
  ///
  /// Throws `BindingRefusal` for what the text asks and the log does not have, and what the reads
  /// throw.
  func open(
    _ scope: ScopeClause?,
    _ context: QueryContext,
    _ parameters: QueryParameters,
    _ makeReads: (QueryRunner.Knowledge) throws -> any TopologyReads
  ) throws -> any TopologyReads {
    do {
      switch try meaning(now: context.now, parameters: parameters) {
      case .knowledge(let knowledge): return try makeReads(knowledge)
      case .revision(let revision):
        let reads = try makeReads(.latest)
        var binder = try Binder(reads: reads, context: context, parameters: parameters)
        guard let position = try binder.position(proving: revision, scope, span: span) else {
          throw BindingRefusal(binder.diagnostics)
        }
        return try makeReads(.event(position))
      }
    } catch let error as any CategorizedError where error.category == .future {
      throw BindingRefusal([diagnostic(error, "TQL0216", "not yet there")])
    } catch let error as any CategorizedError where error.category == .forgotten {
      throw BindingRefusal([diagnostic(error, "TQL0231", "forgotten")])
    }
  }

  /// What is to be known; throws the diagnostic of a parameter that cannot say it.
  private func meaning(
    now: Instant,
    parameters: QueryParameters
  ) throws(BindingRefusal) -> Meaning {
    if let event { return .knowledge(.event(try position(event, parameters))) }
    guard let instant else { return .knowledge(.latest) }
    return try meaning(instant, now: now, parameters)
  }

  private func meaning(
    _ instant: InstantExpression,
    now: Instant,
    _ parameters: QueryParameters
  ) throws(BindingRefusal) -> Meaning {
    switch instant.form {
    case .absolute(let nanoseconds):
      let recorded = Instant(nanoseconds: nanoseconds)
      guard recorded <= now else {
        throw BindingRefusal(.futureKnowledge(recorded, span: instant.span))
      }
      return .knowledge(.recorded(by: recorded))
    case .ago(let nanoseconds):
      return .knowledge(.recorded(by: now.advanced(byNanoseconds: -nanoseconds)))
    case .now: return .knowledge(.latest)
    case .revision(let text):
      guard let revision = Revision(text) else {
        throw BindingRefusal(.malformedRevision(text, span: instant.span))
      }
      return .revision(revision)
    case .parameter(let name):
      let literal = try literal(ofParameter: name, parameters, span: instant.span)
      if case .instant(let value) = literal {
        guard case .parameter = value.form else {
          let placed = InstantExpression(value.form, span: instant.span)
          return try meaning(placed, now: now, parameters)
        }
      }
      throw BindingRefusal(.parameterType(name, expected: "a time", span: instant.span))
    }
  }

  private func position(
    _ event: EventReference,
    _ parameters: QueryParameters
  ) throws(BindingRefusal) -> LogPosition {
    switch event.form {
    case .number(let number): return LogPosition(number)
    case .parameter(let name):
      let literal = try literal(ofParameter: name, parameters, span: event.span)
      if case .integer(let number) = literal, number >= 0 { return LogPosition(number) }
      throw BindingRefusal(
        .parameterType(name, expected: "the number of an event", span: event.span)
      )
    }
  }

  private func literal(
    ofParameter name: String,
    _ parameters: QueryParameters,
    span: SourceSpan
  ) throws(BindingRefusal) -> Literal {
    if let value = parameters[name] { return value.literal }
    throw BindingRefusal(.unknownParameter(name, known: parameters.names, span: span))
  }

  /// The sentence for a position past the end of the log, or below the retention horizon.
  private func diagnostic(
    _ error: any CategorizedError,
    _ code: String,
    _ label: String
  ) -> Diagnostic {
    Diagnostic(
      code: DiagnosticCode(code),
      severity: .error,
      message: error.message,
      primary: DiagnosticLabel(span: span, text: label),
      help: error.help
    )
  }
}
