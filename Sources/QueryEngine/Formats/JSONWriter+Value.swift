import Diagnostics
import TopologyModel

extension JSONWriter {
  /// Writes a cell, as its `ObjectDocument` is written.
  mutating func write(_ value: Value) {
    switch value {
    case .null: writeNull()
    case .boolean(let flag): write(flag)
    case .integer(let integer): write(integer)
    case .decimal(let decimal): write(decimal)
    case .text(let text): write(text)
    case .address, .instant, .duration: write(ValueText.plain(value))
    case .list(let values):
      array { json in
        for value in values { json.write(value) }
      }
    case .port, .labels, .document: ObjectDocument(value).write(to: &self)
    }
  }
}
