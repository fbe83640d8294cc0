import Diagnostics
import Testing

@Suite("source text")
struct SourceTextTests {
  @Test("lines and columns count from 1, at line breaks too")
  func locations() {
    let source = SourceText(name: "query", text: "ab\ncd\r\n\nx")
    let expected = [
      (0, 1, 1), (2, 1, 3), (3, 2, 1), (5, 2, 3), (7, 3, 1), (8, 4, 1), (9, 4, 2), (99, 4, 2),
    ]
    for (offset, line, column) in expected {
      #expect(source.location(of: offset) == SourceLocation(line: line, column: column))
    }
  }

  @Test("columns count display width")
  func columns() {
    let source = SourceText(name: "query", text: "日本 e\u{301} \u{1B} \t|")
    let bar = source.bytes.count - 1
    // Two wide characters, a space, an accented letter, a space, `\u{1B}`, a space, a tab.
    #expect(source.location(of: bar).column == 4 + 1 + 1 + 1 + 6 + 1 + 4 + 1)
  }

  @Test("lines end before their line break")
  func lines() {
    let source = SourceText(name: "query", text: "ab\r\ncd\n")
    #expect(source.lineSpan(containing: 1) == SourceSpan(0, 2))
    #expect(source.lineSpan(containing: 4) == SourceSpan(4, 6))
    #expect(source.lineSpan(containing: 7) == SourceSpan(7, 7))
  }

  @Test("text that is not UTF-8 has no scalars where it is wrong")
  func scalars() {
    let bytes: [UInt8] = [0x41, 0xC3, 0xA9, 0xFF, 0xC0, 0x80, 0xED, 0xA0, 0x80, 0xF0, 0x9F, 0x98]
    let source = SourceText(name: "query", bytes: bytes)
    #expect(source.scalarLength(at: 0) == 1)
    #expect(source.scalarLength(at: 1) == 2)
    for offset in 3..<13 {
      #expect(source.scalarLength(at: offset) == nil)
    }
  }

  @Test("spans join to the least span over both")
  func spans() {
    #expect(SourceSpan(3, 5).joined(with: SourceSpan(at: 1)) == SourceSpan(1, 5))
    #expect(SourceSpan(at: 4).isEmpty)
    #expect(SourceSpan(3, 5).count == 2)
  }
}
