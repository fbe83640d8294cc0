/// Goes through the documents of a file; a copy looks ahead.
struct DocumentCursor {
  /// The mark that some programs put before UTF-8, which is part of no document.
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private let bytes: ContentBytes
  /// How they follow one another.
  let layout: DocumentLayout
  private var line = 1
  private var number = 0
  /// How many bytes were passed.
  private(set) var offset = 0

  /// Creates a cursor at the first document.
  init(bytes: ContentBytes, layout: DocumentLayout) {
    self.bytes = bytes
    self.layout = layout
    if bytes.starts(with: Self.byteOrderMark) { offset = Self.byteOrderMark.count }
  }

  /// Goes on in bytes from which those before the next document were removed.
  mutating func goOn() {
    offset = 0
  }

  /// Moves past the next document; returns nil at the end.
  ///
  /// Blank space between documents is no document.
  mutating func next() -> Document? {
    if layout == .yaml { skipToYAML() } else { skipBlank() }
    guard offset < bytes.count else { return nil }
    number += 1
    let start = offset
    let startLine = line
    switch layout {
    case .lines: offset = endOfLine(from: start)
    case .documents:
      offset = Self.endOfDocument(in: bytes, from: start) ?? nextBeginning(after: start)
      line += bytes.count(of: UInt8(ascii: "\n"), in: start..<offset)
    case .yaml:
      offset = endOfYAML(from: start)
      line += bytes.count(of: UInt8(ascii: "\n"), in: start..<offset)
    }
    return Document(range: start..<offset, line: startLine, number: number)
  }

  /// The end of the document that begins at `start`, by its braces alone; nil where it has none.
  static func endOfDocument(in bytes: ContentBytes, from start: Int) -> Int? {
    var depth = 0
    var isInString = false
    /// Where the next byte is looked at, from the beginning of its piece.
    var index = 0
    let end: Int?? = bytes.firstOfPieces(from: start) { buffer, place in
      defer { index -= buffer.count }
      while index < buffer.count {
        switch buffer[index] {
        case UInt8(ascii: "\""): isInString.toggle()
        case UInt8(ascii: "\\"): if isInString { index += 1 }
        // JSON strings have no line breaks; a string that does not end is left behind here.
        case UInt8(ascii: "\n"): isInString = false
        case UInt8(ascii: "{"), UInt8(ascii: "["): if !isInString { depth += 1 }
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          if !isInString {
            depth -= 1
            if depth <= 0 { return .some(place + index + 1) }
          }
        default: if depth == 0 { return .some(nil) }
        }
        index += 1
      }
      return nil
    }
    return end ?? nil
  }

  private mutating func skipBlank() {
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: "\n"): line += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
      default: return
      }
      offset += 1
    }
  }

  private func endOfLine(from start: Int) -> Int {
    bytes.firstIndex(of: UInt8(ascii: "\n"), from: start) ?? bytes.count
  }

  /// The next line that begins with a brace, where a document without an end is given up.
  private func nextBeginning(after start: Int) -> Int {
    var index = endOfLine(from: start)
    while index + 1 < bytes.count {
      if bytes[index + 1] == UInt8(ascii: "{") { return index }
      index = endOfLine(from: index + 1)
    }
    return bytes.count
  }

  // MARK: YAML

  /// Moves to the line with which the next YAML document begins: the first behind a separator that
  /// is neither blank nor a comment, or the separator's own where it has more on it.
  private mutating func skipToYAML() {
    while offset < bytes.count {
      let end = endOfLine(from: offset)
      guard isWithoutContent(offset..<end) else { return }
      guard end < bytes.count else {
        offset = end
        return
      }
      offset = end + 1
      line += 1
    }
  }

  /// The end of the YAML document that begins at `start`: where the next separator begins.
  private func endOfYAML(from start: Int) -> Int {
    var index = endOfLine(from: start)
    while index + 1 < bytes.count {
      if isSeparator(at: index + 1) { return index + 1 }
      index = endOfLine(from: index + 1)
    }
    return bytes.count
  }

  private func isSeparator(at start: Int) -> Bool {
    startsMark(UInt8(ascii: "-"), at: start)
  }

  /// Whether a line begins with three of the byte, and ends there or goes on behind a space.
  private func startsMark(_ byte: UInt8, at start: Int) -> Bool {
    guard start + 2 < bytes.count, bytes[start..<start + 3].allSatisfy({ $0 == byte }) else {
      return false
    }
    return start + 3 == bytes.count || Self.isSpace(bytes[start + 3])
  }

  /// Whether a line holds nothing of a document: blank space, comments, directives, marks.
  private func isWithoutContent(_ line: Range<Int>) -> Bool {
    let start = line.lowerBound
    if start < line.upperBound, bytes[start] == UInt8(ascii: "%") { return true }
    let isMark = isSeparator(at: start) || startsMark(UInt8(ascii: "."), at: start)
    let rest = bytes[start..<line.upperBound].dropFirst(isMark ? 3 : 0)
    let first = rest.first { !Self.isSpace($0) }
    return first.map { $0 == UInt8(ascii: "#") } ?? true
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 32 || (9...13).contains(byte)
  }
}
