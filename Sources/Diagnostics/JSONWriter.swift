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
  /// Bytes to write over; those before `end` are the text that was not yet taken.
  private var room: [UInt8] = []
  private var end = 0
  private var needsComma = false

  /// Creates an empty writer.
  public init() {}

  /// The text written and not yet taken, as UTF-8.
  public var bytes: [UInt8] { Array(room[..<end]) }

  /// The text written and not yet taken.
  public var text: String { String(decoding: room[..<end], as: UTF8.self) }

  /// Returns the bytes written so far and forgets them; writing goes on where it was.
  public mutating func takeBytes() -> [UInt8] {
    defer { end = 0 }
    return bytes
  }

  /// Ends a line, after which a new JSON text may begin.
  public mutating func newline() {
    put(UInt8(ascii: "\n"))
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
    putQuoted(name)
    put(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a string.
  public mutating func write(_ value: String) {
    putQuoted(value)
    needsComma = true
  }

  /// Writes a string of printable ASCII without quotes and backslashes.
  ///
  /// `body` writes at most so many bytes to the beginning of what it is given, and tells how many.
  public mutating func writePlain(
    bytesAtMost count: Int,
    _ body: (UnsafeMutableBufferPointer<UInt8>) -> Int
  ) {
    put(atMost: count + 3) { place, needsComma in
      let start = Self.open(place, needsComma)
      let length = body(UnsafeMutableBufferPointer(start: place + start, count: count))
      place[start + length] = UInt8(ascii: "\"")
      return start + length + 1
    }
    needsComma = true
  }

  /// Writes a whole number.
  public mutating func write(_ value: some BinaryInteger) {
    guard let number = Int64(exactly: value) else { return write(raw: String(value)) }
    put(atMost: Self.integerByteCount + 1) { place, needsComma in
      var start = Self.separate(place, needsComma)
      if number < 0 {
        place[start] = UInt8(ascii: "-")
        start += 1
      }
      var rest = number.magnitude
      var length = 1
      while rest >= 10 {
        rest /= 10
        length += 1
      }
      rest = number.magnitude
      for index in stride(from: start + length - 1, through: start, by: -1) {
        place[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
      return start + length
    }
    needsComma = true
  }

  /// How many bytes the longest number of 64 bits takes, with its sign.
  private static let integerByteCount = 20

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
    var json = json
    json.withUTF8 { putRaw($0) }
  }

  /// Writes UTF-8 that is JSON already.
  public mutating func write(raw json: [UInt8]) {
    json.withUnsafeBufferPointer { putRaw($0) }
  }

  private mutating func putRaw(_ json: UnsafeBufferPointer<UInt8>) {
    put(atMost: json.count + 1) { place, needsComma in
      let start = Self.separate(place, needsComma)
      if let source = json.baseAddress { (place + start).update(from: source, count: json.count) }
      return start + json.count
    }
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
    if needsComma { put(UInt8(ascii: ",")) }
    put(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    put(bracket)
    needsComma = true
  }

  private mutating func put(_ byte: UInt8) {
    makeRoom(1)
    room[end] = byte
    end += 1
  }

  /// Hands `body` where to write at most so many bytes, and whether a comma comes first; it tells how many it
  /// wrote.
  @inline(__always)
  private mutating func put(
    atMost count: Int,
    _ body: (UnsafeMutablePointer<UInt8>, _ needsComma: Bool) -> Int
  ) {
    makeRoom(count)
    let (end, needsComma) = (end, needsComma)
    let written = room.withUnsafeMutableBufferPointer { room in
      room.baseAddress.map { body($0 + end, needsComma) } ?? 0
    }
    assert(written <= count)
    self.end += written
  }

  @inline(__always)
  private mutating func makeRoom(_ count: Int) {
    if room.count - end < count { grow(count) }
  }

  private mutating func grow(_ count: Int) {
    let more = max(count, room.count, Self.roomAtFirst)
    room.append(contentsOf: repeatElement(0, count: more))
  }

  private static let roomAtFirst = 256

  /// Writes a comma where there has to be one; returns how many bytes that took.
  @inline(__always)
  private static func separate(_ place: UnsafeMutablePointer<UInt8>, _ needsComma: Bool) -> Int {
    guard needsComma else { return 0 }
    place[0] = UInt8(ascii: ",")
    return 1
  }

  /// Begins a string; returns how many bytes that took.
  @inline(__always)
  private static func open(_ place: UnsafeMutablePointer<UInt8>, _ needsComma: Bool) -> Int {
    let start = separate(place, needsComma)
    place[start] = UInt8(ascii: "\"")
    return start + 1
  }

  private mutating func putQuoted(_ text: String) {
    var text = text
    text.withUTF8 { JSONEscapes.areNeeded(in: $0) ? putEscaped($0) : putPlain($0) }
  }

  /// Writes a string that needs no escapes.
  private mutating func putPlain(_ utf8: UnsafeBufferPointer<UInt8>) {
    put(atMost: utf8.count + 3) { place, needsComma in
      let start = Self.open(place, needsComma)
      if let source = utf8.baseAddress { (place + start).update(from: source, count: utf8.count) }
      place[start + utf8.count] = UInt8(ascii: "\"")
      return start + utf8.count + 1
    }
  }

  private mutating func putEscaped(_ utf8: UnsafeBufferPointer<UInt8>) {
    put(atMost: 2) { place, needsComma in Self.open(place, needsComma) }
    // In parts, so that a long text with one escape does not take the room of one that has nothing else.
    for start in stride(from: 0, to: utf8.count, by: Self.escapedByteCount) {
      let part = utf8[start..<min(start + Self.escapedByteCount, utf8.count)]
      put(atMost: part.count * JSONEscapes.longest) { place, _ in
        var next = 0
        for byte in part {
          if JSONEscapes.isNeeded(byte) {
            next += JSONEscapes.write(byte, to: place + next)
          } else {
            place[next] = byte
            next += 1
          }
        }
        return next
      }
    }
    put(UInt8(ascii: "\""))
  }

  private static let escapedByteCount = 4096
}

/// The bytes that JSON strings have escapes for: those that it demands, and DEL, which terminals act on.
private enum JSONEscapes {
  /// How many bytes an escape takes at most.
  static let longest = 6

  /// Whether any byte of a text needs an escape, eight at a time.
  @inline(__always)
  static func areNeeded(in utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    let bytes = UnsafeRawBufferPointer(utf8)
    var index = 0
    while index + 8 <= bytes.count {
      if areNeeded(in: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)) { return true }
      index += 8
    }
    if index == bytes.count { return false }
    // The last eight again, those before them included.
    if bytes.count >= 8 {
      let last = bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self)
      return areNeeded(in: last)
    }
    return bytes[index...].contains { isNeeded($0) }
  }

  /// Whether any of eight bytes does: a byte below a bound, or equal to another one, sets its highest bit
  /// (Sean Eron Anderson, Bit Twiddling Hacks, "Determine if a word has a byte less than n").
  private static func areNeeded(in word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highest = ones << 7
    func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }
    let isControl = (word &- ones &* 0x20) & ~word
    let isQuote = zeros(word ^ (ones &* 0x22))
    let isBackslash = zeros(word ^ (ones &* 0x5C))
    let isDelete = zeros(word ^ (ones &* 0x7F))
    return (isControl | isQuote | isBackslash | isDelete) & highest != 0
  }

  static func isNeeded(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
  }

  /// Writes the escape of a byte; returns how many bytes that took.
  static func write(_ byte: UInt8, to place: UnsafeMutablePointer<UInt8>) -> Int {
    place[0] = UInt8(ascii: "\\")
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): place[1] = byte
    case 0x08: place[1] = UInt8(ascii: "b")
    case 0x09: place[1] = UInt8(ascii: "t")
    case 0x0A: place[1] = UInt8(ascii: "n")
    case 0x0C: place[1] = UInt8(ascii: "f")
    case 0x0D: place[1] = UInt8(ascii: "r")
    default:
      place[1] = UInt8(ascii: "u")
      place[2] = UInt8(ascii: "0")
      place[3] = UInt8(ascii: "0")
      place[4] = digit(byte >> 4)
      place[5] = digit(byte & 15)
      return longest
    }
    return 2
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
