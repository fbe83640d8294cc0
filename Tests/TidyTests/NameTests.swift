import Testing

@Suite("names")
struct NameTests {
  /// Words that say nothing about what a type is.
  private static let emptyWords: Set<String> = [
    "Common", "Helper", "Helpers", "Manager", "Managers", "Misc", "Util", "Utilities", "Utility",
    "Utils",
  ]
  /// Names that the glossary has another word for.
  private static let otherWords: [String: String] = [
    "WatchEvent": "WatchRecord",
    "HTTPEndpoint": "Route",
    "SourcePosition": "SourceOffset",
    "TextPosition": "SourceOffset",
  ]
  private static let keywords: Set<String> = [
    "struct", "class", "enum", "actor", "protocol", "typealias",
  ]

  @Test("types are named with words of the glossary")
  func types() throws {
    let files = try SourceTree.current().swiftFiles
    Finding.report(files.flatMap(Self.badTypes), under: .bannedName)
  }

  @Test("files and folders are named with words of the glossary")
  func files() throws {
    let paths = try SourceTree.current().paths.filter { !$0.hasPrefix("Tests/Fixtures/") }
    Finding.report(paths.compactMap(Self.badPath), under: .bannedName)
  }

  @Test("a banned word is a whole word of a name")
  func snippet() {
    let text = """
      struct StringUtils {}
      enum Commonest {}
      final class SessionManager { class func manager() {} }
      struct KubernetesWatchEvents {}
      """
    #expect(Self.badTypes(in: SourceFile(path: "a.swift", text: text)).map(\.line) == [1, 3, 4])
    #expect(Self.badPath("Sources/A/String+Helpers.swift") != nil)
    #expect(Self.badPath("Sources/A/CommonlyUsed.swift") == nil)
    #expect(Self.badPath("docs/internals/common-mistakes.md") == nil)
    #expect(Self.words(of: "HTTPServerUtils2") == ["HTTP", "Server", "Utils2"])
  }

  private static func badTypes(in file: SourceFile) -> [Finding] {
    zip(file.tokens, file.tokens.dropFirst()).compactMap { keyword, name in
      guard keywords.contains(keyword.text), !["func", "var"].contains(name.text) else {
        return nil
      }
      return fault(of: name.text).map {
        Finding(path: file.path, line: name.line, message: "`\(name.text)`: \($0)")
      }
    }
  }

  private static func badPath(_ path: String) -> Finding? {
    let names = path.split { "/.+-".contains($0) }.map(String.init)
    return names.lazy.compactMap(fault).first.map {
      Finding(path: path, line: nil, message: $0)
    }
  }

  private static func fault(of name: String) -> String? {
    if let word = words(of: name).first(where: emptyWords.contains) {
      return "`\(word)` says nothing; name what it does"
    }
    return otherWords.first { name.contains($0.key) }.map { "say `\($0.value)`, not `\($0.key)`" }
  }

  /// Splits a name before every capital that begins a word.
  private static func words(of name: String) -> [String] {
    var words: [String] = []
    let characters = Array(name)
    for (index, character) in characters.enumerated() {
      let isAfterSmall = index > 0 && !characters[index - 1].isUppercase
      let isBeforeSmall = index + 1 < characters.count && characters[index + 1].isLowercase
      if words.isEmpty || character.isUppercase && (isAfterSmall || isBeforeSmall) {
        words.append("")
      }
      words[words.count - 1].append(character)
    }
    return words
  }
}
