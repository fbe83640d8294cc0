import Testing

@testable import Ingest

@Suite("Documents of a file")
struct DocumentCursorTests {
  private func split(_ text: String) -> [String] {
    let bytes = [UInt8](text.utf8)
    let content = ContentBytes(bytes)
    var cursor = DocumentCursor(bytes: content, layout: DocumentLayout(of: content))
    var found: [String] = []
    while let document = cursor.next() {
      found.append("\(document.line):" + String(decoding: bytes[document.range], as: UTF8.self))
    }
    return found
  }

  @Test("one document a line")
  func lines() {
    #expect(split("{}\n\n  {\"a\":1}\r\n{}") == ["1:{}", "3:{\"a\":1}\r", "4:{}"])
    #expect(split("") == [])
    #expect(split("\n \n") == [])
    #expect(split("{\n{}\n") == ["1:{", "2:{}"])
    #expect(split("{}\noops\n{}") == ["1:{}", "2:oops", "3:{}"])
  }

  @Test("documents over several lines")
  func documents() {
    #expect(split("{\n  \"a\": 1\n}\n{\n}\n") == ["1:{\n  \"a\": 1\n}", "4:{\n}"])
    #expect(split("{\n  \"a\": \"}\\\"{\"\n}{\n}") == ["1:{\n  \"a\": \"}\\\"{\"\n}", "3:{\n}"])
  }

  @Test("a list with an item a line is one document")
  func itemALine() {
    let list = "{\"items\":[\n{\"a\":1},\n{\"b\":2}]}"
    #expect(split(list + "\n") == ["1:" + list])
  }

  @Test("a document that does not end is given up at the next line that begins one")
  func unterminated() {
    #expect(
      split("{\n  \"a\": [\n{\n  \"b\": 1\n}\n") == ["1:{\n  \"a\": [", "3:{\n  \"b\": 1\n}"]
    )
    #expect(split("{\n  \"a\": 1\n") == ["1:{\n  \"a\": 1\n"])
  }
}
