import Diagnostics
import QuerySyntax
import TopologyModel

extension Binder {
  mutating func bindTime(
    _ statement: QuestionStatement,
    question: BoundQuestion
  ) -> BoundQuery.Time? {
    let isAboutState = !question.kindsRead.isEmpty
    guard let clause = statement.time else {
      return isAboutState ? .at(now) : .through(Instant(nanoseconds: .max))
    }
    switch clause.form {
    case .at(let expression):
      guard let time = time(expression) else { return nil }
      if case .at(let instant) = time, !isAboutState { return .through(instant) }
      if case .atRevision = time, !isAboutState {
        report(.notYet(what: "`at rv` here", instead: "write `at TIME`", span: expression.span))
        return nil
      }
      return time
    case .atEvent:
      // The basis is that event already; the time is the latest one known there.
      return isAboutState ? .at(now) : .through(now)
    case .span, .since:
      report(.notYet(what: "a span of time", instead: nil, span: clause.span))
      return nil
    }
  }

  private mutating func time(_ expression: InstantExpression) -> BoundQuery.Time? {
    switch expression.form {
    case .absolute(let nanoseconds): return .at(Instant(nanoseconds: nanoseconds))
    case .now: return .at(now)
    case .ago(let nanoseconds): return .at(now.advanced(byNanoseconds: -nanoseconds))
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
