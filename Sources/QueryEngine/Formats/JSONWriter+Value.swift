import Diagnostics
import TopologyModel

extension JSONWriter {
  /// Writes a cell, as its `ObjectDocument` is written; most cells need no tree for that.
  mutating func write(_ value: Value) {
    switch value {
    case .null: writeNull()
    case .boolean(let flag): write(flag)
    case .integer(let integer): write(integer)
    case .text(let text): write(text)
    case .address, .instant, .duration: write(ValueText.plain(value))
    case .decimal, .port, .list, .labels, .document: ObjectDocument(value).write(to: &self)
    }
  }
}
