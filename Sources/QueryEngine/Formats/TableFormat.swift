import Diagnostics
import EventLog
import Projections
import TopologyModel

/// Renders an answer for people: a table, its notes, and what it rests on.
public struct TableFormat: Sendable {
  /// Whether all columns are shown, `uid`, `certainty` and `event` among them.
  public var isWide: Bool
  /// Whether a last line says the time, the cluster and the basis.
  public var showsBasis: Bool

  /// Creates a format.
  public init(isWide: Bool = false, showsBasis: Bool = true) {
    self.isWide = isWide
    self.showsBasis = showsBasis
  }

  /// The answer as text, ending in a line break.
  public func text(_ answer: Answer) -> String {
    var text = table(answer)
    for note in answer.notes { text += Self.note(note) }
    if showsBasis { text += basis(answer) }
    return text
  }

  private func table(_ answer: Answer) -> String {
    guard !answer.rows.isEmpty else { return "(0 rows)\n" }
    let columns = AnswerColumns.all(answer)
    let shown = columns.indices.filter { index in
      if isWide { return true }
      let isTemporal = index >= answer.columns.count
      return columns[index].visibility == .always && (answer.hasIntervals || !isTemporal)
    }
    let header = shown.map { columns[$0].name.uppercased() }
    let lines = answer.rows.map { row in
      let values = AnswerColumns.values(row, answer)
      return shown.map { index in
        columns[index].name == "until" && values[index] == .null
          ? "" : DisplayText.cell(values[index])
      }
    }
    let widths = header.indices.map { column in
      ([header] + lines).map { DisplayWidth.width(of: $0[column]) }.max() ?? 0
    }
    return ([header] + lines).map { Self.line($0, widths) + "\n" }.joined()
  }

  private static func line(_ cells: [String], _ widths: [Int]) -> String {
    var line = zip(cells, widths).map { cell, width in
      cell + String(repeating: " ", count: max(0, width - DisplayWidth.width(of: cell)))
    }.joined(separator: "  ")
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }

  private static func note(_ note: Note) -> String {
    var text = "note[\(note.code.diagnosticCode)] \(note.code.rawValue): "
    text += DisplayText.safe(note.message) + "\n"
    if let help = note.help { text += "help: \(DisplayText.safe(help))\n" }
    return text
  }

  private func basis(_ answer: Answer) -> String {
    var parts: [String] = []
    switch answer.time {
    case .at(let instant): parts.append("at \(instant)")
    case .span(let from, let until): parts.append("from \(from) to \(until)")
    case .log(let through): parts.append("through \(through)")
    case .atRevision(let revision, let instant):
      parts.append("at revision \(revision)" + (instant.map { ", proven by \($0)" } ?? ""))
    }
    if let cluster = answer.cluster { parts.append("cluster \(DisplayText.safe(cluster))") }
    if let knownAt = answer.knownAt { parts.append("as known at event \(knownAt)") }
    parts.append("basis \(answer.basis.position):\(answer.basis.hash.shortText)")
    let count = answer.rows.count == 1 ? "1 row" : "\(answer.rows.count) rows"
    return "-- \(count) · " + parts.joined(separator: " · ") + "\n"
  }
}
