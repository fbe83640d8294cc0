import Diagnostics
import EventLog
import Projections
import TopologyModel

/// What an answer says beside its rows, as lines that are safe on a terminal.
enum AnswerRemarks {
  /// The notes with their help, then the line that says what the answer rests on.
  static func text(_ answer: Answer, showsBasis: Bool = true) -> String {
    let notes = answer.notes.flatMap { noteLines($0) }.map { $0 + "\n" }.joined()
    return showsBasis ? notes + basisLine(answer) : notes
  }

  /// The last line of formats for people.
  static func basisLine(_ answer: Answer) -> String { "-- \(basis(answer))\n" }

  /// A note in a line, and its help in a second one where there is any.
  static func noteLines(_ note: Note) -> [String] {
    let code = "note[\(note.code.diagnosticCode)] \(note.code.rawValue)"
    var lines = ["\(code): \(DisplayText.safe(note.message))"]
    if let help = note.help { lines.append("help: \(DisplayText.safe(help))") }
    return lines
  }

  /// The number of rows, the time, the cluster, and the basis, in a line.
  static func basis(_ answer: Answer) -> String {
    let count = answer.rows.count == 1 ? "1 row" : "\(answer.rows.count) rows"
    var parts = [count, time(answer.time)]
    if let cluster = answer.cluster { parts.append("cluster \(DisplayText.safe(cluster))") }
    if let knownAt = answer.knownAt { parts.append("as known at event \(knownAt)") }
    parts.append("basis \(answer.basis.position):\(answer.basis.hash.shortText)")
    return parts.joined(separator: " · ")
  }

  private static func time(_ time: Answer.Time) -> String {
    switch time {
    case .at(let instant): "at \(instant)"
    case .span(let from, let until): "from \(from) to \(until)"
    case .log(let through): "through \(through)"
    case .atRevision(let revision, let instant):
      "at revision \(revision)" + (instant.map { ", proven by \($0)" } ?? "")
    }
  }
}
