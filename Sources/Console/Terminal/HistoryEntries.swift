import Diagnostics
import QuerySyntax

/// What is remembered of the lines of a query.
enum HistoryEntries {
  /// The entries: the lines as one where that means the same, else each line for itself.
  ///
  /// Lines that begin with a space are not remembered.
  static func of(_ lines: [String]) -> [String] {
    let lines = lines.filter { !$0.trimmingSpace.isEmpty }
    guard let first = lines.first, first.first != " " else { return [] }
    let joined = lines.map { String($0.trimmingSpace) }.joined(separator: " ")
    guard lines.count > 1, query(joined) != query(lines.joined(separator: "\n")) else {
      return [joined]
    }
    return lines
  }

  private static func query(_ text: String) -> Query? {
    Parser.parse(SourceText(name: "query", text: text)).query
  }
}
