import Diagnostics
import Projections
import QuerySyntax
import TopologyModel

extension Binder {
  /// Binds the time clause; `cluster` is nil where an error was reported already.
  mutating func bindTime(
    _ statement: QuestionStatement,
    question: BoundQuestion,
    cluster: String?
  ) throws -> BoundQuery.Time? {
    let isAboutState = !question.kindsRead.isEmpty
    guard let clause = statement.time else {
      if isAboutState { return .at(readNow()) }
      return .log(since: nil, through: context.endsAtNow ? readNow() : Instant(nanoseconds: .max))
    }
    switch clause.form {
    case .at(let expression):
      guard let time = time(expression) else { return nil }
      guard !isAboutState else { return time }
      return try instant(time, cluster: cluster, span: expression.span)
        .map { .log(since: nil, through: $0) }
    case .atEvent:
      // The basis is that event already; the time is the latest one known there.
      return isAboutState ? .at(proven) : .log(since: nil, through: proven)
    case .span(let from, let to):
      return try bindSpan(from: from, to: to, isAboutState, cluster: cluster, span: clause.span)
    case .since(let from):
      let to = InstantExpression(.now, span: clause.span)
      return try bindSpan(from: from, to: to, isAboutState, cluster: cluster, span: clause.span)
    }
  }

  private mutating func bindSpan(
    from: InstantExpression,
    to: InstantExpression,
    _ isAboutState: Bool,
    cluster: String?,
    span: SourceSpan
  ) throws -> BoundQuery.Time? {
    // Both are looked at, so that both are reported.
    let first = time(from)
    let last = time(to)
    guard let first, let last else { return nil }
    guard let start = try instant(first, cluster: cluster, span: from.span),
      let end = try instant(last, cluster: cluster, span: to.span)
    else { return nil }
    guard start < end else {
      report(.emptySpan(from: start, until: end, span: span))
      return nil
    }
    return isAboutState
      ? .span(from: start, until: end)
      : .log(since: start, through: end.advanced(byNanoseconds: -1))
  }

  /// The instant of a bound of a span; that of a revision is its valid time.
  private mutating func instant(
    _ time: BoundQuery.Time,
    cluster: String?,
    span: SourceSpan
  ) throws -> Instant? {
    switch time {
    case .at(let instant): return instant
    case .atRevision(let revision):
      guard let cluster, let epoch = try reads.epochs(of: cluster).last else { return nil }
      if let found = try reads.validTime(of: revision, kind: .service, epoch.context) {
        return found
      }
      report(.unprovenRevision(revision.text, span: span))
      return nil
    case .span, .log: return nil
    }
  }

  private mutating func time(_ expression: InstantExpression) -> BoundQuery.Time? {
    switch expression.form {
    case .absolute(let nanoseconds): return .at(Instant(nanoseconds: nanoseconds))
    case .now: return .at(readNow())
    case .ago(let nanoseconds): return .at(readNow().advanced(byNanoseconds: -nanoseconds))
    case .revision(let text):
      guard let revision = Revision(text) else {
        report(.malformedRevision(text, span: expression.span))
        return nil
      }
      return .atRevision(revision)
    case .parameter(let name):
      guard let literal = literal(ofParameter: name, span: expression.span) else { return nil }
      if case .instant(let value) = literal {
        if case .parameter = value.form { return nil }
        return time(value)
      }
      report(.parameterType(name, expected: "a time", span: expression.span))
      return nil
    }
  }
}
