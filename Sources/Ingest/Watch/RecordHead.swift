/// Reads the type of a watch record from its first bytes, without parsing it.
///
/// It knows only the order of members that recorders and kubectl write; everything else is left to
/// the parser.
struct RecordHead {
  private let bytes: UnsafeRawBufferPointer
  private var index = 0

  /// The type of the record that begins with these bytes; nil where that takes a parser.
  static func type(
    of bytes: UnsafeRawBufferPointer,
    hasTimes: Bool
  ) -> WatchRecordType? {
    var head = RecordHead(bytes: bytes)
    guard head.take("{") else { return nil }
    if hasTimes {
      guard head.take("\"receivedAt\""), head.take(":"), head.skipString(), head.take(","),
        head.take("\"event\""), head.take(":"), head.take("{")
      else { return nil }
    }
    guard head.take("\"type\""), head.take(":") else { return nil }
    if head.take("\"ADDED\"") { return .added }
    if head.take("\"MODIFIED\"") { return .modified }
    if head.take("\"DELETED\"") { return .deleted }
    if head.take("\"BOOKMARK\"") { return .bookmark }
    return head.take("\"ERROR\"") ? .error : nil
  }

  private init(bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  private mutating func skipBlank() {
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        index += 1
      default: return
      }
    }
  }

  private mutating func take(_ text: StaticString) -> Bool {
    skipBlank()
    let count = text.utf8CodeUnitCount
    guard index + count <= bytes.count else { return false }
    for offset in 0..<count where bytes[index + offset] != text.utf8Start[offset] { return false }
    index += count
    return true
  }

  /// Passes a string without escapes.
  private mutating func skipString() -> Bool {
    guard take("\"") else { return false }
    while index < bytes.count {
      defer { index += 1 }
      switch bytes[index] {
      case UInt8(ascii: "\""): return true
      case UInt8(ascii: "\\"): return false
      default: break
      }
    }
    return false
  }
}
