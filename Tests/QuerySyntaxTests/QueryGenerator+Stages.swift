import QuerySyntax

extension QueryGenerator {
  mutating func stage() -> Stage.Form {
    switch Int.random(in: 0...14, using: &random) {
    case 0, 1, 2: .filter(expression(depth: 4))
    case 3: .select(columns())
    case 4: .distinct
    case 5: .count(by: random.oneIn(2) ? [] : columns())
    case 6:
      .group(
        by: columns(),
        aggregates: [
          Aggregate(.count),
          Aggregate(.of(random.pick(AggregateFunction.allCases), column())),
        ]
      )
    case 7: .outages(longerThan: random.oneIn(2) ? nil : duration())
    case 8: .duration(by: random.oneIn(2) ? [] : columns())
    case 9: .share(by: random.oneIn(2) ? [] : columns())
    case 10: .changes
    case 11: .every(duration())
    case 12: .throughout
    case 13:
      .sort([
        SortKey(column: column(), isDescending: true),
        SortKey(column: column(), isDescending: random.oneIn(2)),
      ])
    default: .limit(count(), offset: random.oneIn(2) ? nil : count())
    }
  }

  private mutating func count() -> CountExpression {
    CountExpression(
      random.oneIn(4) ? .parameter("n") : .number(.random(in: 0...99, using: &random))
    )
  }

  private mutating func columns() -> [ColumnPath] {
    (0...Int.random(in: 0...2, using: &random)).map { _ in column() }
  }

  mutating func column() -> ColumnPath {
    let names = ["name", "node", "from", "until", "event", "count", "type", "at", "by", "a_1"]
    let keys = ["app", "a-b", "a.b", "app.kubernetes.io/name", "", "a b", "*", "\"", "日"]
    return ColumnPath(column: random.pick(names), key: random.oneIn(3) ? random.pick(keys) : nil)
  }

  private mutating func expression(depth: Int) -> Expression {
    guard depth > 0 else { return operand() }
    let term = expression(depth: depth - 1)
    switch Int.random(in: 0...8, using: &random) {
    case 0: return Expression(.or([term, expression(depth: depth - 1)]))
    case 1: return Expression(.and([term, expression(depth: depth - 1), operand()]))
    case 2: return Expression(.not(term))
    case 3:
      return Expression(.comparison(term, random.pick(ComparisonOperator.allCases), operand()))
    case 4: return Expression(.inList(term, [operand(), operand()], isNegated: random.oneIn(2)))
    case 5:
      let network = Expression(random.oneIn(2) ? .parameter("net") : .literal(.network("::/0")))
      return Expression(.inNetwork(term, network, isNegated: random.oneIn(2)))
    case 6:
      let glob = Expression(random.oneIn(2) ? .parameter("g") : .literal(.text("cart-*")))
      return Expression(.like(term, glob, isNegated: random.oneIn(2)))
    case 7: return Expression(.isNull(term, isNegated: random.oneIn(2)))
    default: return operand()
    }
  }

  private mutating func operand() -> Expression {
    switch Int.random(in: 0...3, using: &random) {
    case 0: Expression(.parameter("x"))
    case 1: Expression(.literal(literal()))
    default: Expression(.column(column()))
    }
  }

  mutating func literal() -> Literal {
    switch Int.random(in: 0...8, using: &random) {
    case 0: .text(random.pick(["", "a", "a\"\\\n\t", "日本", "Running"]))
    case 1: .integer(.random(in: Int64.min...Int64.max, using: &random))
    case 2: .decimal(Double.random(in: -1...1, using: &random))
    case 3: .decimal(random.pick([0.5, 1e300, -1e-300, 100, 1e16]))
    case 4: .boolean(random.oneIn(2))
    case 5: .duration(duration(isParameterAllowed: false))
    case 6: .instant(InstantExpression(random.oneIn(2) ? .now : .ago(nanoseconds: 5_000_000_000)))
    case 7: .network(random.pick(["10.0.0.0/8", "fd00::/64", "0.0.0.0/0"]))
    default: .address(AddressExpression(.address(random.pick(["10.0.0.1", "fd00::1"]), port: nil)))
    }
  }
}
