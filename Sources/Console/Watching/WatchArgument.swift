import QuerySyntax

/// What stands behind `\watch`.
struct WatchArgument: Hashable {
  /// How long is waited between two answers, in milliseconds.
  var milliseconds: Int
  /// The query; empty for the last one.
  var query: String

  /// The shortest and the longest wait, in milliseconds (docs/reference/limits.md).
  static let range = 100...86_400_000

  /// Reads a duration such as `5s`, or a number of seconds, and a query; nil where there is no duration
  /// within bounds.
  init?(_ text: String) {
    let word = text.prefix { !$0.isWhitespace }
    let nanoseconds =
      Int64(word).flatMap { $0 <= 86_400 ? $0 * 1_000_000_000 : nil }
      ?? DurationExpression.nanoseconds(of: String(word))
    guard let nanoseconds, Self.range.contains(Int(nanoseconds / 1_000_000)) else { return nil }
    milliseconds = Int(nanoseconds / 1_000_000)
    query = String(text.dropFirst(word.count).trimmingSpace)
  }
}
