import Testing

@Suite("the scanner of Swift files")
struct ScannerTests {
  private static func code(_ text: String) -> String {
    SourceFile(path: "a.swift", text: text).codeLines.joined(separator: "\n")
      .split(separator: " ").joined(separator: " ")
  }

  @Test(
    "comments and literals are no code",
    arguments: [
      ("a // b", "a"),
      ("a /* b /* c */ d */ e", "a e"),
      (#"a("}") b"#, "a( ) b"),
      (#"a("\"}") b"#, "a( ) b"),
      (##"a(#""}"#) b"##, "a( ) b"),
      (##"a(#"\(b)"#) c"##, "a( ) c"),
      (##"a(#"\#(b)"#) c"##, "a( b ) c"),
      (#"a("\(b("}", (c)))") d"#, "a( b( , (c)) ) d"),
      (#"a("x\("y\(z)")") b"#, "a( z ) b"),
      ("a = /\"{/ b", "a = b"),
      ("a / b / c", "a / b / c"),
      ("f(/a\\/{/) b", "f( ) b"),
      (##"a = #/"{/}/# b"##, "a = b"),
      (#"a("") { b }"#, "a( ) { b }"),
      ("a \"unterminated", "a"),
      ("#if a { b }", "#if a { b }"),
    ]
  )
  func regions(text: String, code: String) {
    #expect(Self.code(text) == code)
  }

  @Test("multi-line strings hide braces and keep lines")
  func multiline() {
    let text = "let a = \"\"\"\n  {\n  \"quoted\" \\(b)\n  \"\"\"\nlet c"
    let file = SourceFile(path: "a.swift", text: text)
    #expect(file.codeLines.map { $0.contains("{") } == [false, false, false, false, false])
    #expect(file.tokens.map(\.text) == ["let", "a", "=", "b", "let", "c"])
    #expect(file.tokens.map(\.line) == [1, 1, 1, 3, 5, 5])
    #expect(file.lineCount == 5)
  }

  @Test("comments are kept apart by line")
  func comments() {
    let file = SourceFile(path: "a.swift", text: "let a = \"// b\" // c\n/* d\ne */ f\n")
    #expect(file.commentLines.map { $0.filter { $0 != " " } } == ["//c", "/*d", "e*/", ""])
  }

  @Test("bodies of functions, initializers, and computed properties are found")
  func bodies() {
    let text = """
      protocol P {
        func bare(_ a: Int) -> Int
        var read: Int { get }
        init(b: Int)
      }
      struct S: P {
        var stored = 1
        var other: Int
        static let table = [1].map { $0 }
        var computed: (
          a: Int, b: Int
        ) {
          (1, 2)
        }
        init?(b: Int = { 3 }()) {
          self.init(c: S.init(b: 1))
        }
        func run<T>(_ body: (T) -> Void) throws(E) -> [String: T]
        where T: Sendable {
          if let a { print("}") }
          func nested() {}
        }
        subscript(index: Int) -> Int { index }
        deinit {}
      }
      """
    let bodies = FunctionBody.bodies(in: SourceFile(path: "a.swift", text: text).tokens)
    #expect(
      bodies == [
        FunctionBody(name: "read", firstLine: 3, lastLine: 3),
        FunctionBody(name: "computed", firstLine: 10, lastLine: 14),
        FunctionBody(name: "init", firstLine: 15, lastLine: 17),
        FunctionBody(name: "run", firstLine: 18, lastLine: 22),
        FunctionBody(name: "nested", firstLine: 21, lastLine: 21),
        FunctionBody(name: "subscript", firstLine: 23, lastLine: 23),
        FunctionBody(name: "deinit", firstLine: 24, lastLine: 24),
      ]
    )
  }

  @Test("imports are declarations, not words")
  func imports() {
    let text = """
      import A
      internal import B
      @testable import C
      import struct D.E
      @_spi(F) public import G
      // import H
      run(.import, import: `import`)
      #if canImport(I)
        import I
      #endif
      """
    let imports = ImportDeclaration.imports(in: SourceFile(path: "a.swift", text: text).tokens)
    #expect(imports.map(\.module) == ["A", "B", "C", "D", "G", "I"])
    #expect(imports.map(\.isPublic) == [false, false, false, false, true, false])
    #expect(imports.map(\.line) == [1, 2, 3, 4, 5, 9])
  }
}
