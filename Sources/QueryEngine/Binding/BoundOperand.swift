import TopologyModel

/// One side of a comparison with its type; a literal's type is nil, since it takes that of the other
/// side.
struct BoundOperand: Hashable {
  var expression: BoundExpression
  var type: ColumnType?
  /// The words that messages have for it: a column's name, or a literal with what it is.
  var text: String

  /// The literal as it has to be written beside a column of a type; nil where it cannot be one.
  func corrected(for type: ColumnType) -> String? {
    guard case .literal(let value) = expression else { return nil }
    switch (type, value) {
    case (.text, .integer), (.text, .decimal), (.text, .boolean), (.texts, .integer),
      (.text, .duration), (.text, .instant), (.texts, .boolean):
      return "\"\(ValueText.plain(value))\""
    case (.boolean, .text(let text)):
      let word = text.lowercased()
      if ["true", "yes"].contains(word) { return "true" }
      return ["false", "no"].contains(word) ? "false" : nil
    case (.boolean, .integer(let number)):
      return number == 1 ? "true" : number == 0 ? "false" : nil
    case (.integer, .text(let text)), (.decimal, .text(let text)):
      return Double(text).map { $0.isFinite } == true ? text : nil
    case (.duration, .integer(let number)) where number >= 0: return "\(number)s"
    default: return nil
    }
  }
}
