import Diagnostics
import TopologyModel

/// Renders an answer as lines of JSON: the envelope, an object for each row, the row count.
///
/// A reader can take the rows one by one. The last line tells it that nothing was cut:
///
/// ```json
/// {"tql":1,"query":"pods | select name",…,"columns":[…]}
/// {"name":"web-1","from":"2026-11-23T04:39:00Z","until":null,"certainty":"observed","event":7}
/// {"rowCount":1}
/// ```
public struct NDJSONFormat: Sendable {
  /// Creates the format.
  public init() {}

  /// The answer as lines, each ending in a line break.
  public func text(_ answer: Answer) -> String {
    let answer = AnswerColumns.uniquelyNamed(answer)
    var json = JSONWriter()
    ObjectDocument.object(AnswerDocument.head(answer)).write(to: &json)
    json.newline()
    for row in answer.rows {
      AnswerDocument.object(row, answer).write(to: &json)
      json.newline()
    }
    ObjectDocument.object([AnswerDocument.rowCount(answer)]).write(to: &json)
    json.newline()
    return json.text
  }
}
