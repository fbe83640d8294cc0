import Diagnostics
import TopologyModel

/// Renders the rows of an answer as CSV after RFC 4180: a header, lines ended by CR LF.
///
/// All columns are there, as in JSON. Null is nothing at all, an empty text is `""`. A text that
/// begins with `=`, `+`, `-`, `@`, tab, CR, or an apostrophe has an apostrophe put before it, since
/// spreadsheets run such texts as formulas; the first apostrophe of a cell is never part of it.
public struct CSVFormat: Sendable {
  /// Creates the format.
  public init() {}

  /// The header and the rows.
  public func text(_ answer: Answer) -> String {
    String(decoding: Array(AnswerPieces(answer, format: .csv).joined()), as: UTF8.self)
  }

  /// A line of cells, ended by CR LF.
  package static func line(_ cells: [Value]) -> String {
    cells.map { cell($0) }.joined(separator: ",") + "\r\n"
  }

  /// What CSV has no place for, in lines for standard error: the notes, the types of the columns,
  /// the coverage, and the line that ends a table.
  public static func remarks(_ answer: Answer) -> String {
    let columns = AnswerColumns.all(answer).map { column in
      "\(DisplayText.safe(column.name)) \(column.type.rawValue)"
    }
    return AnswerRemarks.text(answer, showsBasis: false)
      + "columns: " + columns.joined(separator: ", ") + "\n"
      + answer.coverage.map { "coverage: \(coverage($0))\n" }.joined()
      + AnswerRemarks.basisLine(answer) + "\n"
  }

  private static func coverage(_ kind: Answer.KindCoverage) -> String {
    var text = kind.kind.kindName + (kind.isObserved ? " observed" : " not observed")
    if let from = kind.from { text += " from \(from)" }
    if let until = kind.until { text += " until \(until)" }
    return text
  }

  private static func cell(_ value: Value) -> String {
    if value == .null { return "" }
    let plain = ValueText.plain(value)
    let text = isGuarded(value) && isRisky(plain) ? "'" + plain : plain
    guard needsQuotes(text) else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }

  /// Whether the text of the cell comes from users; numbers and times may begin with a sign.
  private static func isGuarded(_ value: Value) -> Bool {
    switch value {
    case .null, .boolean, .integer, .decimal, .instant, .duration, .address: false
    case .text, .port, .list, .labels, .document: true
    }
  }

  private static func isRisky(_ text: String) -> Bool {
    text.utf8.first.map { "=+-@\t\r'".utf8.contains($0) } ?? false
  }

  private static func needsQuotes(_ text: String) -> Bool {
    text.isEmpty || text.utf8.first == UInt8(ascii: " ") || text.utf8.last == UInt8(ascii: " ")
      || text.utf8.contains { ",\"\r\n".utf8.contains($0) }
  }
}
