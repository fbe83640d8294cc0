import Diagnostics

extension BindingFault {
  /// The sentence of a fault of a whole statement, with its stable code.
  var statementDiagnostic: Diagnostic {
    switch self {
    case .tooMany(let what, let max, let span):
      Self.error(
        "TQL0226",
        "a query is limited to \(max) \(what)",
        span: span,
        label: "one too many",
        help: "ask with fewer; the JSON answer can be worked on further"
      )
    case .eventsOrder(let from, let to, let span):
      Self.error(
        "TQL0227",
        "the diff goes from event \(from) to event \(to), which is not later",
        span: span,
        label: "in this order nothing became known",
        help: from == to
          ? "write two events, the earlier one first"
          : "write `from event \(to) to event \(from)`"
      )
    case .stageOnIntervalsInDiff(let span):
      Self.error(
        "TQL0228",
        "a `where` on `from`, `until`, `certainty` or `event` cannot stand in a diff",
        span: span,
        label: "acts on the finished table",
        help: "a diff compares what holds at each side: filter by other columns"
      )
    case .revisionsOrder(let span):
      Self.error(
        "TQL0218",
        "the diff goes to a revision that is not later",
        span: span,
        label: "nothing lies in between",
        help: "write two revisions, the lower one first"
      )
    case .futureKnowledge(let instant, let span):
      Self.error(
        "TQL0216",
        "\(instant) lies in the future, and what will be known then is not known",
        span: span,
        label: "not yet there",
        help: "write an earlier time, or `as known at now`"
      )
    case .knownTwice(let span):
      Self.error(
        "TQL0229",
        "`at event` says what is known already",
        span: span,
        label: "says it again",
        help: "leave it out, or write the time instead of `at event`"
      )
    case .forbiddenNamespace(let namespace, let allowed, let span):
      Self.error(
        "TQL0230",
        namespace.map { "you may not ask about namespace `\($0)`" }
          ?? "you may only ask about some namespaces, and this asks about more",
        span: span,
        label: namespace.map { "in namespace `\($0)`" } ?? "in no one namespace",
        help: allowed.isEmpty
          ? "ask for a token that may" : "yours: \(UnknownObject.list(allowed)); name one of them"
      )
    case .unknownColumn, .unquotedText, .comparedTypes, .unorderedType, .notACondition,
      .malformedRevision, .stageOrder, .countTooLarge, .spanStageAtInstant, .emptySpan,
      .notANumber, .tooManySamples, .unprovenRevision, .severalClusters, .unknownCluster,
      .emptyStore, .unknownParameter, .parameterType, .missingParameter, .parameterValue,
      .undeclaredParameter, .redeclaredParameter:
      diagnostic
    }
  }
}
