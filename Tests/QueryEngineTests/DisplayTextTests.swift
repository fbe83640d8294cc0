import Testing
import TopologyModel

@testable import QueryEngine

@Suite("text for terminals")
struct DisplayTextTests {
  private static let cells: [(Value, String)] = [
    (.null, "-"), (.list([]), "-"), (.labels([:]), "-"), (.text(""), ""), (.text("-"), "-"),
    (.list([.null]), ""), (.boolean(false), "false"), (.labels(["a": "b"]), "a=b"),
    (.text("a\u{1B}[31mb"), "a\\u{1B}[31mb"), (.text("a\nb\r"), "a\\u{A}b\\u{D}"),
    (.text("\u{202E}gpj"), "\\u{202E}gpj"), (.text("a\u{7}"), "a\\u{7}"), (.text("käse"), "käse"),
    (.list([.text("a\u{1B}"), .text("b")]), "a\\u{1B},b"),
    (.labels(["a": "\u{9B}31m"]), "a=\\u{9B}31m"),
    (.port(PortValue(name: "\u{1B}", number: 1, transport: .tcp)), "\\u{1B} 1/TCP"),
  ]

  @Test("nothing is a dash, and control characters are shown", arguments: cells)
  func cell(value: Value, text: String) {
    #expect(DisplayText.cell(value) == text)
  }
}
