/// Renders an answer as one JSON object (docs/reference/query-language.md, Answers).
public struct JSONFormat: Sendable {
  /// Creates the format.
  public init() {}

  /// The answer as JSON on one line, ending in a line break.
  public func text(_ answer: Answer) -> String {
    String(decoding: Array(AnswerPieces(answer, format: .json).joined()), as: UTF8.self)
  }
}
