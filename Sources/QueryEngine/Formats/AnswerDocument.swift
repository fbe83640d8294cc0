import Diagnostics
import EventLog
import Projections
import TopologyModel

/// An answer as a tree: what the JSON, NDJSON, and YAML formats have in common.
enum AnswerDocument {
  /// The members before the rows, in their order.
  static func head(_ answer: Answer) -> [ObjectDocument.Member] {
    let columns = AnswerColumns.all(answer).map { column in
      ObjectDocument.object([
        member(ColumnMembers.name, column.name), member(ColumnMembers.type, column.type.rawValue),
      ])
    }
    return beforeColumns(answer) + [.init(ColumnMembers.list, .list(columns))]
  }

  /// Writes those members as JSON, without a tree of the columns, which are all of the answer's.
  static func writeHead(_ answer: Answer, _ columns: [Column], to json: inout JSONWriter) {
    for member in beforeColumns(answer) { member.write(to: &json) }
    json.key(ColumnMembers.list)
    json.array { json in
      for column in columns {
        json.object { json in
          json.member(ColumnMembers.name, column.name)
          json.member(ColumnMembers.type, column.type.rawValue)
        }
      }
    }
  }

  /// The names of the members that tell of columns.
  private enum ColumnMembers {
    static let list = "columns"
    static let name = "name"
    static let type = "type"
  }

  private static func beforeColumns(_ answer: Answer) -> [ObjectDocument.Member] {
    var members = [member("tql", 1), member("query", answer.query)]
    members += time(answer.time)
    members.append(member("cluster", answer.cluster))
    if let knownAt = answer.knownAt { members.append(member("knownAt", knownAt.value)) }
    let basis: [ObjectDocument.Member] = [
      member("event", answer.basis.position.value),
      member("hash", answer.basis.hash.description),
    ]
    members.append(.init("basis", .object(basis)))
    members.append(.init("coverage", .list(answer.coverage.map { coverage($0) })))
    members.append(.init("notes", .list(answer.notes.map { note($0) })))
    return members
  }

  /// A row as an object: the cells by the names of their columns.
  static func object(_ row: ResultRow, _ layout: AnswerColumns.Layout) -> ObjectDocument {
    .object(zip(layout.names, layout.values(row)).map { .init($0, ObjectDocument($1)) })
  }

  /// The member behind the rows, by which a reader knows that it has them all.
  static func rowCount(_ count: Int) -> ObjectDocument.Member {
    member("rowCount", count)
  }

  private static func time(_ time: Answer.Time) -> [ObjectDocument.Member] {
    switch time {
    case .at(let instant): [member("at", instant.description)]
    case .span(let from, let until):
      [member("from", from.description), member("to", until.description)]
    case .log(let through): [member("to", through.description)]
    case .atRevision(let revision, let instant):
      [member("revision", revision.text), member("at", instant?.description)]
    }
  }

  private static func coverage(_ kind: Answer.KindCoverage) -> ObjectDocument {
    .object([
      member("kind", kind.kind.kindName),
      .init("observed", .boolean(kind.isObserved)),
      member("from", kind.from?.description),
      member("until", kind.until?.description),
    ])
  }

  private static func note(_ note: Note) -> ObjectDocument {
    var members = [member("code", note.code.rawValue), member("message", note.message)]
    if let help = note.help { members.append(member("help", help)) }
    if let span = note.span {
      let ends: [ObjectDocument] = [.number(String(span.start)), .number(String(span.end))]
      members.append(.init("span", .list(ends)))
    }
    if let from = note.from { members.append(member("from", from.description)) }
    if let until = note.until { members.append(member("until", until.description)) }
    return .object(members)
  }

  private static func member(_ name: String, _ text: String?) -> ObjectDocument.Member {
    .init(name, text.map { .text($0) } ?? .null)
  }

  private static func member(_ name: String, _ number: some BinaryInteger) -> ObjectDocument.Member
  {
    .init(name, .number(String(number)))
  }
}
