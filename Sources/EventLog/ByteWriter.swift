/// Writes the compact binary layouts of the log and the projections.
///
/// Integers are variable-length (seven bits a byte, least significant first; signed ones zigzag),
/// texts are their UTF-8 length and bytes.
package struct ByteWriter {
  /// What was written so far.
  package private(set) var bytes: [UInt8] = []

  /// Creates an empty writer.
  package init() {
    bytes.reserveCapacity(Self.sizeExpected)
  }

  /// The room that most layouts take.
  private static let sizeExpected = 192

  /// Appends one byte.
  package mutating func write(byte: UInt8) {
    bytes.append(byte)
  }

  /// Appends an unsigned integer.
  package mutating func write(unsigned value: UInt64) {
    var rest = value
    while rest >= 128 {
      bytes.append(UInt8(rest & 127) | 128)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// Appends a signed integer.
  package mutating func write(integer value: Int64) {
    write(unsigned: UInt64(bitPattern: (value << 1) ^ (value >> 63)))
  }

  /// Appends a text.
  package mutating func write(text: String) {
    var text = text
    text.withUTF8 { utf8 in
      write(unsigned: UInt64(utf8.count))
      bytes.append(contentsOf: utf8)
    }
  }
}
