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
    switch step {
    case .evaluate:
      let place = query.question.kindsRead.isEmpty ? "from the log" : "at one time"
      return ("evaluate", "\(question) \(place)")
    case .evaluateSpan(_, let inRevisions):
      let states = inRevisions ? ", states without duration kept" : ""
      return ("evaluate over span", "\(question), again wherever what was read changes\(states)")
    case .filterState(let expression): return ("filter", text(expression))
    case .filter(let expression): return ("filter intervals", text(expression))
    case .sequenced(let stage), .overSpan(let stage): return self.stage(stage)
    case .finish(let isMerged):
      return ("finish", isMerged ? "intervals are cut to the span" : "true ends beyond the span")
    case .extend: return ("extend", "true beginnings and ends")
    case .clip: return ("clip", "intervals are cut to the time: rows are merged")
    case .derive(_, let own): return derived(own)
    case .selectColumns(let indexes):
      let names = names(indexes)
      columns = indexes.map { columns[$0] }
      return ("select columns", names)
    case .distinct: return ("distinct", "")
    case .count(let indexes): return ("count", by(indexes))
    case .group(let indexes, let aggregates, let grouped):
      return group(indexes, aggregates, columns: grouped)
    case .order: return ("order", "the language's own")
    case .sort(let keys): return ("sort", keys.map { sortKey($0) }.joined(separator: ", "))
    case .limit(let count, let offset):
      return ("limit", offset == 0 ? "\(count)" : "\(count), behind \(offset)")
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

  private mutating func stage(_ stage: BoundStage) -> (operation: String, detail: String) {
    switch stage {
    case .filter(let expression): return ("filter", text(expression))
    case .derive(_, let own): return derived(own)
    case .select(let indexes, let selected):
      let names = names(indexes)
      columns = selected
      return ("select columns", names)
    case .distinct: return ("distinct", "")
    case .count(let indexes, let counted):
      let by = by(indexes)
      columns = counted
      return ("count", by)
    case .group(let indexes, let aggregates, let grouped):
      return group(indexes, aggregates, columns: grouped)
    case .outages(let length, let own):
      columns = own
      return ("outages", length > 0 ? "longer than \(ValueText.duration(length))" : "")
    case .duration(let indexes, let own): return over("duration", by(indexes), own)
    case .share(let indexes, let own): return over("share", by(indexes), own)
    case .changes(let own): return over("changes", "", own)
    case .every(let length, let own): return over("every", ValueText.duration(length), own)
    case .throughout(let own): return over("throughout", "", own)
    case .sort(let keys): return ("sort", keys.map { sortKey($0) }.joined(separator: ", "))
    case .limit(let count, _): return ("limit", "\(count)")
    }
  }

  private mutating func derived(_ own: [Column]) -> (operation: String, detail: String) {
    let names = own.dropFirst(columns.count).map(\.name).joined(separator: ", ")
    columns = own
    return ("derive", names)
  }

  private mutating func over(
    _ operation: String,
    _ detail: String,
    _ own: [Column]
  ) -> (operation: String, detail: String) {
    columns = own
    return (operation, detail)
  }

  private mutating func group(
    _ indexes: [Int],
    _ aggregates: [BoundAggregate],
    columns grouped: [Column]
  ) -> (operation: String, detail: String) {
    let detail =
      "\(by(indexes)) with "
      + grouped.suffix(aggregates.count).map(\.name).joined(separator: ", ")
    columns = grouped
    return ("group", detail)
  }

  private func names(_ indexes: [Int]) -> String {
    indexes.map { columns[$0].name }.joined(separator: ", ")
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
