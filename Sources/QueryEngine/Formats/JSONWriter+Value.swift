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
    case .instant(let instant): write(instant)
    case .address, .duration: write(ValueText.plain(value))
    case .port(let port):
      object { json in
        json.member("name", port.name)
        json.member("number", port.number)
        json.member("protocol", port.transport.rawValue)
      }
    case .decimal, .list, .labels, .document: ObjectDocument(value).write(to: &self)
    }
  }

  /// Writes an instant in RFC 3339 form in UTC.
  mutating func write(_ instant: Instant) {
    writePlain(bytesAtMost: Instant.descriptionByteCount) { instant.writeDescription(to: $0) }
  }
}
