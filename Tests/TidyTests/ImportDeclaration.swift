/// One `import` of a Swift file.
struct ImportDeclaration: Equatable {
  let module: String
  let isPublic: Bool
  let line: Int

  private static let kinds: Set<String> = [
    "struct", "class", "enum", "protocol", "typealias", "func", "let", "var",
  ]
  private static let modifiers: Set<String> = [
    "public", "package", "internal", "fileprivate", "private", "testable", "preconcurrency",
    "_exported", "_implementationOnly", ")",
  ]

  /// Returns the imports of a file in order, scoped ones by their module.
  static func imports(in tokens: [SourceToken]) -> [ImportDeclaration] {
    tokens.indices.compactMap { index in
      guard tokens[index].text == "import", startsDeclaration(tokens, at: index),
        let name = moduleName(tokens, after: index)
      else {
        return nil
      }
      let line = tokens[index].line
      let isPublic = tokens[..<index].reversed().prefix { $0.line == line }
        .contains { $0.text == "public" || $0.text == "_exported" }
      return ImportDeclaration(module: name, isPublic: isPublic, line: line)
    }
  }

  private static func startsDeclaration(_ tokens: [SourceToken], at index: Int) -> Bool {
    index == 0 || tokens[index - 1].line < tokens[index].line
      || modifiers.contains(tokens[index - 1].text)
  }

  private static func moduleName(_ tokens: [SourceToken], after index: Int) -> String? {
    let line = tokens[index].line
    let names = tokens[(index + 1)...].prefix { $0.line == line }.map(\.text)
    let name = names.first { !kinds.contains($0) }
    return name.flatMap { $0.utf8.allSatisfy(\.isIdentifier) ? $0 : nil }
  }
}
