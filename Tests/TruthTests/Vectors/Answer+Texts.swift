import QueryEngine
import TopologyModel

extension Answer {
  /// The rows as texts by the names of their columns; nulls are empty.
  var records: [[String: String]] {
    rows.map { row in
      Dictionary(
        uniqueKeysWithValues: zip(columns, row.values).map { ($0.name, Self.text($1)) }
      )
    }
  }

  private static func text(_ value: Value) -> String {
    switch value {
    case .null: ""
    case .boolean(let isTrue): isTrue ? "true" : "false"
    case .integer(let number): String(number)
    case .text(let text): text
    case .address(let address): address.description
    case .port(let port): port.text
    case .decimal, .instant, .duration, .list, .labels, .document: "\(value)"
    }
  }
}
