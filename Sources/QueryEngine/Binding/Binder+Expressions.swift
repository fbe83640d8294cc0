import Diagnostics
import QuerySyntax
import TopologyModel

extension Binder {
  private typealias Operand = BoundOperand

  mutating func condition(_ expression: Expression, _ columns: [Column]) -> BoundExpression? {
    switch expression.form {
    case .or(let parts): return all(parts, columns).map { .or($0) }
    case .and(let parts): return all(parts, columns).map { .and($0) }
    case .not(let inner): return condition(inner, columns).map { .not($0) }
    case .comparison(let left, let comparison, let right):
      return compare(left, comparison, right, columns)
    case .inList(let left, let choices, let isNegated):
      guard let subject = operand(left, columns) else { return nil }
      let bound = choices.compactMap { choice in
        operand(choice, columns).flatMap { coerced($0, to: subject, span: choice.span) }
      }
      guard bound.count == choices.count else { return nil }
      return negated(.oneOf(subject.expression, bound), isNegated)
    case .inNetwork(let left, let network, let isNegated):
      guard let subject = operand(left, columns), let other = operand(network, columns) else {
        return nil
      }
      guard case .literal(let value) = other.expression,
        let range = IPRange(ValueText.plain(value))
      else {
        report(
          .comparedTypes(
            column: subject.text,
            type: .address,
            found: other,
            span: network.span
          )
        )
        return nil
      }
      return negated(.inRange(subject.expression, range), isNegated)
    case .like(let left, let pattern, let isNegated):
      guard let subject = operand(left, columns), let other = operand(pattern, columns) else {
        return nil
      }
      guard case .literal(let value) = other.expression else {
        report(
          .comparedTypes(column: subject.text, type: .text, found: other, span: pattern.span)
        )
        return nil
      }
      return negated(.like(subject.expression, ValueText.plain(value)), isNegated)
    case .isNull(let inner, let isNegated):
      return operand(inner, columns).map { negated(.isNull($0.expression), isNegated) }
    case .column, .literal, .parameter:
      guard let operand = operand(expression, columns) else { return nil }
      if operand.type == .boolean { return operand.expression }
      if case .literal(.boolean) = operand.expression { return operand.expression }
      report(.notACondition(span: expression.span))
      return nil
    }
  }

  private func negated(_ expression: BoundExpression, _ isNegated: Bool) -> BoundExpression {
    isNegated ? .not(expression) : expression
  }

  private mutating func all(_ parts: [Expression], _ columns: [Column]) -> [BoundExpression]? {
    let bound = parts.compactMap { condition($0, columns) }
    return bound.count == parts.count ? bound : nil
  }

  private mutating func compare(
    _ left: Expression,
    _ comparison: ComparisonOperator,
    _ right: Expression,
    _ columns: [Column]
  ) -> BoundExpression? {
    let first = operand(left, columns)
    if case .column(let path) = right.form, path.key == nil, first?.type == .text,
      !isColumn(path.column, columns)
    {
      report(.unquotedText(path.column, span: right.span))
      return nil
    }
    let second = operand(right, columns)
    guard let first, let second else { return nil }
    guard let boundLeft = coerced(first, to: second, span: left.span),
      let boundRight = coerced(second, to: first, span: right.span)
    else { return nil }
    let bound: BoundExpression.Comparison
    switch comparison {
    case .equal: bound = .equal
    case .notEqual: bound = .notEqual
    case .less: bound = .less
    case .lessOrEqual: bound = .lessOrEqual
    case .greater: bound = .greater
    case .greaterOrEqual: bound = .greaterOrEqual
    }
    let needsOrder = bound != .equal && bound != .notEqual
    if needsOrder, let type = first.type ?? second.type, !type.isOrdered {
      let column = first.type == nil ? second.text : first.text
      report(.unorderedType(column: column, type: type, span: left.span.joined(with: right.span)))
      return nil
    }
    return .compare(boundLeft, bound, boundRight)
  }

  /// Whether a condition may name a column so.
  private func isColumn(_ name: String, _ columns: [Column]) -> Bool {
    columns.contains { $0.name == name } || everyRowHas(name)
  }

  private mutating func operand(_ expression: Expression, _ columns: [Column]) -> Operand? {
    switch expression.form {
    case .column(let path):
      if let cluster = clusterColumn, isCluster(path, columns) {
        return Operand(expression: .literal(.text(cluster)), type: .text, text: "cluster")
      }
      return column(path, columns).map {
        Operand(expression: .column($0.column), type: $0.type, text: path.column)
      }
    case .literal(let literal):
      return value(literal).map {
        Operand(expression: .literal($0.value), type: nil, text: $0.text)
      }
    case .parameter(let name):
      guard let literal = literal(ofParameter: name, span: expression.span) else { return nil }
      return value(literal).map {
        Operand(expression: .literal($0.value), type: nil, text: $0.text)
      }
    case .or, .and, .not, .comparison, .inList, .inNetwork, .like, .isNull:
      return condition(expression, columns).map {
        Operand(expression: $0, type: .boolean, text: "a condition")
      }
    }
  }

  private mutating func value(_ literal: Literal) -> (value: Value, text: String)? {
    switch literal {
    case .text(let text), .word(let text): return (.text(text), "the text `\(text)`")
    case .network(let text): return (.text(text), "the range `\(text)`")
    case .integer(let integer): return (.integer(integer), "the number `\(integer)`")
    case .decimal(let decimal): return (.decimal(decimal), "the number `\(decimal)`")
    case .boolean(let flag): return (.boolean(flag), "`\(flag)`")
    case .duration(let duration):
      guard case .nanoseconds(let nanoseconds) = duration.form else { return nil }
      return (.duration(nanoseconds), "a duration")
    case .instant(let instant):
      switch instant.form {
      case .absolute(let nanoseconds):
        return (.instant(Instant(nanoseconds: nanoseconds)), "a time")
      case .now: return (.instant(readNow()), "a time")
      case .ago(let nanoseconds):
        return (.instant(readNow().advanced(byNanoseconds: -nanoseconds)), "a time")
      case .revision(let text): return (.text(text), "the revision `\(text)`")
      case .parameter: return nil
      }
    case .address(let address):
      guard case .address(let text, _) = address.form else { return nil }
      return (Value.address(text: text), "the address `\(text)`")
    }
  }

  /// Gives a literal the type of what it is compared with, or reports that it cannot have it.
  private mutating func coerced(
    _ operand: Operand,
    to other: Operand,
    span: SourceSpan
  ) -> BoundExpression? {
    guard operand.type == nil, let type = other.type, case .literal(let value) = operand.expression
    else { return operand.expression }
    if let value = Self.coerce(value, to: type) { return .literal(value) }
    report(.comparedTypes(column: other.text, type: type, found: operand, span: span))
    return nil
  }

  private static func coerce(_ value: Value, to type: ColumnType) -> Value? {
    switch (type, value) {
    case (.boolean, .boolean), (.integer, .integer), (.integer, .decimal), (.decimal, .decimal),
      (.decimal, .integer), (.instant, .instant), (.duration, .duration), (.text, .text),
      (.texts, .text), (.port, .integer), (.port, .text), (.ports, .integer), (.ports, .text),
      (.address, .address), (.addresses, .address):
      value
    case (.text, .address(let address)), (.texts, .address(let address)):
      .text(address.description)
    case (.address, .text(let text)), (.addresses, .text(let text)):
      IPAddress(text).map { .address($0) } ?? .text(text)
    default: nil
    }
  }
}
