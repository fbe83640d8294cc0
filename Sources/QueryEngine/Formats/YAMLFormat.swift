import TopologyModel

/// Renders an answer as a YAML document: the members of the JSON format, the rows as mappings.
///
/// Texts that look like values of another type are quoted, so that they come back as texts.
public struct YAMLFormat: Sendable {
  /// Creates the format.
  public init() {}

  /// The answer as block YAML, ending in a line break.
  public func text(_ answer: Answer) -> String {
    let answer = AnswerColumns.uniquelyNamed(answer)
    var members = AnswerDocument.head(answer)
    let layout = AnswerColumns.Layout(answer)
    let rows = answer.rows.map { AnswerDocument.object($0, layout) }
    members.append(.init("rows", .list(rows)))
    members.append(AnswerDocument.rowCount(answer.rows.count))
    return ObjectDocument.object(members).yamlText
  }
}
