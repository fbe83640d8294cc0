/// Writes JSON text piece by piece: no spaces, correct escapes, keys in the order given.
///
/// Calls are not checked for balance; a caller that opens an object closes it.
///
/// ```swift
/// var json = JSONWriter()
/// json.object { json in
///   json.key("rows")
///   json.array { json in json.write(1) }
/// }
/// json.text  // {"rows":[1]}
/// ```
public struct JSONWriter: Sendable {
  /// The text written and not yet taken, as UTF-8.
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  /// Creates an empty writer.
  public init() {}

  /// The text written and not yet taken.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Returns the bytes written so far and forgets them; writing goes on where it was.
  public mutating func takeBytes() -> [UInt8] {
    let taken = bytes
    bytes.removeAll(keepingCapacity: true)
    return taken
  }

  /// Ends a line, after which a new JSON text may begin.
  public mutating func newline() {
    bytes.append(UInt8(ascii: "\n"))
    needsComma = false
  }

  /// Writes an object whose members `body` writes.
  public mutating func object<Failure: Error>(
    _ body: (inout JSONWriter) throws(Failure) -> Void
  ) throws(Failure) {
    beginObject()
    try body(&self)
    endObject()
  }

  /// Writes an array whose elements `body` writes.
  public mutating func array<Failure: Error>(
    _ body: (inout JSONWriter) throws(Failure) -> Void
  ) throws(Failure) {
    beginArray()
    try body(&self)
    endArray()
  }

  /// Opens an object.
  public mutating func beginObject() { open(UInt8(ascii: "{")) }

  /// Closes the innermost object.
  public mutating func endObject() { close(UInt8(ascii: "}")) }

  /// Opens an array.
  public mutating func beginArray() { open(UInt8(ascii: "[")) }

  /// Closes the innermost array.
  public mutating func endArray() { close(UInt8(ascii: "]")) }

  /// Writes the key of the member whose value is written next.
  public mutating func key(_ name: String) {
    separate()
    appendQuoted(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a string.
  public mutating func write(_ value: String) {
    separate()
    appendQuoted(value)
    needsComma = true
  }

  /// Writes a whole number.
  public mutating func write(_ value: some BinaryInteger) {
    write(raw: String(value))
  }

  /// Writes a number in its shortest form; null where it is not finite, which JSON cannot say.
  public mutating func write(_ value: Double) {
    write(raw: value.isFinite ? value.description : "null")
  }

  /// Writes `true` or `false`.
  public mutating func write(_ value: Bool) {
    write(raw: value ? "true" : "false")
  }

  /// Writes null.
  public mutating func writeNull() {
    write(raw: "null")
  }

  /// Writes text that is JSON already.
  public mutating func write(raw json: String) {
    separate()
    bytes.append(contentsOf: json.utf8)
    needsComma = true
  }

  /// Writes a member with a text.
  public mutating func member(_ name: String, _ text: String) {
    key(name)
    write(text)
  }

  /// Writes a member with a whole number.
  public mutating func member(_ name: String, _ number: some BinaryInteger) {
    key(name)
    write(number)
  }

  /// Writes a member with a number.
  public mutating func member(_ name: String, _ number: Double) {
    key(name)
    write(number)
  }

  /// Writes a member that is true or false.
  public mutating func member(_ name: String, _ flag: Bool) {
    key(name)
    write(flag)
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma {
      bytes.append(UInt8(ascii: ","))
    }
  }

  private mutating func appendQuoted(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { utf8 in
      var start = 0
      for index in 0..<utf8.count where needsEscape(utf8[index]) {
        bytes.append(contentsOf: utf8[start..<index])
        appendEscape(utf8[index])
        start = index + 1
      }
      bytes.append(contentsOf: utf8[start...])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
  }

  private mutating func appendEscape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    default:
      let digits = String(byte, radix: 16)
      bytes.append(contentsOf: (digits.utf8.count == 1 ? "u000" : "u00").utf8)
      bytes.append(contentsOf: digits.utf8)
    }
  }
}
