import Diagnostics

/// The first place where a stored report and the one made again are not the same.
public struct ReportDifference: Hashable, Sendable {
  /// The most characters of a line that are told.
  public static let lineLengthMax = 400

  /// Where it is: the table and the row, or the line.
  public let place: String
  /// The line of the stored report; nil where it ends before.
  public let stored: String?
  /// The line of the report made again; nil where it ends before.
  public let remade: String?
  /// How many lines differ, counted place by place.
  public let lineCount: Int

  /// Compares a file; returns nil where all bytes are equal.
  init?(stored: [UInt8], remade file: ReportFile, _ format: ReportFormat) {
    guard stored != file.bytes else { return nil }
    let left = stored.split(separator: 0x0A, omittingEmptySubsequences: false)
    let right = file.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let count = max(left.count, right.count)
    let differing = (0..<count).filter { index in
      index >= left.count || index >= right.count || left[index] != right[index]
    }
    let first = differing.first ?? 0
    place = Self.place(first, in: right.map { $0 }, file, format)
    self.stored = first < left.count ? Self.line(left[first]) : nil
    remade = first < right.count ? Self.line(right[first]) : nil
    lineCount = differing.count
  }

  private static func line(_ bytes: ArraySlice<UInt8>) -> String {
    let text = DisplayWidth.escaped(String(decoding: bytes, as: UTF8.self))
    return text.count > lineLengthMax ? text.prefix(lineLengthMax) + "…" : text
  }

  /// The table that the line lies in, by the marks that the formats put before their rows.
  private static func place(
    _ index: Int,
    in lines: [ArraySlice<UInt8>],
    _ file: ReportFile,
    _ format: ReportFormat
  ) -> String {
    if let part = file.part { return index == 0 ? "table \(part)" : "table \(part), row \(index)" }
    var rows = 0
    for place in stride(from: min(index, lines.count - 1), through: 0, by: -1) {
      let text = String(decoding: lines[place], as: UTF8.self)
      switch format {
      case .html:
        if text.hasPrefix("<tr>") { rows += 1 }
        if let name = name(text, after: "<table id=\"table-") { return row(rows, of: name) }
        if text.hasPrefix("</table>"), place < index { return "line \(index + 1)" }
      case .json:
        if text.hasPrefix("[") { rows += 1 }
        if let name = name(text, after: "{\"name\":\"") { return row(rows, of: name) }
      case .markdown:
        if text.hasPrefix("| ") { rows += 1 }
        if text.hasPrefix("## ") || text.hasPrefix("- ") { return "line \(index + 1)" }
        // The heading and the rule below it are no rows.
        if text.hasPrefix("**") { return row(rows - 2, of: text.replacing("**", with: "")) }
      case .csv: return "line \(index + 1)"
      }
    }
    return "line \(index + 1)"
  }

  private static func row(_ row: Int, of table: String) -> String {
    let table = DisplayWidth.escaped(table)
    return row > 0 ? "table \(table), row \(row)" : "table \(table)"
  }

  /// What stands between a mark at the beginning of a line and the next quote.
  private static func name(_ line: String, after mark: String) -> String? {
    guard line.hasPrefix(mark) else { return nil }
    return String(line.dropFirst(mark.count).prefix { $0 != "\"" })
  }
}
