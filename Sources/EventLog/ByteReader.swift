/// Reads what `ByteWriter` wrote; never reads past the end.
package struct ByteReader {
  /// The bytes are not of the expected layout.
  package enum Failure: Error {
    case malformed
  }

  private let bytes: [UInt8]
  private var index = 0

  /// How many bytes were read.
  package var offset: Int { index }

  /// Creates a reader at the first byte.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Whether all bytes were read.
  package var isAtEnd: Bool { index == bytes.count }

  /// Reads one byte.
  package mutating func byte() throws(Failure) -> UInt8 {
    guard index < bytes.count else { throw .malformed }
    defer { index += 1 }
    return bytes[index]
  }

  /// Reads an unsigned integer.
  package mutating func unsigned() throws(Failure) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let next = try byte()
      guard shift < 64 else { throw .malformed }
      value |= UInt64(next & 127) << shift
      if next < 128 { return value }
      shift += 7
    }
  }

  /// Reads a signed integer.
  package mutating func integer() throws(Failure) -> Int64 {
    let value = try unsigned()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  /// Reads a text.
  package mutating func text() throws(Failure) -> String {
    let count = try unsigned()
    guard count <= UInt64(bytes.count - index) else { throw .malformed }
    let end = index + Int(count)
    defer { index = end }
    return String(decoding: bytes[index..<end], as: UTF8.self)
  }
}
