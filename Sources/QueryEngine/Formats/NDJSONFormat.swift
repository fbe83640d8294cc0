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
    String(decoding: Array(AnswerPieces(answer, format: .ndjson).joined()), as: UTF8.self)
  }
}
