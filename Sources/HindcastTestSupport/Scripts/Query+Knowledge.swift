import QuerySyntax
import TopologyModel

extension Query {
  /// The query with its knowledge made explicit and its times made absolute, so that it asks the
  /// same; nil for queries that say what they know, or that use `now` in a stage.
  func asKnown(at position: LogPosition, now: Instant) -> Query? {
    guard case .question(var statement) = statement, statement.knownAt == nil,
      !statement.stages.contains(where: { $0.readsNow })
    else { return nil }
    if let time = statement.time {
      guard case .at(let expression) = time.form else { return nil }
      statement.time = TimeClause(.at(expression.absolute(now: now)))
    } else if statement.question.isAboutState {
      statement.time = TimeClause(.at(InstantExpression(.absolute(nanoseconds: now.nanoseconds))))
    }
    statement.knownAt = KnownAtClause(.event(EventReference(.number(position.value))))
    var query = self
    query.statement = .question(statement)
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
