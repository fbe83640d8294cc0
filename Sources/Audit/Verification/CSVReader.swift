/// Reads CSV after RFC 4180.
enum CSVReader {
  /// The lines with their cells; the apostrophe that guards a cell against formulas taken off.
  static func lines(_ bytes: [UInt8]) -> [[String]] {
    var lines: [[String]] = []
    var line: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var index = 0
    func text(_ cell: [UInt8]) -> String {
      String(
        decoding: cell.first == UInt8(ascii: "'") ? cell.dropFirst() : cell[...],
        as: UTF8.self
      )
    }
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if isQuoted {
        if byte != UInt8(ascii: "\"") {
          cell.append(byte)
        } else if index < bytes.count, bytes[index] == byte {
          cell.append(byte)
          index += 1
        } else {
          isQuoted = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isQuoted = true
      case UInt8(ascii: ","):
        line.append(text(cell))
        cell = []
      case UInt8(ascii: "\r"): break
      case UInt8(ascii: "\n"):
        line.append(text(cell))
        lines.append(line)
        (line, cell) = ([], [])
      default: cell.append(byte)
      }
    }
    if !cell.isEmpty || !line.isEmpty { lines.append(line + [text(cell)]) }
    return lines
  }
}
