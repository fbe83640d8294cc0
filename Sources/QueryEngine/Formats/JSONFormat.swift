import Diagnostics
import TopologyModel

/// Renders an answer as one JSON object (docs/reference/query-language.md, Answers).
public struct JSONFormat: Sendable {
  /// Creates the format.
  public init() {}

  /// The answer as JSON on one line, ending in a line break.
  public func text(_ answer: Answer) -> String {
    var json = JSONWriter()
    json.object { json in
      for member in AnswerDocument.head(answer) { member.write(to: &json) }
      json.key("rows")
      json.array { json in
        for row in answer.rows {
          json.array { json in
            for cell in AnswerDocument.cells(row, answer) { cell.write(to: &json) }
          }
        }
      }
      AnswerDocument.rowCount(answer).write(to: &json)
    }
    return json.text + "\n"
  }
}
