/// Reads layouts in place and skips what is not asked for; `ByteReader` makes values of all.
///
/// What is not whole reads as nothing, and is told by `isWhole`.
struct LayoutCursor {
  private let bytes: UnsafeRawBufferPointer
  /// Where the next byte lies.
  private(set) var index = 0
  /// Whether nothing was asked for behind the end.
  private(set) var isWhole = true

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  mutating func byte() -> UInt8 {
    guard index < bytes.count else {
      isWhole = false
      return 0
    }
    defer { index += 1 }
    return bytes[index]
  }

  mutating func unsigned() -> Int {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while shift < 64 {
      let next = byte()
      value |= UInt64(next & 127) << shift
      if next < 128 { return Int(truncatingIfNeeded: value) }
      shift += 7
    }
    isWhole = false
    return 0
  }

  mutating func integer() -> Int64 {
    let value = UInt64(bitPattern: Int64(unsigned()))
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  /// The bytes of a text.
  mutating func text() -> UnsafeRawBufferPointer {
    let count = unsigned()
    guard count >= 0, count <= bytes.count - index else {
      isWhole = false
      return UnsafeRawBufferPointer(start: nil, count: 0)
    }
    defer { index += count }
    return UnsafeRawBufferPointer(rebasing: bytes[index..<(index + count)])
  }

  /// How many texts follow.
  mutating func count() -> Int {
    let count = unsigned()
    guard count >= 0, count <= bytes.count - index else {
      isWhole = false
      return 0
    }
    return count
  }

  mutating func skipTexts() {
    for _ in 0..<count() { _ = text() }
  }

  /// Notes that the bytes are of no layout.
  mutating func fail() {
    isWhole = false
  }

  /// Three flags of a byte, each nil, false, or true.
  mutating func flags() -> (Bool?, Bool?, Bool?) {
    func flag(_ number: UInt8) -> Bool? { number == 0 ? nil : number == 2 }
    let flags = byte()
    return (flag(flags % 3), flag(flags / 3 % 3), flag(flags / 9 % 3))
  }

  /// Whether the text that follows is there at all; skips it.
  mutating func skipOptionalText() {
    if byte() == 1 { _ = text() }
  }
}
