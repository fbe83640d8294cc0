import QueryEngine
import TopologyModel

/// A question about a Service whose answer has no names in it.
struct ShapeQuestion {
  private let head: String
  private let columns: String

  static let all = [
    ShapeQuestion(
      head: "pods serving",
      columns: "port, target_port, ready, serving, terminating, eligible_as"
    ),
    ShapeQuestion(
      head: "endpoints of",
      columns: "port, family, target_port, target_kind, ready, serving, terminating, eligible"
    ),
    ShapeQuestion(head: "why", columns: "port, serving, reason"),
  ]

  /// The question about a Service.
  func text(of service: String, at time: Instant) -> String {
    "\(head) \(service) at \(time) | select \(columns)"
  }

  /// Rows, their times, and the codes of the notes, in an order that names do not decide.
  static func shape(_ answer: Answer) -> [String] {
    let rows = answer.rows.map { row in
      "\(row.values) \(row.from.map { "\($0)" } ?? "-") \(row.until.map { "\($0)" } ?? "-") "
        + "\(row.certainty)"
    }
    return rows.sorted() + answer.notes.map { "\($0.code)" }.sorted()
  }
}
