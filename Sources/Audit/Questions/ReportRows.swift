import QueryEngine
import TopologyModel

/// The rows of an answer, their cells by the names of the columns.
struct ReportRows {
  /// A row.
  struct Row {
    fileprivate let places: [String: Int]
    let result: ResultRow

    subscript(name: String) -> Value { places[name].map { result.values[$0] } ?? .null }

    /// The text of a cell; empty for another type and for nothing.
    func text(_ name: String) -> String {
      if case .text(let text) = self[name] { return text }
      return ""
    }

    /// Whether a cell is true.
    func isTrue(_ name: String) -> Bool { self[name] == .boolean(true) }

    /// The part of the row's interval that lies within a span; nil where there is none.
    func stretch(in span: Stretch) -> Stretch? {
      Stretch(from: result.from ?? span.from, until: result.until ?? span.until).clipped(to: span)
    }

    /// The position of the row of an event.
    var eventNumber: Int64? {
      if case .integer(let number) = self["event"] { return number }
      return result.event?.value
    }

    /// The position that made the row so.
    var event: Value { result.event.map { .integer($0.value) } ?? .null }
  }

  let rows: [Row]

  init(_ answer: Answer) {
    let places = Dictionary(
      answer.columns.enumerated().map { ($1.name, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    rows = answer.rows.map { Row(places: places, result: $0) }
  }
}
