import Diagnostics
import Testing

@Suite("display width")
struct DisplayWidthTests {
  @Test(
    "characters take the columns of a terminal",
    arguments: [
      ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本語", 6), ("한글", 4), ("ｱ", 1), ("Ａ", 2),
      ("😀", 2), ("👩‍👩‍👧", 2), ("🇩🇪", 2), ("❤️", 2), ("\t", 4), ("\u{1B}[31m", 10),
    ]
  )
  func widths(text: String, width: Int) {
    #expect(DisplayWidth.width(of: text) == width)
  }

  @Test(
    "control and invisible characters are shown escaped",
    arguments: [
      ("a\u{1B}[0m", "a\\u{1B}[0m"), ("\u{7}", "\\u{7}"), ("a\r\nb", "a\\u{D}\\u{A}b"),
      ("\u{202E}x", "\\u{202E}x"), ("\u{200B}", "\\u{200B}"), ("\u{FEFF}", "\\u{FEFF}"),
      ("\u{9B}31m", "\\u{9B}31m"), ("\u{2028}", "\\u{2028}"), ("👩‍👩‍👧", "👩‍👩‍👧"), ("käse", "käse"),
    ]
  )
  func escapes(text: String, shown: String) {
    #expect(DisplayWidth.escaped(text) == shown)
  }
}
