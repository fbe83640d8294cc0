import Diagnostics

/// Prints syntax trees as canonical text: `parse(print(query)) == query`.
///
/// Printing what was parsed from printed text gives the same text.
public struct QueryPrinter: Sendable {
  /// A part of a query that is not broken further.
  struct Item {
    var text: String
    var start: Int
  }

  /// How the text is broken into lines.
  public let layout: QueryLayout

  /// Creates a printer.
  public init(layout: QueryLayout) {
    self.layout = layout
  }

  /// Returns the text of a query, without a line feed at its end.
  public static func text(of query: Query, layout: QueryLayout) -> String {
    QueryPrinter(layout: layout).text(of: query)
  }

  /// Returns the text of a query, without a line feed at its end.
  public func text(of query: Query) -> String {
    var lines = headerLines(query.header)
    let items = statementItems(query.statement)
    let joined = items.map(\.text).joined(separator: " ")
    let lets = query.letLines.map { Item(text: letText($0), start: $0.span.start) }
    switch layout {
    case .oneLine:
      lines += lets.map(\.text) + [joined]
    case .lines:
      lines += brokenLines(lets, items, query.comments)
    case .fitting(let columns):
      if query.comments.isEmpty, DisplayWidth.width(of: joined) <= columns {
        lines += lets.map(\.text) + [joined]
      } else {
        lines += brokenLines(lets, items, query.comments)
      }
    }
    return lines.joined(separator: "\n")
  }

  /// Returns the text of a parameter's value, as a header has it.
  public func text(of value: ParameterValue) -> String { valueText(value) }

  private func headerLines(_ header: QueryHeader) -> [String] {
    header.documentation.map { $0.isEmpty ? "# doc:" : "# doc: \($0)" }
      + header.parameters.map { parameter in
        let value = parameter.defaultValue.map { " = \(valueText($0))" } ?? ""
        return "# param \(parameter.name): \(parameter.type.rawValue)\(value)"
      }
      + header.columns.map { $0.isEmpty ? "# columns:" : "# columns: \($0)" }
  }

  func valueText(_ value: ParameterValue) -> String {
    switch value {
    case .literal(let literal): literalText(literal)
    case .name(let name): nameText(name, isObject: false)
    case .port(let port): portText(port)
    }
  }

  private func letText(_ line: LetLine) -> String {
    "let \(line.name) = \(letValueText(line.value))"
  }

  private func letValueText(_ value: Literal) -> String {
    guard case .word(let word) = value, !word.isEmpty, word.utf8.allSatisfy(ByteClass.isWord)
    else { return literalText(value) }
    return word
  }

  /// Puts each item on a line and the comments where they belong.
  private func brokenLines(
    _ lets: [Item],
    _ items: [Item],
    _ comments: [Comment]
  ) -> [String] {
    var lines: [String] = []
    var rest = comments[...]
    let all = lets + items
    for (index, item) in all.enumerated() {
      let indent = index > lets.count ? "  " : ""
      while let comment = rest.first, comment.span.start < item.start, !comment.isTrailing {
        lines.append(indent + commentText(comment))
        rest.removeFirst()
      }
      var line = indent + item.text
      let next = index + 1 < all.count ? all[index + 1].start : Int.max
      if let comment = rest.first, comment.isTrailing, comment.span.start < next {
        line += "  " + commentText(comment)
        rest.removeFirst()
      }
      lines.append(line)
      // Of several trailing comments the others stand where they will be read: before the next.
      let isLast = index + 1 == all.count
      let nextIndent = isLast || index < lets.count ? "" : "  "
      while let comment = rest.first, comment.isTrailing, comment.span.start < next {
        lines.append(nextIndent + commentText(comment))
        rest.removeFirst()
      }
    }
    return lines + rest.map(commentText)
  }

  private func commentText(_ comment: Comment) -> String {
    comment.text.isEmpty ? "#" : "# \(comment.text)"
  }

  private func statementItems(_ statement: Statement) -> [Item] {
    switch statement {
    case .question(let statement):
      let clauses = scopeItems(statement.scope) + timeItems(statement.time)
      return [questionItem(statement.question)] + clauses + knownAtItems(statement.knownAt)
        + stageItems(statement.stages)
    case .diff(let statement):
      var items = [questionItem(statement.question)] + scopeItems(statement.scope)
      items[0].text = "diff " + items[0].text
      items[0].start = min(items[0].start, statement.span.start)
      return items + stageItems(statement.stages) + diffItems(statement.form)
    case .explain(let statement):
      var items = statementItems(statement.statement)
      items[0].text = (statement.isAnalyze ? "explain analyze " : "explain ") + items[0].text
      items[0].start = min(items[0].start, statement.span.start)
      return items
    }
  }

  private func questionItem(_ question: Question) -> Item {
    Item(text: questionText(question.form), start: question.span.start)
  }

  private func scopeItems(_ scope: ScopeClause?) -> [Item] {
    guard let scope else { return [] }
    let namespace = scope.namespace.map { "in namespace \(nameText($0, isObject: false))" }
    let cluster = scope.cluster.map { "in cluster \(nameText($0, isObject: false))" }
    let text = [namespace, cluster].compactMap { $0 }.joined(separator: " ")
    return [Item(text: text, start: scope.span.start)]
  }

  private func timeItems(_ time: TimeClause?) -> [Item] {
    guard let time else { return [] }
    let text: String
    switch time.form {
    case .at(let instant): text = "at \(instantText(instant))"
    case .atEvent(let event): text = "at \(eventText(event))"
    case .span(let from, let to): text = "from \(instantText(from)) to \(instantText(to))"
    case .since(let instant): text = "since \(instantText(instant))"
    }
    return [Item(text: text, start: time.span.start)]
  }

  private func knownAtItems(_ knownAt: KnownAtClause?) -> [Item] {
    guard let knownAt else { return [] }
    switch knownAt.form {
    case .instant(let instant):
      return [Item(text: "as known at \(instantText(instant))", start: knownAt.span.start)]
    case .event(let event):
      return [Item(text: "as known at \(eventText(event))", start: knownAt.span.start)]
    }
  }

  private func diffItems(_ form: DiffStatement.Form) -> [Item] {
    switch form {
    case .instants(let from, let to, let knownAt):
      let text = "from \(instantText(from)) to \(instantText(to))"
      return [Item(text: text, start: from.span.start)] + knownAtItems(knownAt)
    case .knowledge(let instant, let from, let to):
      let text = "at \(instantText(instant)) from \(eventText(from)) to \(eventText(to))"
      return [Item(text: text, start: instant.span.start)]
    }
  }

  private func stageItems(_ stages: [Stage]) -> [Item] {
    stages.map { Item(text: "| \(stageText($0.form))", start: $0.span.start) }
  }
}
