/// The parts of a diagnostic as JSON that tests read.
struct JSONDiagnostic: Decodable {
  /// A place in the query.
  struct Span: Decodable {
    var column: Int
  }

  /// A text that would be right.
  struct Suggestion: Decodable {
    var replacement: String
  }

  var code: String
  var span: Span
  var suggestions: [Suggestion]
}
