import Testing

@Suite("documentation of declarations")
struct DocumentationTests {
  private static let accessLevels: Set<String> = ["open", "public", "package"]
  private static let modifiers: Set<String> = [
    "async", "borrowing", "class", "consuming", "convenience", "distributed", "dynamic", "final",
    "indirect", "infix", "isolated", "lazy", "mutating", "nonisolated", "nonmutating", "override",
    "postfix", "prefix", "private", "required", "static", "unowned", "weak", "sending",
  ]
  private static let keywords: Set<String> = [
    "func", "var", "let", "init", "subscript", "struct", "class", "enum", "actor", "protocol",
    "typealias", "associatedtype", "macro", "operator",
  ]

  @Test("every public and package declaration has a documentation comment")
  func declarations() throws {
    let files = try SourceTree.current().sourceFiles
    Finding.report(files.flatMap(Self.undocumented), under: .documentation)
  }

  @Test("comments above attributes count, and what needs none is left alone")
  func snippet() {
    let text = """
      package import Foundation

      /// Documented.
      package struct Documented {
        package let bare: Int

        /// Documented.
        @inlinable
        package static func make() {}

        // Not documentation.
        @discardableResult package nonisolated(unsafe) static func bareToo() {}

        private package(set) var state: Int
        package override func inherited() {}
        func use() { send(.package) }
      }
      """
    let lines = Self.undocumented(in: SourceFile(path: "a.swift", text: text)).map(\.line)
    #expect(lines == [5, 12])
  }

  static func undocumented(in file: SourceFile) -> [Finding] {
    file.tokens.indices.compactMap { index in
      let token = file.tokens[index]
      guard accessLevels.contains(token.text),
        let name = declaredName(file.tokens, from: index),
        !hasComment(file, above: token.line)
      else {
        return nil
      }
      return Finding(
        path: file.path,
        line: token.line,
        message: "`\(name)` is \(token.text) and has no `///` comment; say its contract in a line"
      )
    }
  }

  /// Returns the name that the access level at the index is part of the declaration of.
  private static func declaredName(_ tokens: [SourceToken], from start: Int) -> String? {
    let line = tokens[start].line
    let before = tokens[..<start].reversed().prefix { $0.line == line }.map(\.text)
    guard before.first != ".", !before.contains("override") else { return nil }
    var index = start + 1
    while index < tokens.count {
      let text = tokens[index].text
      let next = index + 1 < tokens.count ? tokens[index + 1].text : ""
      if text == "override" {
        return nil
      }
      if keywords.contains(text), !(text == "class" && ["func", "var"].contains(next)) {
        return ["init", "subscript"].contains(text) ? text : next
      }
      if modifiers.contains(text) {
        index += 1
      } else if text == "(", next != "set", index > start + 1 {
        index = tokens[index...].firstIndex { $0.text == ")" }.map { $0 + 1 } ?? tokens.count
      } else {
        return nil
      }
    }
    return nil
  }

  private static func hasComment(_ file: SourceFile, above line: Int) -> Bool {
    var index = line - 2
    while index >= 0, file.codeLines[index].drop(while: { $0 == " " }).first == "@" {
      index -= 1
    }
    guard index >= 0 else { return false }
    let comment = file.commentLines[index].drop { $0 == " " }
    return comment.hasPrefix("///") && !file.codeLines[index].contains { $0 != " " }
  }
}
