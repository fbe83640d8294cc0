import Diagnostics

/// A query in SQL, PromQL or kubectl's words, and the same in TQL where that is easy to say.
struct ForeignQuery {
  /// The words that only queries of other languages begin with.
  static let starters: Set<String> = [
    "select", "with", "get", "kubectl", "k", "describe", "sum", "avg", "min", "max", "rate",
    "increase", "find", "match",
  ]

  let source: SourceText
  let tokens: [Token]
  let index: Int

  /// The language that the text looks like.
  var language: String? {
    switch word(index) {
    case "select", "with": "SQL"
    case "kubectl", "k", "get", "describe": "kubectl"
    case "match": "Cypher"
    case "sum", "avg", "min", "max", "rate", "increase", "up": "PromQL"
    default:
      peek(index + 1) == .leftParenthesis || peek(index + 1) == .leftBracket ? "PromQL" : nil
    }
  }

  /// The same question in TQL.
  var corrected: String? {
    let text: String?
    switch word(index) {
    case "select": text = fromSQL()
    case "kubectl", "k", "get", "describe": text = fromKubectl()
    default: text = nil
    }
    let quoted = text.map { String($0.map { $0 == "'" ? "\"" : $0 }) }
    return quoted.flatMap { $0.utf8.count <= 200 && !$0.utf8.contains(0x0A) ? $0 : nil }
  }

  private func word(_ place: Int) -> String? {
    guard place < tokens.count, tokens[place].kind == .word else { return nil }
    return source.text(in: tokens[place].span).lowercased()
  }

  private func peek(_ place: Int) -> TokenKind {
    place < tokens.count ? tokens[place].kind : .end
  }

  /// `SELECT a FROM pods WHERE c ORDER BY d LIMIT n`.
  private func fromSQL() -> String? {
    let clauses = ["from", "where", "order", "limit", "group", "having"]
    var places: [String: Int] = [:]
    for place in index..<tokens.count {
      if let word = word(place), clauses.contains(word), places[word] == nil {
        places[word] = place
      }
    }
    guard let from = places["from"], places["group"] == nil, places["having"] == nil,
      let table = word(from + 1), let collection = collection(table)
    else { return nil }
    var text = collection
    if let place = places["where"], let condition = slice(after: place, in: places) {
      text += " | where \(condition)"
    }
    let columns = source.text(in: span(index + 1, from))
    if columns == "count(*)" {
      text += " | count"
    } else if columns != "*" {
      text += " | select \(columns)"
    }
    if let place = places["order"], let keys = slice(after: place + 1, in: places) {
      text += " | sort by \(keys)"
    }
    if let place = places["limit"], let count = slice(after: place, in: places) {
      text += " | limit \(count)"
    }
    return text
  }

  /// The text behind the token at `place` up to the next clause.
  private func slice(after place: Int, in places: [String: Int]) -> String? {
    let end = places.values.filter { $0 > place }.min() ?? tokens.count - 1
    guard place + 1 < end else { return nil }
    return source.text(in: span(place + 1, end))
  }

  private func span(_ first: Int, _ end: Int) -> SourceSpan {
    guard first < end else { return SourceSpan(at: tokens[first].span.start) }
    return SourceSpan(tokens[first].span.start, tokens[end - 1].span.end)
  }

  private func collection(_ word: String) -> String? {
    if let kind = ObjectKind(spelling: word) { return kind.rawValue + "s" }
    return ["endpoints", "events"].contains(word) ? word : nil
  }

  /// `kubectl get pods -n shop`, `get svc cart`.
  private func fromKubectl() -> String? {
    var place = index
    if let first = word(place), first == "kubectl" || first == "k" { place += 1 }
    guard let verb = word(place), verb == "get" || verb == "describe",
      let resource = word(place + 1)
    else { return nil }
    var namespace: String?
    var name: String?
    place += 2
    while place < tokens.count, peek(place) == .word {
      let text = source.text(in: tokens[place].span)
      if text == "-n" || text == "--namespace" {
        namespace = word(place + 1)
        place += 1
      } else if !text.hasPrefix("-"), name == nil {
        name = text
      }
      place += 1
    }
    if let name, let kind = ObjectKind(spelling: resource) {
      return "show \(kind.rawValue) \(namespace.map { "\($0)/" } ?? "")\(name)"
    }
    return collection(resource).map { $0 + (namespace.map { " in namespace \($0)" } ?? "") }
  }
}
