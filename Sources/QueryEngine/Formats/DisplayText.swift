import Diagnostics
import TopologyModel

/// Cells as text that is safe on a terminal: control characters are shown, never sent.
package enum DisplayText {
  /// The text of a cell for tables; `-` for null.
  package static func cell(_ value: Value, _ zone: DisplayZone = .utc) -> String {
    switch value {
    case .null: "-"
    case .instant(let instant): zone.text(instant)
    case .list(let values) where values.isEmpty: "-"
    case .labels(let labels) where labels.isEmpty: "-"
    case .decimal(let decimal): rounded(decimal)
    default: safe(ValueText.plain(value))
    }
  }

  /// A number with six decimals at most.
  ///
  /// What is not quite 1, or not quite 0, never becomes it. Formats for programs have all digits.
  private static func rounded(_ decimal: Double) -> String {
    let scale = 1_000_000.0
    guard decimal.isFinite, abs(decimal) < 1e9 else { return String(decimal) }
    var rounded = (decimal * scale).rounded() / scale
    if rounded == 1, decimal < 1 { rounded = 0.999999 }
    if rounded == 0, decimal != 0 { return String(decimal) }
    return String(rounded)
  }

  /// Shows control characters and those that change the direction of writing by their number.
  package static func safe(_ text: String) -> String {
    DisplayWidth.escaped(text)
  }

  /// The text with spaces behind it, as wide on a terminal as asked; longer text as it is.
  static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - DisplayWidth.width(of: text)))
  }
}
