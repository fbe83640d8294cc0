import Diagnostics
import Testing

@Suite("rendering")
struct DiagnosticRendererTests {
  private func diagnostic(_ span: SourceSpan?, label: String = "here") -> Diagnostic {
    Diagnostic(
      code: DiagnosticCode("TQL0001"),
      severity: .error,
      message: "a message",
      primary: span.map { DiagnosticLabel(span: $0, text: label) }
    )
  }

  private func render(_ diagnostic: Diagnostic, _ text: String) -> String {
    DiagnosticRenderer().render(diagnostic, in: SourceText(name: "query", text: text))
  }

  @Test("the example of the specification is rendered as it stands there")
  func specification() {
    let text = "pods serving shop/cart on port 80 at 2026-11-20T10:15:00"
    let diagnostic = Diagnostic(
      code: DiagnosticCode("TQL0131"),
      severity: .error,
      message: "a time needs a zone",
      primary: DiagnosticLabel(span: SourceSpan(37, 56), text: "no zone"),
      help: "write `2026-11-20T10:15:00Z` for UTC"
    )
    #expect(
      render(diagnostic, text) == """
        error[TQL0131]: a time needs a zone
         --> query:1:38
          |
        1 | pods serving shop/cart on port 80 at 2026-11-20T10:15:00
          |                                      ^^^^^^^^^^^^^^^^^^^ no zone
          |
        help: write `2026-11-20T10:15:00Z` for UTC

        """
    )
  }

  @Test("a diagnostic without a place has its headline, notes and help")
  func placeless() {
    let diagnostic = Diagnostic(
      code: DiagnosticCode("TQL2004"),
      severity: .note,
      message: "service `shop/cart` had no port `htpp` at 2026-11-20T10:15:00Z",
      notes: ["ports then: http 80→8080/TCP"],
      help: "did you mean `http`?"
    )
    #expect(
      render(diagnostic, "") == """
        note[TQL2004]: service `shop/cart` had no port `htpp` at 2026-11-20T10:15:00Z
        note: ports then: http 80→8080/TCP
        help: did you mean `http`?

        """
    )
  }

  @Test("underlines stand below wide, combined and escaped characters")
  func wide() {
    let text = "日本\te\u{301} \u{1B}[0m |x|"
    let end = text.utf8.count
    #expect(
      render(diagnostic(SourceSpan(end - 2, end - 1)), text) == """
        error[TQL0001]: a message
         --> query:1:22
          |
        1 | 日本    e\u{301} \\u{1B}[0m |x|
          |                      ^ here

        """
    )
  }

  @Test("bytes that are not UTF-8 are shown escaped")
  func invalid() {
    let source = SourceText(name: "a\u{1B}b", bytes: [0x61, 0xFF, 0x62])
    let rendered = DiagnosticRenderer().render(diagnostic(SourceSpan(2, 3)), in: source)
    #expect(
      rendered == """
        error[TQL0001]: a message
         --> a\\u{1B}b:1:6
          |
        1 | a\\xFFb
          |      ^ here

        """
    )
  }

  @Test("the place behind the last character is marked by one caret")
  func end() {
    #expect(
      render(diagnostic(SourceSpan(at: 4)), "pods\n") == """
        error[TQL0001]: a message
         --> query:1:5
          |
        1 | pods
          |     ^ here

        """
    )
    #expect(
      render(diagnostic(SourceSpan(at: 0)), "") == """
        error[TQL0001]: a message
         --> query:1:1
          |
        1 |
          | ^ here

        """
    )
  }

  @Test("labels over several lines mark the first and the last of them")
  func multipleLines() {
    let text = "one two\nthree\n  four five"
    #expect(
      render(diagnostic(SourceSpan(4, 20)), text) == """
        error[TQL0001]: a message
         --> query:1:5
          |
        1 | one two
          |     ^^^
        ...
        3 |   four five
          |   ^^^^ here

        """
    )
  }

  @Test("other places are marked by dashes, lines between them are left out")
  func secondary() {
    let lines = (1...12).map { "line \($0)" }
    let text = lines.joined(separator: "\n")
    let last = text.utf8.count
    var diagnostic = diagnostic(SourceSpan(last - 7, last - 3))
    diagnostic.secondary = [
      DiagnosticLabel(span: SourceSpan(0, 4), text: "first"),
      DiagnosticLabel(span: SourceSpan(last - 2, last), text: "number"),
    ]
    #expect(
      render(diagnostic, text) == """
        error[TQL0001]: a message
          --> query:12:1
           |
         1 | line 1
           | ---- first
        ...
        12 | line 12
           | ^^^^ here
           |      -- number

        """
    )
  }

  @Test("long lines are windowed around the place", arguments: [0, 40, 150, 2_990, 2_999])
  func windows(start: Int) throws {
    let text = String(repeating: "0123456789", count: 300)
    let source = SourceText(name: "query", text: text)
    let renderer = DiagnosticRenderer(columnsMax: 60)
    let rendered = renderer.render(diagnostic(SourceSpan(start, start + 1)), in: source)
    let lines = rendered.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines[1] == " --> query:1:\(start + 1)")
    #expect(lines[3].count <= 4 + 60)
    let caret = try #require(lines[4].firstIndex(of: "^"))
    let column = lines[4].distance(from: lines[4].startIndex, to: caret)
    let marked = lines[3][lines[3].index(lines[3].startIndex, offsetBy: column)]
    #expect(String(marked) == String(start % 10))
  }

  @Test("colors come from the decorator and text of the user brings none")
  func colors() {
    let source = SourceText(name: "query", text: "\u{1B}[31m")
    let renderer = DiagnosticRenderer(decorator: ANSIDecorator())
    var diagnostic = diagnostic(SourceSpan(0, 1))
    diagnostic.message = "found `\u{1B}[31m`"
    diagnostic.help = "help\u{1B}"
    let rendered = renderer.render(diagnostic, in: source)
    #expect(rendered.contains("\u{1B}[1;31merror[TQL0001]\u{1B}[0m"))
    #expect(rendered.contains("\u{1B}[1m: found `\\u{1B}[31m`\u{1B}[0m"))
    #expect(rendered.contains("\u{1B}[1;36mhelp:\u{1B}[0m help\\u{1B}"))
    #expect(!rendered.contains("\u{1B}[31m"))
  }

  @Test("several diagnostics have an empty line between them")
  func several() {
    let source = SourceText(name: "query", text: "x")
    let rendered = DiagnosticRenderer().render([diagnostic(nil), diagnostic(nil)], in: source)
    #expect(rendered == "error[TQL0001]: a message\n\nerror[TQL0001]: a message\n")
  }
}
