import Diagnostics

/// Writes the nodes of syntax trees as JSON.
enum SyntaxJSON {
  private static let printer = QueryPrinter(layout: .oneLine)

  /// Writes an object that begins with the node's name and ends with its span.
  static func node(
    _ name: String,
    _ span: SourceSpan,
    to json: inout JSONWriter,
    _ members: (inout JSONWriter) -> Void = { _ in }
  ) {
    json.object { json in
      json.key("node")
      json.write(name)
      members(&json)
      json.key("span")
      json.array { json in
        json.write(span.start)
        json.write(span.end)
      }
    }
  }

  static func write(_ header: QueryHeader, to json: inout JSONWriter) {
    json.object { json in
      json.key("doc")
      json.array { json in
        for line in header.documentation {
          json.write(line)
        }
      }
      json.key("params")
      json.array { json in
        for parameter in header.parameters {
          node("param", parameter.span, to: &json) { json in
            json.key("name")
            json.write(parameter.name)
            json.key("type")
            json.write(parameter.type.rawValue)
            if let value = parameter.defaultValue {
              json.key("default")
              json.write(printer.valueText(value))
            }
          }
        }
      }
      json.key("columns")
      json.array { json in
        for line in header.columns { json.write(line) }
      }
    }
  }

  static func write(_ statement: Statement, to json: inout JSONWriter) {
    switch statement {
    case .question(let statement):
      node("question", statement.span, to: &json) { json in
        json.key("question")
        write(statement.question, to: &json)
        writeScope(statement.scope, to: &json)
        writeTime(statement.time, to: &json)
        writeKnownAt(statement.knownAt, to: &json)
        writeStages(statement.stages, to: &json)
      }
    case .diff(let statement):
      node("diff", statement.span, to: &json) { json in
        json.key("question")
        write(statement.question, to: &json)
        writeScope(statement.scope, to: &json)
        writeStages(statement.stages, to: &json)
        write(statement.form, to: &json)
      }
    case .explain(let statement):
      node("explain", statement.span, to: &json) { json in
        json.key("analyze")
        json.write(statement.isAnalyze)
        json.key("statement")
        write(statement.statement, to: &json)
      }
    }
  }

  private static func write(_ form: DiffStatement.Form, to json: inout JSONWriter) {
    switch form {
    case .instants(let from, let to, let knownAt):
      json.key("from")
      write(from, to: &json)
      json.key("to")
      write(to, to: &json)
      writeKnownAt(knownAt, to: &json)
    case .knowledge(let instant, let from, let to):
      json.key("at")
      write(instant, to: &json)
      json.key("fromEvent")
      write(from, to: &json)
      json.key("toEvent")
      write(to, to: &json)
    }
  }

  private static func writeScope(_ scope: ScopeClause?, to json: inout JSONWriter) {
    guard let scope else { return }
    json.key("scope")
    node("scope", scope.span, to: &json) { json in
      if let namespace = scope.namespace {
        json.key("namespace")
        write(namespace, to: &json)
      }
      if let cluster = scope.cluster {
        json.key("cluster")
        write(cluster, to: &json)
      }
    }
  }

  private static func writeTime(_ time: TimeClause?, to json: inout JSONWriter) {
    guard let time else { return }
    json.key("time")
    switch time.form {
    case .at(let instant):
      node("at", time.span, to: &json) { json in
        json.key("instant")
        write(instant, to: &json)
      }
    case .atEvent(let event):
      node("at-event", time.span, to: &json) { json in
        json.key("event")
        write(event, to: &json)
      }
    case .span(let from, let to):
      node("span", time.span, to: &json) { json in
        json.key("from")
        write(from, to: &json)
        json.key("to")
        write(to, to: &json)
      }
    case .since(let instant):
      node("since", time.span, to: &json) { json in
        json.key("from")
        write(instant, to: &json)
      }
    }
  }

  private static func writeKnownAt(_ knownAt: KnownAtClause?, to json: inout JSONWriter) {
    guard let knownAt else { return }
    json.key("knownAt")
    node("known-at", knownAt.span, to: &json) { json in
      switch knownAt.form {
      case .instant(let instant):
        json.key("instant")
        write(instant, to: &json)
      case .event(let event):
        json.key("event")
        write(event, to: &json)
      }
    }
  }

  static func write(_ instant: InstantExpression, to json: inout JSONWriter) {
    node("instant", instant.span, to: &json) { json in
      switch instant.form {
      case .absolute(let nanoseconds):
        json.key("time")
        json.write(InstantText.canonical(nanoseconds))
        json.key("nanoseconds")
        json.write(nanoseconds)
      case .now:
        json.key("now")
        json.write(true)
      case .ago(let nanoseconds):
        json.key("ago")
        json.write(nanoseconds)
      case .revision(let revision):
        json.key("revision")
        json.write(revision)
      case .parameter(let name):
        json.key("parameter")
        json.write(name)
      }
    }
  }

  private static func write(_ event: EventReference, to json: inout JSONWriter) {
    node("event", event.span, to: &json) { json in
      switch event.form {
      case .number(let number):
        json.key("number")
        json.write(number)
      case .parameter(let name):
        json.key("parameter")
        json.write(name)
      }
    }
  }

  static func write(_ duration: DurationExpression, to json: inout JSONWriter) {
    node("duration", duration.span, to: &json) { json in
      switch duration.form {
      case .nanoseconds(let nanoseconds):
        json.key("nanoseconds")
        json.write(nanoseconds)
      case .parameter(let name):
        json.key("parameter")
        json.write(name)
      }
    }
  }

  private static func writeStages(_ stages: [Stage], to json: inout JSONWriter) {
    json.key("stages")
    json.array { json in
      for stage in stages {
        write(stage, to: &json)
      }
    }
  }
}
