internal import Glibc

/// Goes through the JSON documents of a file; a copy looks ahead.
struct DocumentCursor {
  /// The mark that some programs put before UTF-8, which is part of no document.
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private let bytes: [UInt8]
  private let layout: DocumentLayout
  private var line = 1
  private var number = 0
  /// How many bytes were passed.
  private(set) var offset = 0

  /// Creates a cursor at the first document.
  init(bytes: [UInt8], layout: DocumentLayout) {
    self.bytes = bytes
    self.layout = layout
    if bytes.starts(with: Self.byteOrderMark) { offset = Self.byteOrderMark.count }
  }

  /// Moves past the next document; returns nil at the end.
  ///
  /// Blank space between documents is no document.
  mutating func next() -> Document? {
    skipBlank()
    guard offset < bytes.count else { return nil }
    number += 1
    let start = offset
    let startLine = line
    switch layout {
    case .lines: offset = endOfLine(from: start)
    case .documents:
      offset = Self.endOfDocument(in: bytes, from: start) ?? nextBeginning(after: start)
      line += bytes[start..<offset].count { $0 == UInt8(ascii: "\n") }
    }
    return Document(range: start..<offset, line: startLine, number: number)
  }

  /// The end of the document that begins at `start`, by its braces alone; nil where it has none.
  static func endOfDocument(in bytes: [UInt8], from start: Int) -> Int? {
    bytes.withUnsafeBufferPointer { buffer in
      var depth = 0
      var isInString = false
      var index = start
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
            if depth <= 0 { return index + 1 }
          }
        default: if depth == 0 { return nil }
        }
        index += 1
      }
      return nil
    }
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
    bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress,
        let found = memchr(base + start, 10, buffer.count - start)
      else { return buffer.count }
      return UnsafeRawPointer(found) - base
    }
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
}
