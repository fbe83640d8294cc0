import Testing

@testable import QueryEngine

@Suite("codes of notes")
struct NoteCodeTests {
  @Test("every note has a code of its own among those of notes")
  func codes() {
    let codes = NoteCode.allCases.map { $0.diagnosticCode }
    #expect(Set(codes).count == codes.count)
    for code in codes {
      #expect(code.hasPrefix("TQL20") && code.utf8.count == 7, "\(code)")
    }
  }

  @Test("names are in kebab case", arguments: NoteCode.allCases)
  func names(code: NoteCode) {
    let words = code.rawValue.split(separator: "-", omittingEmptySubsequences: false)
    #expect(words.allSatisfy { !$0.isEmpty && $0.allSatisfy { ("a"..."z").contains($0) } })
  }
}
