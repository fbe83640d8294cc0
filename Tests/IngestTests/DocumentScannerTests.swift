import Testing

@testable import Ingest

@Suite("Ends of documents that arrive bit by bit")
struct DocumentScannerTests {
  private func ends(_ text: String) -> (document: Int, line: Int) {
    var scanner = DocumentScanner()
    scanner.scan(text.utf8)
    return (scanner.documentEnd, scanner.lineEnd)
  }

  @Test("are those of the braces, whatever strings hold")
  func braces() {
    #expect(ends("{").document == 0)
    #expect(ends("{}\n{").document == 2)
    #expect(ends(#"{"a": "}"#).document == 0)
    #expect(ends(#"{"a": "\"}"}"#).document == 12)
    #expect(ends(#"{"a": "\\"} {"#).document == 11)
    #expect(ends("{\n  \"a\": [{}]\n}\n{\n").document == 15)
  }

  @Test("are found again behind a document that was cut")
  func cut() {
    #expect(ends("{\n  \"a\": {\n{\"b\": 1}\n").document == 19)
    #expect(ends("{\"a\": \"b\n{\"b\": 1").document == 9)
    #expect(ends("x\ny").line == 2)
  }

  @Test("are the same in whatever pieces the bytes come")
  func pieces() {
    let text = Array("{\"a\": \"\\\"}{\"}\n\n{\n  \"b\": [1, {\"c\": \"]\"}]\n}\n{\"d\"".utf8)
    var whole = DocumentScanner()
    whole.scan(text)
    for cut in 0...text.count {
      var scanner = DocumentScanner()
      scanner.scan(text[..<cut])
      #expect(scanner.documentEnd <= cut)
      scanner.scan(text[cut...])
      #expect(scanner.documentEnd == whole.documentEnd)
      #expect(scanner.lineEnd == whole.lineEnd)
      #expect(scanner.count == text.count)
    }
  }
}
