import Diagnostics
import EventLog
import Projections
import TopologyModel

/// Renders an answer as one JSON object (docs/reference/query-language.md, Answers).
public struct JSONFormat: Sendable {
  /// Creates the format.
  public init() {}

  /// The answer as JSON on one line, ending in a line break.
  public func text(_ answer: Answer) -> String {
    var json = JSONWriter()
    json.beginObject()
    json.key("tql")
    json.write(1)
    json.key("query")
    json.write(answer.query)
    Self.write(answer.time, to: &json)
    json.key("cluster")
    Self.write(answer.cluster, to: &json)
    if let knownAt = answer.knownAt {
      json.key("knownAt")
      json.write(knownAt.value)
    }
    json.key("basis")
    json.beginObject()
    json.key("event")
    json.write(answer.basis.position.value)
    json.key("hash")
    json.write(answer.basis.hash.description)
    json.endObject()
    Self.writeCoverage(answer, to: &json)
    Self.writeNotes(answer, to: &json)
    Self.writeRows(answer, to: &json)
    json.endObject()
    return json.text + "\n"
  }

  private static func write(_ time: Answer.Time, to json: inout JSONWriter) {
    switch time {
    case .at(let instant):
      json.key("at")
      json.write(instant.description)
    case .span(let from, let until):
      json.key("from")
      json.write(from.description)
      json.key("to")
      json.write(until.description)
    case .log(let through):
      json.key("to")
      json.write(through.description)
    case .atRevision(let revision, let instant):
      json.key("revision")
      json.write(revision.text)
      json.key("at")
      write(instant?.description, to: &json)
    }
  }

  private static func write(_ text: String?, to json: inout JSONWriter) {
    if let text { json.write(text) } else { json.writeNull() }
  }

  private static func writeCoverage(_ answer: Answer, to json: inout JSONWriter) {
    json.key("coverage")
    json.beginArray()
    for kind in answer.coverage {
      json.beginObject()
      json.key("kind")
      json.write(kind.kind.kindName)
      json.key("observed")
      json.write(kind.isObserved)
      json.key("from")
      write(kind.from?.description, to: &json)
      json.key("until")
      write(kind.until?.description, to: &json)
      json.endObject()
    }
    json.endArray()
  }

  private static func writeNotes(_ answer: Answer, to json: inout JSONWriter) {
    json.key("notes")
    json.beginArray()
    for note in answer.notes {
      json.beginObject()
      json.key("code")
      json.write(note.code.rawValue)
      json.key("message")
      json.write(note.message)
      if let help = note.help {
        json.key("help")
        json.write(help)
      }
      if let span = note.span {
        json.key("span")
        json.beginArray()
        json.write(span.start)
        json.write(span.end)
        json.endArray()
      }
      if let from = note.from {
        json.key("from")
        json.write(from.description)
      }
      if let until = note.until {
        json.key("until")
        json.write(until.description)
      }
      json.endObject()
    }
    json.endArray()
  }

  private static func writeRows(_ answer: Answer, to json: inout JSONWriter) {
    json.key("columns")
    json.beginArray()
    for column in AnswerColumns.all(answer) {
      json.beginObject()
      json.key("name")
      json.write(column.name)
      json.key("type")
      json.write(column.type.rawValue)
      json.endObject()
    }
    json.endArray()
    json.key("rows")
    json.beginArray()
    for row in answer.rows {
      json.beginArray()
      for value in AnswerColumns.values(row, answer) { write(value, to: &json) }
      json.endArray()
    }
    json.endArray()
    json.key("rowCount")
    json.write(answer.rows.count)
  }

  private static func write(_ value: Value, to json: inout JSONWriter) {
    switch value {
    case .null: json.writeNull()
    case .boolean(let flag): json.write(flag)
    case .integer(let integer): json.write(integer)
    case .decimal(let decimal): json.write(decimal)
    case .text, .address, .instant, .duration: json.write(ValueText.plain(value))
    case .port(let port):
      json.beginObject()
      json.key("name")
      json.write(port.name)
      json.key("number")
      json.write(port.number)
      json.key("protocol")
      json.write(port.transport.rawValue)
      json.endObject()
    case .list(let values):
      json.beginArray()
      for value in values { write(value, to: &json) }
      json.endArray()
    case .labels(let labels):
      json.beginObject()
      for label in labels.labels {
        json.key(label.key)
        json.write(label.value)
      }
      json.endObject()
    }
  }
}
