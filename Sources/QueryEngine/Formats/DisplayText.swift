import Diagnostics
import TopologyModel

/// Cells as text that is safe on a terminal: control characters are shown, never sent.
enum DisplayText {
  /// The text of a cell for tables; `-` for null.
  static func cell(_ value: Value) -> String {
    switch value {
    case .null: "-"
    case .list(let values) where values.isEmpty: "-"
    case .labels(let labels) where labels.isEmpty: "-"
    default: safe(ValueText.plain(value))
    }
  }

  /// Shows control characters and those that change the direction of writing by their number.
  static func safe(_ text: String) -> String {
    DisplayWidth.escaped(text)
  }
}
