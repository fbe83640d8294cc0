import Foundation
import QueryEngine
import TopologyModel

/// Answers to many queries as lines of text: values, from, until, certainty and notes; positions of
/// the log, which depend on the order of imports, are left out.
struct CanonicalAnswers {
  private let lines: [(query: String, text: String)]

  /// Asks a store everything that the probes say.
  init(of store: TestStore, _ probes: Probes) throws {
    lines = try probes.queries.flatMap { query in
      Self.lines(try store.answer(query)).map { (query, $0) }
    }
  }

  /// How many lines the answers have.
  var count: Int { lines.count }

  /// Where these answers and others first differ; nil where they are the same.
  func firstDifference(_ other: CanonicalAnswers) -> String? {
    for (line, theirs) in zip(lines, other.lines) where line != theirs {
      return "`\(line.query)`:\n  \(line.text)\n`\(theirs.query)`:\n  \(theirs.text)"
    }
    guard lines.count != other.lines.count else { return nil }
    return "\(lines.count) lines and \(other.lines.count)"
  }

  private static func lines(_ answer: Answer) -> [String] {
    let rows = answer.rows.map { row in
      "row \(row.values) from \(text(row.from)) until \(text(row.until)) \(row.certainty)"
    }
    let notes = answer.notes.map { note in
      let message = "\(note.message); \(note.help ?? "-")"
        .replacing(#/event [0-9]+/#, with: "event N")
      return "note \(note.code) \(message) from \(text(note.from)) until \(text(note.until))"
    }
    let coverage = answer.coverage.map {
      "coverage \($0.kind) \($0.isObserved) from \(text($0.from)) until \(text($0.until))"
    }
    return ["time \(answer.time)"] + rows + notes + coverage
  }

  private static func text(_ instant: Instant?) -> String {
    instant.map { $0.description } ?? "-"
  }
}
