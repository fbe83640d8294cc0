import Diagnostics

/// Stages and conditions, as JSON.
extension SyntaxJSON {
  static func write(_ stage: Stage, to json: inout JSONWriter) {
    node(stage.keyword, stage.span, to: &json) { json in
      switch stage.form {
      case .filter(let condition):
        json.key("condition")
        write(condition, to: &json)
      case .select(let columns): write("columns", columns, to: &json)
      case .distinct, .changes, .throughout: break
      case .count(let columns), .duration(let columns), .share(let columns):
        write("by", columns, to: &json)
      case .group(let columns, let aggregates):
        write("by", columns, to: &json)
        write(aggregates, to: &json)
      case .outages(let longerThan):
        if let longerThan {
          json.key("longerThan")
          write(longerThan, to: &json)
        }
      case .every(let duration):
        json.key("duration")
        write(duration, to: &json)
      case .sort(let keys): write(keys, to: &json)
      case .limit(let count, let offset):
        json.key("count")
        write(count, to: &json)
        if let offset {
          json.key("offset")
          write(offset, to: &json)
        }
      }
    }
  }

  private static func write(
    _ key: String,
    _ columns: [ColumnPath],
    to json: inout JSONWriter
  ) {
    json.key(key)
    json.array { json in
      for column in columns {
        write(column, to: &json)
      }
    }
  }

  private static func write(_ column: ColumnPath, to json: inout JSONWriter) {
    node("column", column.span, to: &json) { json in
      json.key("column")
      json.write(column.column)
      if let key = column.key {
        json.key("key")
        json.write(key)
      }
    }
  }

  private static func write(_ aggregates: [Aggregate], to json: inout JSONWriter) {
    json.key("with")
    json.array { json in
      for aggregate in aggregates {
        switch aggregate.form {
        case .count: node("count", aggregate.span, to: &json)
        case .of(let function, let column):
          node(function.rawValue, aggregate.span, to: &json) { json in
            json.key("of")
            write(column, to: &json)
          }
        }
      }
    }
  }

  private static func write(_ keys: [SortKey], to json: inout JSONWriter) {
    json.key("by")
    json.array { json in
      for key in keys {
        node("key", key.span, to: &json) { json in
          json.key("column")
          write(key.column, to: &json)
          json.key("descending")
          json.write(key.isDescending)
        }
      }
    }
  }

  private static func write(_ count: CountExpression, to json: inout JSONWriter) {
    switch count.form {
    case .number(let number): json.write(number)
    case .parameter(let name): writeParameter(name, count.span, to: &json)
    }
  }

  private static func writeParameter(
    _ name: String,
    _ span: SourceSpan,
    to json: inout JSONWriter
  ) {
    node("parameter", span, to: &json) { json in
      json.key("name")
      json.write(name)
    }
  }

  private static func write(_ expression: Expression, to json: inout JSONWriter) {
    let span = expression.span
    switch expression.form {
    case .or(let terms): writeTerms("or", terms, span, to: &json)
    case .and(let terms): writeTerms("and", terms, span, to: &json)
    case .not(let term): writeTerms("not", [term], span, to: &json)
    case .comparison(let left, let comparison, let right):
      writeTerms(comparison.rawValue, [left, right], span, to: &json)
    case .inList(let left, let values, let isNegated):
      writeTerms(isNegated ? "not in" : "in", [left] + values, span, to: &json)
    case .inNetwork(let left, let network, let isNegated):
      writeTerms(isNegated ? "not in network" : "in network", [left, network], span, to: &json)
    case .like(let left, let pattern, let isNegated):
      writeTerms(isNegated ? "not like" : "like", [left, pattern], span, to: &json)
    case .isNull(let term, let isNegated):
      writeTerms(isNegated ? "is not null" : "is null", [term], span, to: &json)
    case .column(let path): write(path, to: &json)
    case .parameter(let name): writeParameter(name, span, to: &json)
    case .literal(let literal): write(literal, to: &json)
    }
  }

  private static func writeTerms(
    _ name: String,
    _ terms: [Expression],
    _ span: SourceSpan,
    to json: inout JSONWriter
  ) {
    node(name, span, to: &json) { json in
      json.key("terms")
      json.array { json in
        for term in terms {
          write(term, to: &json)
        }
      }
    }
  }

  /// Writes texts, numbers and truth values as JSON's own, the others as nodes.
  static func write(_ literal: Literal, to json: inout JSONWriter) {
    switch literal {
    case .text(let text): json.write(text)
    case .word(let text):
      json.object { json in
        json.key("word")
        json.write(text)
      }
    case .integer(let value): json.write(value)
    case .decimal(let value): json.write(value)
    case .boolean(let value): json.write(value)
    case .duration(let duration): write(duration, to: &json)
    case .instant(let instant): write(instant, to: &json)
    case .address(let address): write(address, to: &json)
    case .network(let text):
      json.object { json in
        json.key("network")
        json.write(text)
      }
    }
  }
}
