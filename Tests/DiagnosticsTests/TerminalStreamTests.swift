import Testing

@testable import Diagnostics

/// What is left of a stream of bytes from elsewhere when it reaches a terminal.
@Suite struct TerminalStreamTests {
  private static func shown(_ bytes: [UInt8], every count: Int, keepsStyles: Bool = false) -> String
  {
    var stream = TerminalStream(keepsStyles: keepsStyles)
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: count) {
      text += stream.shown(Array(bytes[start..<min(start + count, bytes.count)]))
    }
    return text + stream.rest()
  }

  private static let hostile =
    "a\u{1B}[2Jb\u{9B}31m\u{202E}c\r\n\u{1B}[1;36mü\u{1B}[0m 👩‍🚀\n\u{1B}[8mx\u{7}"

  @Test("nothing that a terminal would obey is left, wherever the pieces end", arguments: 1...12)
  func pieces(count: Int) {
    #expect(
      Self.shown(Array(Self.hostile.utf8), every: count)
        == #"a\u{1B}[2Jb\u{9B}31m\u{202E}c"# + "\n"
        + #"\u{1B}[1;36mü\u{1B}[0m 👩‍🚀"# + "\n" + #"\u{1B}[8mx\u{7}"#
    )
  }

  @Test("the styles that Hindcast draws with are left where they are wanted", arguments: 1...12)
  func styles(count: Int) {
    #expect(
      Self.shown(Array(Self.hostile.utf8), every: count, keepsStyles: true)
        == #"a\u{1B}[2Jb\u{9B}31m\u{202E}c"# + "\n\u{1B}[1;36mü\u{1B}[0m 👩‍🚀\n"
        + #"\u{1B}[8mx\u{7}"#
    )
    let open = Self.shown(Array("\u{1B}[31mx".utf8), every: count, keepsStyles: true)
    #expect(open == "\u{1B}[31mx\u{1B}[0m")
  }

  @Test("bytes that are no text are shown as such")
  func noText() {
    #expect(Self.shown([0x61, 0xFF, 0xC3, 0x0A, 0x1B], every: 1) == "a\u{FFFD}\u{FFFD}\n\\u{1B}")
  }

  @Test("a line without end is not held back for ever, and is not parted within a character")
  func longLine() {
    for (unit, style) in [("x", ""), ("ü", ""), ("👩", ""), ("x", "\u{1B}[1;31mä\u{1B}[0m")] {
      let line = style + String(repeating: unit, count: TerminalStream.heldBytesMax + 9) + style
      var stream = TerminalStream(keepsStyles: true)
      var text = ""
      var firstPart: Int?
      for byte in line.utf8 {
        let part = stream.shown([byte])
        if !part.isEmpty, firstPart == nil { firstPart = part.utf8.count }
        text += part
      }
      #expect(firstPart != nil)
      #expect(text + stream.rest() == line)
    }
  }
}
