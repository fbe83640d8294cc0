/// Makes of bytes from elsewhere, piece by piece, what a terminal may be sent: of what it would obey,
/// the styles that Hindcast draws with, where they are wanted, and nothing else.
public struct TerminalStream {
  /// How many bytes of a line that has no end yet are held back.
  static let heldBytesMax = 64 << 10

  /// The parameters of the sequences with which Hindcast colors text.
  private static let styles: Set<String> = [
    "0", "1", "2", "31", "32", "33", "34", "36", "1;31", "1;33", "1;36",
  ]
  /// How long such a sequence is at most.
  private static let styleBytesMax = 7

  private let keepsStyles: Bool
  private var held: [UInt8] = []
  private var isStyled = false

  /// Creates a stream at its beginning; `keepsStyles` where colored text was asked for.
  public init(keepsStyles: Bool) {
    self.keepsStyles = keepsStyles
  }

  /// Takes a piece, and returns the text of the lines that are whole with it.
  ///
  /// A line that is too long to be held back comes in parts.
  public mutating func shown(_ piece: [UInt8]) -> String {
    // What was held back has no line break.
    var end = piece.lastIndex(of: 10).map { held.count + $0 + 1 } ?? 0
    held += piece
    guard end > 0 || held.count > Self.heldBytesMax else { return "" }
    if end == 0 { end = endOfPart() }
    defer { held.removeFirst(end) }
    return text(held[..<end])
  }

  /// Returns the text of what was held back, and ends a style that the bytes left on.
  public mutating func rest() -> String {
    defer { held = [] }
    let text = text(held[...])
    guard isStyled else { return text }
    isStyled = false
    return text + "\u{1B}[0m"
  }

  /// Where a line can be parted: not within a character, nor within a sequence.
  private func endOfPart() -> Int {
    let earliest = held.count - Self.styleBytesMax
    if let escape = held[earliest...].lastIndex(of: 0x1B) { return escape }
    // A character begins with a byte that says how many follow.
    guard let start = held[earliest...].lastIndex(where: { $0 & 0xC0 != 0x80 }) else {
      return held.count
    }
    let length = held[start] < 0xC0 ? 1 : held[start] < 0xE0 ? 2 : held[start] < 0xF0 ? 3 : 4
    return start + length > held.count ? start : held.count
  }

  private mutating func text(_ bytes: ArraySlice<UInt8>) -> String {
    var text = ""
    for (number, line) in bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated()
    {
      if number > 0 { text += "\n" }
      // A line break of CSV has two characters.
      let isWhole = line.endIndex < bytes.endIndex
      text += shownLine(isWhole && line.last == 13 ? line.dropLast() : line)
    }
    return text
  }

  private mutating func shownLine(_ line: ArraySlice<UInt8>) -> String {
    guard keepsStyles else { return Self.escaped(line) }
    var text = ""
    var rest = line
    while let escape = rest.firstIndex(of: 0x1B) {
      text += Self.escaped(rest[..<escape])
      rest = rest[escape...]
      guard let style = Self.style(at: rest) else {
        text += Self.escaped(rest.prefix(1))
        rest = rest.dropFirst()
        continue
      }
      isStyled = style != "0"
      text += "\u{1B}[\(style)m"
      rest = rest.dropFirst(style.utf8.count + 3)
    }
    return text + Self.escaped(rest)
  }

  /// The parameters of the sequence that begins there, where it is one of Hindcast's.
  private static func style(at bytes: ArraySlice<UInt8>) -> String? {
    guard bytes.dropFirst().first == UInt8(ascii: "[") else { return nil }
    let parameters = bytes.dropFirst(2).prefix { $0 != UInt8(ascii: "m") }.prefix(styleBytesMax)
    guard bytes.dropFirst(2 + parameters.count).first == UInt8(ascii: "m") else { return nil }
    let style = String(decoding: parameters, as: UTF8.self)
    return styles.contains(style) ? style : nil
  }

  private static func escaped(_ bytes: ArraySlice<UInt8>) -> String {
    DisplayWidth.escaped(String(decoding: bytes, as: UTF8.self))
  }
}
