import Diagnostics
import QuerySyntax

/// The directives that need no store: `tokens`, `syntax`, `print`.
enum SyntaxDirectives {
  static func output(of testCase: ScriptCase) throws -> String {
    let directive = testCase.directive
    let source = SourceText(
      name: "query",
      text: ScriptTime.expanded(testCase.input.joined(separator: "\n"))
    )
    if directive.name == "tokens" {
      try directive.allow()
      return tokens(source)
    }
    let isPrint = directive.name == "print"
    try directive.allow(words: ["fails"], options: isPrint ? ["layout"] : [])
    let mustFail = directive.words.contains("fails")
    let parsed = Parser.parse(source)
    let diagnostics = DiagnosticRenderer().render(parsed.diagnostics, in: source)
    guard let query = parsed.query else {
      guard mustFail else { throw ScriptError("the query was refused\n\(diagnostics)") }
      return diagnostics
    }
    guard !mustFail else { throw ScriptError("the query was parsed, and must be refused") }
    return isPrint ? try printed(query, directive) : JSONLayout.text(query.syntaxJSON)
  }

  /// A line a token: place, kind, text, and what is wrong with it.
  private static func tokens(_ source: SourceText) -> String {
    Lexer.tokenize(source).map { token in
      var line = "\(token.span.start)..\(token.span.end) \(token.kind.rawValue)"
      let text = DisplayWidth.escaped(source.text(in: token.span))
      if !text.isEmpty { line += " \(text)" }
      if let fault = token.fault { line += "  ! \("\(fault)".prefix { $0 != "(" })" }
      return line
    }.joined(separator: "\n")
  }

  private static func printed(_ query: Query, _ directive: ScriptDirective) throws -> String {
    let layout: QueryLayout
    switch directive.options["layout"] {
    case nil, "fitting": layout = .fitting(columns: 100)
    case "lines": layout = .lines
    case "oneline": layout = .oneLine
    case let other?: throw ScriptError("there is no `layout=\(other)`")
    }
    let text = QueryPrinter.text(of: query, layout: layout)
    let again = Parser.parse(SourceText(name: "query", text: text))
    guard let reparsed = again.query, reparsed == query else {
      throw ScriptError("the printed query means something else\n\(text)")
    }
    guard QueryPrinter.text(of: reparsed, layout: layout) == text else {
      throw ScriptError("printing the printed query changes it\n\(text)")
    }
    return text
  }
}
