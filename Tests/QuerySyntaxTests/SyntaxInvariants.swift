import Diagnostics
import Foundation

@testable import QuerySyntax

/// What holds of every text, however hostile; property tests and the fuzzer check the same.
enum SyntaxInvariants {
  /// The tokens looked at per token of the text, at most.
  static let stepsPerTokenMax = 64
  /// The bytes up to which a text is also read as the value of a parameter.
  static let valueBytesMax = 48

  private static let layouts = [QueryLayout.oneLine, .lines, .fitting(columns: 60)]

  /// Returns what does not hold of `source`, or nil if everything does.
  static func violation(in source: SourceText) -> String? {
    lexing(source) ?? parsing(source) ?? values(source)
  }

  /// Tokens cover the text in order, do not overlap, and end.
  private static func lexing(_ source: SourceText) -> String? {
    let tokens = Lexer.tokenize(source)
    var end = 0
    for token in tokens {
      guard token.span.start >= end else { return "\(token) begins before \(end)" }
      guard token.kind == .end || !token.span.isEmpty else { return "\(token) takes no byte" }
      let gap = source.bytes[end..<token.span.start]
      let isSkippable = gap.allSatisfy { ByteClass.isSpace($0) }
      guard isSkippable else { return "bytes before \(token) belong to no token" }
      end = token.span.end
    }
    guard end == source.bytes.count else { return "the tokens end at \(end)" }
    var parser = Parser(source)
    _ = parser.parseQuery()
    let stepsMax = (tokens.count + 1) * stepsPerTokenMax
    guard parser.steps <= stepsMax else {
      return "\(parser.steps) steps for \(tokens.count) tokens"
    }
    return nil
  }

  /// There is a tree or there are errors, never both; either can be shown.
  private static func parsing(_ source: SourceText) -> String? {
    let result = Parser.parse(source)
    guard let query = result.query else {
      guard !result.diagnostics.isEmpty else { return "neither a tree nor an error" }
      return showing(result.diagnostics, in: source)
    }
    guard result.diagnostics.isEmpty else { return "both a tree and \(result.diagnostics)" }
    if let violation = spans(in: query, of: source) { return violation }
    for layout in layouts {
      if let violation = printing(query, layout) { return violation }
    }
    return nil
  }

  /// Places lie in the text, and what reaches a terminal holds no control character.
  private static func showing(_ diagnostics: [Diagnostic], in source: SourceText) -> String? {
    guard diagnostics.count <= Parser.diagnosticsMax + 1 else {
      return "\(diagnostics.count) diagnostics"
    }
    for diagnostic in diagnostics {
      let labels = [diagnostic.primary].compactMap(\.self) + diagnostic.secondary
      for span in labels.map(\.span) + diagnostic.suggestions.map(\.span) {
        guard span.start >= 0, span.end <= source.bytes.count else {
          return "\(diagnostic.code.text) points at \(span), behind the text"
        }
      }
    }
    let rendered = DiagnosticRenderer().render(diagnostics, in: source)
    if let scalar = rendered.unicodeScalars.first(where: { !isShowable($0) }) {
      return "U+\(String(scalar.value, radix: 16)) is rendered unescaped"
    }
    let json = DiagnosticJSON.text(for: diagnostics, in: source)
    return isJSON(json) ? nil : "`\(json)` is not JSON"
  }

  private static func isShowable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A: true
    case 0...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: false
    default: true
    }
  }

  /// What is printed parses to an equal tree with the same comments, which prints the same.
  private static func printing(_ query: Query, _ layout: QueryLayout) -> String? {
    let text = QueryPrinter.text(of: query, layout: layout)
    let result = Parser.parse(SourceText(name: "printed", text: text))
    guard let parsed = result.query else {
      let messages = result.diagnostics.map(\.message)
      return "printed as `\(text)`, which does not parse: \(messages)"
    }
    guard parsed == query else { return "printed as `\(text)`, which is another query" }
    let again = QueryPrinter.text(of: parsed, layout: layout)
    guard again == text else { return "printed as `\(text)` and then as `\(again)`" }
    guard layout != .oneLine else { return nil }
    let isKept = parsed.comments.map(\.text) == query.comments.map(\.text)
    return isKept ? nil : "printed as `\(text)`, which has other comments"
  }

  /// A text read as a value prints as a text that reads as the same value.
  ///
  /// The bytes choose the type: to read each text as each type would take too long.
  private static func values(_ source: SourceText) -> String? {
    guard source.bytes.count <= valueBytesMax else { return nil }
    let types = ParameterType.allCases
    let type = types[source.bytes.reduce(0) { $0 + Int($1) } % types.count]
    let result = Parser.parseValue(source, as: type)
    guard let value = result.value else {
      guard !result.diagnostics.isEmpty else { return "neither a \(type) nor an error" }
      return showing(result.diagnostics, in: source)
    }
    let text = QueryPrinter(layout: .oneLine).valueText(value)
    let parsed = Parser.parseValue(SourceText(name: "printed", text: text), as: type).value
    return parsed == value ? nil : "the \(type) printed as `\(text)` is another value"
  }
}
