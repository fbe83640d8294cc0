import Diagnostics
import EventLog
import Projections
import TopologyModel

/// What an answer says beside its rows, as lines that are safe on a terminal.
enum AnswerRemarks {
  /// The notes with their help, then the line that says what the answer rests on.
  static func text(
    _ answer: Answer,
    showsBasis: Bool = true,
    display: DisplayOptions = .plain
  ) -> String {
    var lines = answer.notes.flatMap { noteLines($0, display.zone) }
    if showsBasis { lines.append(basisLine(answer, display.zone)) }
    guard let width = display.width else { return lines.map { $0 + "\n" }.joined() }
    return lines.flatMap { CellLines.lines(of: $0, width: width, indent: 3, joints: [" "]) }
      .map { $0 + "\n" }.joined()
  }

  /// The last line of formats for people, without its break.
  static func basisLine(_ answer: Answer, _ zone: DisplayZone = .utc) -> String {
    "-- \(basis(answer, zone))"
  }

  /// A note in a line, and its help in a second one where there is any.
  static func noteLines(_ note: Note, _ zone: DisplayZone = .utc) -> [String] {
    let code = "note[\(note.code.diagnosticCode)] \(note.code.rawValue)"
    var lines = ["\(code): \(DisplayText.safe(message(note, zone)))"]
    if let help = note.help { lines.append("help: \(DisplayText.safe(help))") }
    return lines
  }

  /// The number of rows, the time, the cluster, and the basis, in a line.
  static func basis(_ answer: Answer, _ zone: DisplayZone = .utc) -> String {
    let count = answer.rows.count == 1 ? "1 row" : "\(answer.rows.count) rows"
    var parts = [count, time(answer.time, zone)]
    if !zone.isUTC { parts.append("times in \(DisplayText.safe(zone.name))") }
    if let cluster = answer.cluster { parts.append("cluster \(DisplayText.safe(cluster))") }
    if let knownAt = answer.knownAt { parts.append("as known at event \(knownAt)") }
    parts.append("basis \(answer.basis.position):\(answer.basis.hash.shortText)")
    return parts.joined(separator: " · ")
  }

  private static func time(_ time: Answer.Time, _ zone: DisplayZone) -> String {
    switch time {
    case .at(let instant): "at \(zone.text(instant))"
    case .span(let from, let until): "from \(zone.text(from)) to \(zone.text(until))"
    case .log(let through): "through \(zone.text(through))"
    case .atRevision(let revision, let instant):
      "at revision \(revision)" + (instant.map { ", proven by \(zone.text($0))" } ?? "")
    }
  }

  /// What a note says, its own instants in the zone; what it quotes stays as it is.
  private static func message(_ note: Note, _ zone: DisplayZone) -> String {
    guard !zone.isUTC else { return note.message }
    let parts = note.message.split(separator: "`", omittingEmptySubsequences: false)
    return parts.enumerated().map { index, part in
      index % 2 == 1 ? String(part) : inZone(part, zone)
    }.joined(separator: "`")
  }

  private static func inZone(_ text: Substring, _ zone: DisplayZone) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      let end = word.lastIndex(of: "Z").map { word.index(after: $0) } ?? word.startIndex
      guard let instant = Instant(rfc3339: word[..<end]) else { return String(word) }
      return zone.text(instant) + word[end...]
    }.joined(separator: " ")
  }
}
