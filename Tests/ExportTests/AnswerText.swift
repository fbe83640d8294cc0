import QueryEngine
import TopologyModel

/// An answer as lines of text; positions of the log are left out.
enum AnswerText {
  static func lines(_ answer: Answer) -> [String] {
    let rows = answer.rows.map { row in
      "row \(row.values) from \(text(row.from)) until \(text(row.until)) \(row.certainty)"
    }
    let notes = answer.notes.map { note in
      let message = "\(note.message); \(note.help ?? "-")"
        .replacing(#/event [0-9]+/#, with: "event N")
      return "note \(note.code) \(message) from \(text(note.from)) until \(text(note.until))"
    }
    return ["time \(answer.time)"] + rows + notes
  }

  private static func text(_ instant: Instant?) -> String { instant.map { $0.description } ?? "-" }
}
