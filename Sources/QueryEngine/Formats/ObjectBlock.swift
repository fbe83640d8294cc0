import TopologyModel

/// A stored object of an answer as YAML, which fits no cell of a table.
struct ObjectBlock {
  /// Which object it is and when it was so: `pod shop/web-1, from … until …`.
  let title: String
  /// The object as block YAML, ending in a line break.
  let yaml: String

  /// The objects of an answer, a block for each row; none where no column has any.
  static func blocks(_ answer: Answer, zone: DisplayZone = .utc) -> [ObjectBlock] {
    let objects = answer.columns.indices.filter { answer.columns[$0].type == .document }
    guard !objects.isEmpty else { return [] }
    return answer.rows.enumerated().map { index, row in
      let members = objects.map { column in
        ObjectDocument.Member(answer.columns[column].name, ObjectDocument(row.values[column]))
      }
      let document = members.count == 1 ? members[0].value : .object(members)
      return ObjectBlock(title: title(row, index, answer, zone), yaml: document.yamlText)
    }
  }

  /// The objects of an answer, each under a comment with its title, `---` between them.
  static func text(_ answer: Answer, zone: DisplayZone = .utc) -> String {
    blocks(answer, zone: zone).map { "# \($0.title)\n\($0.yaml)" }.joined(separator: "---\n")
  }

  private static func title(
    _ row: ResultRow,
    _ index: Int,
    _ answer: Answer,
    _ zone: DisplayZone
  ) -> String {
    let columns = AnswerColumns.all(answer)
    let values = AnswerColumns.values(row, answer)
    func cell(_ name: String) -> String? {
      guard let column = columns.firstIndex(where: { $0.name == name }),
        column < answer.columns.count || answer.hasIntervals,
        values[column] != .null
      else { return nil }
      return DisplayText.cell(values[column], zone)
    }
    let path = [cell("namespace"), cell("name")].compactMap { $0 }.joined(separator: "/")
    // The kind as queries spell it.
    let kind = cell("kind")?.lowercased()
    var title = [kind, path.isEmpty ? nil : path].compactMap { $0 }.joined(separator: " ")
    if title.isEmpty { title = "row \(index + 1)" }
    let times = [("from", cell("from")), ("until", cell("until"))].compactMap { word, time in
      time.map { "\(word) \($0)" }
    }
    return times.isEmpty ? title : title + ", " + times.joined(separator: " ")
  }
}
