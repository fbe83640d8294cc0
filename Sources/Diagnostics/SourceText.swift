/// The text that somebody wrote, and the name under which messages mention it.
///
/// The bytes need not be UTF-8: what is not is shown escaped and reported, never trapped on.
public struct SourceText: Hashable, Sendable {
  /// The name that messages print before line and column, such as `query` or a file's path.
  public let name: String
  /// The text as UTF-8.
  public let bytes: [UInt8]

  /// Creates source text from a string.
  public init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// Creates source text from bytes that may or may not be UTF-8.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// The span of the whole text.
  public var span: SourceSpan { SourceSpan(0, bytes.count) }

  /// Returns the text in `span`, with what is not UTF-8 replaced by U+FFFD.
  public func text(in span: SourceSpan) -> String {
    String(decoding: bytes[clamped(span.start)..<clamped(span.end)], as: UTF8.self)
  }

  /// Returns the line and display column of `offset`.
  public func location(of offset: SourceOffset) -> SourceLocation {
    let line = lineSpan(containing: offset)
    let before = SourceSpan(line.start, max(line.start, min(clamped(offset), line.end)))
    return SourceLocation(line: lineNumber(of: offset), column: width(of: before) + 1)
  }

  /// Returns the display width of text within a line, which mostly is printable ASCII.
  private func width(of span: SourceSpan) -> Int {
    let isPlain = bytes[span.start..<span.end].allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    return isPlain ? span.count : DisplayLine(source: self, span: span).width
  }

  /// Returns the number, from 1, of the line that `offset` lies in.
  public func lineNumber(of offset: SourceOffset) -> Int {
    var number = 1
    for byte in bytes[..<clamped(offset)] where byte == UInt8(ascii: "\n") {
      number += 1
    }
    return number
  }

  /// Returns the span of the line that `offset` lies in, without its line ending.
  public func lineSpan(containing offset: SourceOffset) -> SourceSpan {
    let offset = clamped(offset)
    let newline = UInt8(ascii: "\n")
    let start = bytes[..<offset].lastIndex(of: newline).map { $0 + 1 } ?? 0
    var end = bytes[offset...].firstIndex(of: newline) ?? bytes.count
    if end > start, end < bytes.count, bytes[end - 1] == UInt8(ascii: "\r") {
      end -= 1
    }
    return SourceSpan(start, end)
  }

  /// Returns the length in bytes of the UTF-8 scalar at `offset`, or nil where there is none.
  public func scalarLength(at offset: SourceOffset) -> Int? {
    guard offset < bytes.count else { return nil }
    let first = bytes[offset]
    guard first >= 0x80 else { return 1 }
    guard first >= 0xC2, first <= 0xF4 else { return nil }
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard offset + length <= bytes.count else { return nil }
    for index in (offset + 1)..<(offset + length) where bytes[index] & 0xC0 != 0x80 {
      return nil
    }
    return isCanonical(first: first, second: bytes[offset + 1]) ? length : nil
  }

  /// Overlong forms, surrogates and scalars above U+10FFFF are not UTF-8.
  private func isCanonical(first: UInt8, second: UInt8) -> Bool {
    switch first {
    case 0xE0: second >= 0xA0
    case 0xED: second < 0xA0
    case 0xF0: second >= 0x90
    case 0xF4: second < 0x90
    default: true
    }
  }

  private func clamped(_ offset: SourceOffset) -> SourceOffset {
    min(max(offset, 0), bytes.count)
  }
}
