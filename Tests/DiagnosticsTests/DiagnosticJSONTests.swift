import Diagnostics
import Testing

@Suite("diagnostics as JSON")
struct DiagnosticJSONTests {
  @Test("all members are written in order, places with line and column")
  func members() {
    let source = SourceText(name: "query", text: "a\npod \"x\"")
    let diagnostic = Diagnostic(
      code: DiagnosticCode("TQL0103"),
      severity: .error,
      message: "unknown question `pod`",
      primary: DiagnosticLabel(span: SourceSpan(2, 5), text: "not a question"),
      secondary: [DiagnosticLabel(span: SourceSpan(6, 9), text: "\"")],
      notes: ["a note"],
      help: "did you mean `pods`?",
      suggestions: [Suggestion(replacement: "pods", span: SourceSpan(2, 5), kind: "question")]
    )
    let place = #"{"start":2,"end":5,"line":2,"column":1}"#
    #expect(
      DiagnosticJSON.text(for: [diagnostic], in: source)
        == #"[{"code":"TQL0103","severity":"error","message":"unknown question `pod`","#
        + #""span":\#(place),"label":"not a question","#
        + #""secondary":[{"span":{"start":6,"end":9,"line":2,"column":5},"label":"\""}],"#
        + #""notes":["a note"],"help":"did you mean `pods`?","#
        + #""suggestions":[{"replacement":"pods","span":\#(place),"kind":"question"}]}]"#
    )
  }

  @Test("what is absent is left out, but for the suggestions")
  func absent() {
    let diagnostic = Diagnostic(
      code: DiagnosticCode("TQL2004"),
      severity: .note,
      message: "m"
    )
    #expect(
      DiagnosticJSON.text(for: [diagnostic], in: nil)
        == #"[{"code":"TQL2004","severity":"note","message":"m","suggestions":[]}]"#
    )
  }
}
