/// The type of a column's cells; any cell may also be null.
public enum ColumnType: String, Sendable, CaseIterable {
  case boolean
  case integer
  case decimal
  case text
  case address
  case instant
  case duration
  case port
  case texts = "list of text"
  case addresses = "list of address"
  case ports = "list of port"
  case labels
  /// A stored object, or part of one.
  case document = "object"

  /// Whether cells can be compared with `<`.
  var isOrdered: Bool {
    switch self {
    case .integer, .decimal, .text, .instant, .duration, .address, .port: true
    case .boolean, .texts, .addresses, .ports, .labels, .document: false
    }
  }
}
