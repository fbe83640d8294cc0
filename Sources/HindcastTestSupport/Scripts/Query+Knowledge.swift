import QuerySyntax
import TopologyModel

extension Query {
  /// The query with its knowledge made explicit and its times made absolute, so that it asks the
  /// same; nil for queries that say what they know, or that use `now` in a stage.
  func asKnown(at position: LogPosition, now: Instant) -> Query? {
    let clause = KnownAtClause(.event(EventReference(.number(position.value))))
    var query = self
    switch statement {
    case .question(var statement):
      guard statement.knownAt == nil, !statement.stages.contains(where: { $0.readsNow }) else {
        return nil
      }
      if let time = statement.time {
        guard let absolute = time.absolute(now: now) else { return nil }
        statement.time = absolute
      } else if statement.question.isAboutState {
        statement.time = TimeClause(.at(InstantExpression(.now).absolute(now: now)))
      }
      statement.knownAt = clause
      query.statement = .question(statement)
    case .diff(var diff):
      guard case .instants(let from, let to, nil) = diff.form,
        !diff.stages.contains(where: { $0.readsNow })
      else { return nil }
      diff.form = .instants(
        from: from.absolute(now: now),
        to: to.absolute(now: now),
        knownAt: clause
      )
      query.statement = .diff(diff)
    case .explain: return nil
    }
    query.letLines = letLines.map { line in
      var line = line
      if case .instant(let instant) = line.value {
        line.value = .instant(instant.absolute(now: now))
      }
      return line
    }
    return query
  }
}

extension TimeClause {
  /// The clause with its times made absolute; nil where it says what is known.
  fileprivate func absolute(now: Instant) -> TimeClause? {
    switch form {
    case .at(let instant): TimeClause(.at(instant.absolute(now: now)))
    case .span(let from, let to):
      TimeClause(.span(from: from.absolute(now: now), to: to.absolute(now: now)))
    case .since(let from):
      TimeClause(
        .span(
          from: from.absolute(now: now),
          to: InstantExpression(.now).absolute(now: now)
        )
      )
    case .atEvent: nil
    }
  }
}

extension InstantExpression {
  fileprivate func absolute(now: Instant) -> InstantExpression {
    switch form {
    case .now: InstantExpression(.absolute(nanoseconds: now.nanoseconds))
    case .ago(let nanoseconds):
      InstantExpression(.absolute(nanoseconds: now.nanoseconds - nanoseconds))
    case .absolute, .revision, .parameter: self
    }
  }

  fileprivate var readsNow: Bool {
    switch form {
    case .now, .ago: true
    case .absolute, .revision, .parameter: false
    }
  }
}

extension Stage {
  fileprivate var readsNow: Bool {
    if case .filter(let expression) = form { return expression.readsNow }
    return false
  }
}

extension Expression {
  fileprivate var readsNow: Bool {
    switch form {
    case .or(let parts), .and(let parts): parts.contains { $0.readsNow }
    case .not(let inner), .isNull(let inner, _): inner.readsNow
    case .comparison(let left, _, let right), .inNetwork(let left, let right, _),
      .like(let left, let right, _):
      left.readsNow || right.readsNow
    case .inList(let left, let choices, _): left.readsNow || choices.contains { $0.readsNow }
    case .literal(.instant(let instant)): instant.readsNow
    case .literal, .column, .parameter: false
    }
  }
}
