import TopologyModel

/// A reference to something of a row.
public enum BoundColumn: Hashable, Sendable {
  /// A cell.
  case cell(Int)
  /// The value of a key in a cell of labels.
  case label(cell: Int, key: String)
  /// Since when the row holds.
  case from
  /// Until when it holds.
  case until
  /// How far the interval is to be trusted.
  case certainty
  /// The event that made it so.
  case event

  /// Reads it from a row.
  func value(in row: ResultRow) -> Value {
    switch self {
    case .cell(let index): return row.values[index]
    case .label(let index, let key):
      guard case .labels(let labels) = row.values[index], let value = labels[key] else {
        return .null
      }
      return .text(value)
    case .from: return row.from.map { .instant($0) } ?? .null
    case .until: return row.until.map { .instant($0) } ?? .null
    case .certainty: return .text(row.certainty.rawValue)
    case .event: return row.event.map { .integer($0.value) } ?? .null
    }
  }

  /// Whether it is one of the four that every row has beside its cells.
  var isTemporal: Bool {
    switch self {
    case .cell, .label: false
    case .from, .until, .certainty, .event: true
    }
  }
}
