import QueryEngine
import TopologyModel

extension Answer {
  /// All of it, and what is written of it, to which kept rows may have contributed texts of their own.
  var wholeText: String { "\(self)\n\(JSONFormat().text(self))" }

  /// The cells of the rows as texts, without intervals, certainty and events.
  var cellTexts: [[String]] { rows.map(\.cellTexts) }
}

extension ResultRow {
  /// The cells as texts.
  var cellTexts: [String] { values.map { Self.text($0) } }

  private static func text(_ value: Value) -> String {
    switch value {
    case .null: ""
    case .boolean(let flag): "\(flag)"
    case .integer(let integer): "\(integer)"
    case .decimal(let decimal): "\(decimal)"
    case .text(let text): text
    case .address(let address): "\(address)"
    case .instant(let instant): "\(instant)"
    case .duration(let nanoseconds): "\(nanoseconds)ns"
    case .port(let port): port.text
    case .list(let values): values.map { text($0) }.joined(separator: ",")
    case .labels(let labels): labels.labels.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    case .document(let document): "\(document)"
    }
  }
}
