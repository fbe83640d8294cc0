import TopologyModel

/// The words of a plan's operators.
struct PlanText {
  private let query: BoundQuery
  private var columns: [Column]

  init(_ query: BoundQuery) {
    self.query = query
    columns = QuestionColumns.columns(of: query.question)
  }

  /// The name and the details of an operator; called with one after the other.
  mutating func next(_ step: PhysicalPlan.Operator) -> (operation: String, detail: String) {
    defer { columns = step.columns(behind: columns) }
    switch step {
    case .evaluate:
      let place = query.question.kindsRead.isEmpty ? "from the log" : "at one time"
      return ("evaluate", "\(question) \(place)")
    case .evaluateSpan(_, let inRevisions):
      let states = inRevisions ? ", states without duration kept" : ""
      return ("evaluate over span", "\(question), again wherever what was read changes\(states)")
    case .filterState(let expression): return ("filter", text(expression))
    case .filter(let expression): return ("filter intervals", text(expression))
    case .sequenced(let stage), .overSpan(let stage): return text(stage)
    case .finish(let isMerged):
      return ("finish", isMerged ? "intervals are cut to the span" : "true ends beyond the span")
    case .extend: return ("extend", "true beginnings and ends")
    case .clip: return ("clip", "intervals are cut to the time: rows are merged")
    case .derive(let derived, let own): return text(.derive(derived, columns: own))
    case .selectColumns(let indexes): return text(.select(indexes, columns: []))
    case .distinct: return text(.distinct)
    case .count(let indexes): return text(.count(by: indexes, columns: []))
    case .group(let indexes, let aggregates, let own):
      return text(.group(by: indexes, aggregates, columns: own))
    case .order: return ("order", "the language's own")
    case .sort(let keys): return text(.sort(keys))
    case .limit(let count, let offset): return text(.limit(count: count, offset: offset))
    }
  }

  private var question: String {
    let question = query.question
    let object =
      question.service.map(\.text)
      ?? question.object.map { name in
        "\(name.kind.word) \(name.name.text)"
      }
    let port = question.port.map { "on port \($0.text)" }
    return ([question.word, object, port] as [String?]).compactMap { $0 }.joined(separator: " ")
  }

  private func text(_ stage: BoundStage) -> (operation: String, detail: String) {
    switch stage {
    case .filter(let expression): ("filter", text(expression))
    case .derive(_, let own): ("derive", Self.names(own.dropFirst(columns.count)))
    case .select(let indexes, _): ("select columns", names(indexes))
    case .distinct: ("distinct", "")
    case .count(let indexes, _): ("count", by(indexes))
    case .group(let indexes, let aggregates, let own):
      ("group", "\(by(indexes)) with \(Self.names(own.suffix(aggregates.count)))")
    case .outages(let length, _):
      ("outages", length > 0 ? "longer than \(ValueText.duration(length))" : "")
    case .duration(let indexes, _): ("duration", by(indexes))
    case .share(let indexes, _): ("share", by(indexes))
    case .changes: ("changes", "")
    case .every(let length, _): ("every", ValueText.duration(length))
    case .throughout: ("throughout", "")
    case .sort(let keys): ("sort", keys.map { sortKey($0) }.joined(separator: ", "))
    case .limit(let count, let offset):
      ("limit", offset == 0 ? "\(count)" : "\(count), behind \(offset)")
    }
  }

  private static func names(_ columns: some Sequence<Column>) -> String {
    columns.map(\.name).joined(separator: ", ")
  }

  private func names(_ indexes: [Int]) -> String {
    Self.names(indexes.map { columns[$0] })
  }

  private func by(_ indexes: [Int]) -> String {
    indexes.isEmpty ? "" : "by \(names(indexes))"
  }

  private func sortKey(_ key: BoundSortKey) -> String {
    text(key.column) + (key.isDescending ? " desc" : "")
  }

  private func text(_ column: BoundColumn) -> String {
    switch column {
    case .cell(let index): columns[index].name
    case .label(let index, let key): ColumnText.label(columns[index].name, key)
    case .from: "from"
    case .until: "until"
    case .certainty: "certainty"
    case .event: "event"
    }
  }

  private func text(_ expression: BoundExpression) -> String {
    switch expression {
    case .column(let column): text(column)
    case .literal(let value): Self.literal(value)
    case .compare(let left, let comparison, let right):
      "\(text(left)) \(comparison.symbol) \(text(right))"
    case .oneOf(let left, let choices):
      "\(text(left)) in (\(choices.map { text($0) }.joined(separator: ", ")))"
    case .inRange(let left, let range): "\(text(left)) in \(range)"
    case .like(let left, let pattern): "\(text(left)) like \"\(pattern)\""
    case .isNull(let inner): "\(text(inner)) is null"
    case .not(let inner): "not (\(text(inner)))"
    case .and(let parts): parts.map { part($0) }.joined(separator: " and ")
    case .or(let parts): parts.map { part($0) }.joined(separator: " or ")
    }
  }

  private func part(_ expression: BoundExpression) -> String {
    switch expression {
    case .and, .or: "(\(text(expression)))"
    case .column, .literal, .compare, .oneOf, .inRange, .like, .isNull, .not: text(expression)
    }
  }

  private static func literal(_ value: Value) -> String {
    if case .text(let text) = value { return "\"\(text)\"" }
    return ValueText.plain(value)
  }
}

extension BoundQuestion {
  /// The words that the question begins with.
  var word: String {
    switch self {
    case .podsServing: "pods serving"
    case .podsListed: "pods listed by"
    case .podsSelected: "pods selected by"
    case .endpointsOf: "endpoints of"
    case .endpoints: "endpoints"
    case .slicesOf: "slices of"
    case .servicesServed: "services served by"
    case .servicesSelecting: "services selecting"
    case .podsOnNode(let node, _): "pods on node \(node.text)"
    case .owners(let address, _): "owners of ip \(address.ip)"
    case .objects(let kind, _): kind.resourceName
    case .findings(let kind, _, _, _): kind == nil ? "findings" : "findings of"
    case .why: "why"
    case .dns(let name, _): "dns \(name)"
    case .show: "show"
    case .history: "history of"
    case .events(let kind, _): kind == nil ? "events" : "events of"
    case .coverage: "coverage"
    }
  }
}
