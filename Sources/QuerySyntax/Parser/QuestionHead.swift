import Diagnostics

/// The beginning of a question, before its clauses.
struct QuestionHead {
  /// The question without clauses; nil after an error, when every clause is let pass.
  var form: Question.Form?
  /// The words that could have followed.
  var continuations: [String]

  /// Creates a head.
  init(form: Question.Form?, continuations: [String] = []) {
    self.form = form
    self.continuations = continuations
  }

  /// The words of the question, for messages.
  var title: String {
    switch form {
    case .podsServing: "pods serving"
    case .podsSelected: "pods selected by"
    case .podsListed: "pods listed by"
    case .endpointsOf: "endpoints of"
    case .slicesOf: "slices of"
    case .servicesServed: "services served by"
    case .servicesSelecting: "services selecting"
    case .podsOnNode: "pods on node"
    case .owners: "owners of ip"
    case .list(let collection): collection.rawValue
    case .podsWithIP: "pods with ip"
    case .servicesWithIP: "services with ip"
    case .findings: "findings"
    case .why: "why"
    case .dns: "dns"
    case .show: "show"
    case .history: "history of"
    case .events: "events"
    case .coverage: "coverage"
    case nil: ""
    }
  }

  /// The Service that the question is about, where it has ports.
  var service: NamePattern? {
    switch form {
    case .podsServing(let service, _, _, _), .podsListed(let service, _),
      .endpointsOf(let service, _, _), .why(let service, _, _):
      service
    case .podsSelected, .slicesOf, .servicesServed, .servicesSelecting, .podsOnNode, .owners,
      .list, .podsWithIP, .servicesWithIP, .findings, .dns, .show, .history, .events, .coverage,
      nil:
      nil
    }
  }

  /// Whether the question has clauses of this kind.
  func allows(_ kind: ClauseKind) -> Bool {
    switch kind {
    case .scope, .time, .knownAt, .pipeline: return true
    case .port, .vantage, .pod, .draining: break
    }
    switch form {
    case .podsServing: return kind != .pod
    case .podsListed: return kind == .port
    case .endpointsOf: return kind == .port || kind == .vantage
    case .why: return kind == .port || kind == .pod
    case .podsSelected, .slicesOf, .servicesServed, .servicesSelecting, .podsOnNode, .owners,
      .list, .podsWithIP, .servicesWithIP, .findings, .dns, .show, .history, .events, .coverage:
      return false
    case nil: return true
    }
  }

  /// The question with its clauses.
  func question(
    with clauses: ClauseList,
    from start: SourceOffset,
    headEnd: SourceOffset
  ) -> Question {
    var end = headEnd
    for slice in clauses.slices where slice.rank < ClauseKind.scope.rank(inDiff: false) {
      end = max(end, slice.span.end)
    }
    let span = SourceSpan(min(start, end), end)
    switch form {
    case .podsServing(let service, _, _, _):
      return Question(
        .podsServing(
          service: service,
          port: clauses.port,
          vantage: clauses.vantage,
          draining: clauses.draining
        ),
        span: span
      )
    case .podsListed(let service, _):
      return Question(.podsListed(service: service, port: clauses.port), span: span)
    case .endpointsOf(let service, _, _):
      return Question(
        .endpointsOf(service: service, port: clauses.port, vantage: clauses.vantage),
        span: span
      )
    case .why(let service, _, _):
      return Question(.why(service: service, port: clauses.port, pod: clauses.pod), span: span)
    case .some(let form):
      return Question(form, span: span)
    case nil:
      return Question(.list(.pods), span: span)
    }
  }
}
