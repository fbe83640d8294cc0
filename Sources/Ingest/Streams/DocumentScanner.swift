/// Finds the ends of JSON documents in bytes that arrive bit by bit, looking at each byte once.
struct DocumentScanner {
  private var depth = 0
  private var isInString = false
  private var isEscaped = false
  private var isLineStart = true
  /// How many bytes were looked at.
  private(set) var count = 0
  /// Where the last line ended, its line break included; 0 where none did.
  private(set) var lineEnd = 0
  /// Where the last document ended; 0 where none did.
  private(set) var documentEnd = 0

  /// Looks at further bytes.
  mutating func scan(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { scan(byte) }
  }

  private mutating func scan(_ byte: UInt8) {
    defer {
      count += 1
      isLineStart = byte == UInt8(ascii: "\n")
    }
    if byte == UInt8(ascii: "\n") {
      // JSON strings have no line breaks; a string that does not end is left behind here.
      isInString = false
      isEscaped = false
      lineEnd = count + 1
      return
    }
    if isEscaped {
      isEscaped = false
      return
    }
    switch byte {
    case UInt8(ascii: "\\"): isEscaped = isInString
    case UInt8(ascii: "\""): isInString.toggle()
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      if isInString { return }
      if isLineStart, depth > 0 {
        // What came before was cut: pretty-printers indent what is inside.
        documentEnd = count
        depth = 0
      }
      depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      if isInString { return }
      depth = max(depth - 1, 0)
      if depth == 0 { documentEnd = count + 1 }
    default: break
    }
  }
}
