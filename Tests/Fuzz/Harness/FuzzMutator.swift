/// Changes inputs into others: bytes, words, lines, numbers, and values where one may stand.
struct FuzzMutator {
  private let words: [[UInt8]]
  private let bytesMax: Int

  init(words: [String], bytesMax: Int) {
    self.words = words.map { Array($0.utf8) }
    self.bytesMax = bytesMax
  }

  /// Texts that are hard on whatever takes them.
  private static let hostile: [[UInt8]] =
    [
      "null", "true", "-1", "0", "1e308", "-0.0", "9223372036854775807", "9223372036854775808",
      "18446744073709551616", "1e-400", "\"\"", "[]", "{}", "[[]]", "{\"\":{}}", "\"\\u0000\"",
      "\"\\u001b[2J\"", "\"\\ud800\"", "\"\\udbff\\udfff\"", "\u{1B}]0;x\u{7}", "\u{202E}",
      "\u{FEFF}",
      "\u{0}", "\r\n", "\n\n", "=cmd|' /C calc'!A0", "<script>", "../../etc/passwd", "%00", "'",
      "\"",
      "\\", "`", "&a", "*a", "<<: *a", "!!binary x", "---\n", "...\n", "\t", "2026-13-45T99:99:99Z",
      "1677-09-21T00:12:43Z", "2262-04-11T23:47:17Z", "9999-12-31T23:59:59Z",
    ].map { Array($0.utf8) } + [
      [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80],
      Array(repeating: UInt8(ascii: "["), count: 300),
      Array(repeating: UInt8(ascii: "9"), count: 400),
      Array("{\"a\":".utf8) + Array(repeating: UInt8(ascii: "["), count: 120),
      Array(repeating: UInt8(ascii: "a"), count: 5000),
    ]

  /// Another input, made of one by a few changes.
  func changed(_ input: [UInt8], others: [[UInt8]], random: inout FuzzRandom) -> [UInt8] {
    var bytes = input
    let count = 1 << random.below(4)
    for _ in 0..<count { change(&bytes, others, &random) }
    if bytes.count > bytesMax { bytes.removeLast(bytes.count - bytesMax) }
    return bytes
  }

  private func change(
    _ bytes: inout [UInt8],
    _ others: [[UInt8]],
    _ random: inout FuzzRandom
  ) {
    let place = random.below(bytes.count + 1)
    switch random.below(12) {
    case 0 where !bytes.isEmpty:
      bytes[random.below(bytes.count)] ^= 1 << UInt8(random.below(8))
    case 1 where !bytes.isEmpty:
      bytes[random.below(bytes.count)] = UInt8(random.below(256))
    case 2: bytes.removeSubrange(range(of: bytes, longest: 40, &random))
    case 3: bytes.insert(contentsOf: bytes[range(of: bytes, longest: 200, &random)], at: place)
    case 4: bytes.removeSubrange(place...)
    case 5: bytes.insert(contentsOf: word(&random), at: place)
    case 6: bytes.replaceSubrange(token(of: bytes, at: place), with: word(&random))
    case 7:
      // One of the input's own words in place of another.
      let other = Array(bytes[token(of: bytes, at: random.below(bytes.count + 1))])
      bytes.replaceSubrange(token(of: bytes, at: place), with: other)
    case 8: bytes.replaceSubrange(value(of: bytes, at: place), with: hostile(&random))
    case 9:
      let line = line(of: bytes, at: place)
      if random.oneIn(2) {
        bytes.removeSubrange(line)
      } else {
        bytes.insert(contentsOf: bytes[line], at: line.lowerBound)
      }
    case 10:
      guard let other = others.randomElement(using: &random) else { return }
      bytes.replaceSubrange(place..., with: other[random.below(other.count + 1)...])
    default: bytes.replaceSubrange(token(of: bytes, at: place), with: hostile(&random))
    }
  }

  private func word(_ random: inout FuzzRandom) -> [UInt8] {
    words.randomElement(using: &random) ?? hostile(&random)
  }

  private func hostile(_ random: inout FuzzRandom) -> [UInt8] {
    Self.hostile[random.below(Self.hostile.count)]
  }

  private func range(
    of bytes: [UInt8],
    longest: Int,
    _ random: inout FuzzRandom
  ) -> Range<Int> {
    let start = random.below(bytes.count + 1)
    return start..<min(bytes.count, start + 1 + random.below(longest))
  }

  /// The letters and digits around a place.
  private func token(of bytes: [UInt8], at place: Int) -> Range<Int> {
    func isPart(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), 128...:
        true
      default: false
      }
    }
    var (start, end) = (place, place)
    while start > 0, isPart(bytes[start - 1]) { start -= 1 }
    while end < bytes.count, isPart(bytes[end]) { end += 1 }
    return start..<end
  }

  /// What stands behind the next colon, up to what ends a value of JSON or YAML.
  private func value(of bytes: [UInt8], at place: Int) -> Range<Int> {
    guard let colon = bytes[place...].firstIndex(of: UInt8(ascii: ":")) else {
      return token(of: bytes, at: place)
    }
    var depth = 0
    var isText = false
    var end = colon + 1
    scan: while end < bytes.count {
      switch bytes[end] {
      case UInt8(ascii: "\""): isText.toggle()
      case UInt8(ascii: "\\") where isText: end += 1
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += isText ? 0 : 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        if !isText, depth == 0 { break scan }
        depth -= isText ? 0 : 1
      case UInt8(ascii: ","), UInt8(ascii: "\n"):
        if !isText, depth == 0 { break scan }
      default: break
      }
      end += 1
    }
    return (colon + 1)..<min(end, bytes.count)
  }

  private func line(of bytes: [UInt8], at place: Int) -> Range<Int> {
    let newline = UInt8(ascii: "\n")
    let start = bytes[..<place].lastIndex(of: newline).map { $0 + 1 } ?? 0
    let end = bytes[place...].firstIndex(of: newline).map { $0 + 1 } ?? bytes.count
    return start..<end
  }
}
