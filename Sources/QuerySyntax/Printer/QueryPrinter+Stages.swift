/// The texts of stages and conditions.
extension QueryPrinter {
  func stageText(_ form: Stage.Form) -> String {
    switch form {
    case .filter(let condition): return "where \(expressionText(condition))"
    case .select(let columns): return "select \(columnsText(columns))"
    case .distinct: return "distinct"
    case .count(let columns): return "count\(byText(columns))"
    case .group(let columns, let aggregates):
      let list = aggregates.map(aggregateText).joined(separator: ", ")
      return "group by \(columnsText(columns)) with \(list)"
    case .outages(let longerThan):
      return "outages\(longerThan.map { " longer than \(durationText($0))" } ?? "")"
    case .duration(let columns): return "duration\(byText(columns))"
    case .share(let columns): return "share\(byText(columns))"
    case .changes: return "changes"
    case .every(let duration): return "every \(durationText(duration))"
    case .throughout: return "throughout"
    case .sort(let keys):
      let list = keys.map { columnText($0.column) + ($0.isDescending ? " desc" : "") }
      return "sort by \(list.joined(separator: ", "))"
    case .limit(let count, let offset):
      return "limit \(countText(count))\(offset.map { " offset \(countText($0))" } ?? "")"
    }
  }

  private func columnsText(_ columns: [ColumnPath]) -> String {
    columns.map(columnText).joined(separator: ", ")
  }

  private func byText(_ columns: [ColumnPath]) -> String {
    columns.isEmpty ? "" : " by \(columnsText(columns))"
  }

  private func aggregateText(_ aggregate: Aggregate) -> String {
    switch aggregate.form {
    case .count: "count"
    case .of(let function, let column): "\(function.rawValue)(\(columnText(column)))"
    }
  }

  private func countText(_ count: CountExpression) -> String {
    switch count.form {
    case .number(let number): "\(number)"
    case .parameter(let name): "$\(name)"
    }
  }

  private func columnText(_ path: ColumnPath) -> String {
    guard let key = path.key else { return path.column }
    let isBare = SyntaxSpelling.isBareName(key) && !key.utf8.contains(UInt8(ascii: "*"))
    return isBare ? "\(path.column).\(key)" : "\(path.column)[\(SyntaxSpelling.quoted(key))]"
  }

  /// Returns a condition, without parentheses around the whole.
  func expressionText(_ expression: Expression) -> String {
    switch expression.form {
    case .or(let terms):
      return terms.map { text(of: $0, above: .or) }.joined(separator: " or ")
    case .and(let terms):
      return terms.map { text(of: $0, above: .and) }.joined(separator: " and ")
    case .not(let term):
      return "not \(text(of: term, above: .and))"
    case .comparison(let left, let comparison, let right):
      return "\(operand(left)) \(comparison.rawValue) \(operand(right))"
    case .inList(let left, let values, let isNegated):
      let list = values.map { operand($0) }.joined(separator: ", ")
      return "\(operand(left)) \(isNegated ? "not " : "")in (\(list))"
    case .inNetwork(let left, let network, let isNegated):
      return "\(operand(left)) \(isNegated ? "not " : "")in \(operand(network))"
    case .like(let left, let pattern, let isNegated):
      return "\(operand(left)) \(isNegated ? "not " : "")like \(operand(pattern))"
    case .isNull(let term, let isNegated):
      return "\(operand(term)) is \(isNegated ? "not " : "")null"
    case .column(let path): return columnText(path)
    case .literal(let literal): return literalText(literal)
    case .parameter(let name): return "$\(name)"
    }
  }

  /// How tightly a form binds.
  private enum Tightness: Int {
    case or
    case and
    case not
    case comparison
    case operand
  }

  private func tightness(of form: Expression.Form) -> Tightness {
    switch form {
    case .or: .or
    case .and: .and
    case .not: .not
    case .comparison, .inList, .inNetwork, .like, .isNull: .comparison
    case .column, .literal, .parameter: .operand
    }
  }

  /// Returns an expression, in parentheses unless it binds more tightly than `outer`.
  private func text(of expression: Expression, above outer: Tightness) -> String {
    let text = expressionText(expression)
    return tightness(of: expression.form).rawValue > outer.rawValue ? text : "(\(text))"
  }

  private func operand(_ expression: Expression) -> String {
    text(of: expression, above: .comparison)
  }

  func literalText(_ literal: Literal) -> String {
    switch literal {
    case .text(let text), .word(let text): SyntaxSpelling.quoted(text)
    case .integer(let value): "\(value)"
    case .decimal(let value): "\(value)"
    case .boolean(let value): "\(value)"
    case .duration(let duration): durationText(duration)
    case .instant(let instant): instantText(instant)
    case .address(let address): addressText(address)
    case .network(let text): text
    }
  }
}
