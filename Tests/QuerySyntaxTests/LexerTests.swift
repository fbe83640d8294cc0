import Diagnostics
import QuerySyntax
import Testing

@Suite("lexer")
struct LexerTests {
  /// Returns the kinds and texts of the tokens, without the end.
  private func tokens(_ text: String) -> [String] {
    let source = SourceText(name: "query", text: text)
    return Lexer.tokenize(source).dropLast().map { token in
      "\(token.kind.rawValue) \(source.text(in: token.span))"
    }
  }

  @Test(
    "words hold everything that names, times and addresses are made of",
    arguments: [
      "shop/cart-*", "10.0.0.0/8", "fd00::1", "::ffff:10.0.0.1", "2026-11-20T10:15:00+02:00",
      "-1d12h",
      "53/UDP", "uid:0f-1a", "labels.app", "1e-05", "_http._tcp.cart",
    ]
  )
  func words(text: String) {
    #expect(tokens(text) == ["word \(text)"])
  }

  @Test("symbols separate words")
  func symbols() {
    #expect(
      tokens("a=b,c!=d<e<=f>g>=h|(i)[j]") == [
        "word a", "equal =", "word b", "comma ,", "word c", "not equal !=", "word d", "less <",
        "word e", "less or equal <=", "word f", "greater >", "word g", "greater or equal >=",
        "word h", "pipe |", "left parenthesis (", "word i", "right parenthesis )",
        "left bracket [", "word j", "right bracket ]",
      ]
    )
  }

  @Test("IPv6 in brackets is one token, with its port")
  func brackets() {
    #expect(
      tokens("[fd00::1]:80 [::] [a] [") == [
        "bracketed address [fd00::1]:80", "bracketed address [::]", "left bracket [", "word a",
        "right bracket ]", "left bracket [",
      ]
    )
  }

  @Test("quotes hold escapes and end with their line at the latest")
  func quotes() {
    #expect(tokens(#""a\"b" "\\" x"#) == [#"quoted "a\"b""#, #"quoted "\\""#, "word x"])
    #expect(tokens("\"a\nb") == ["quoted \"a", "word b"])
    #expect(tokens("\"a\\") == ["quoted \"a\\"])
    let faults = Lexer.tokenize(SourceText(name: "query", text: "\"a\\\n'b' \"\\q\"")).map(\.fault)
    #expect(faults[0] == .unclosedQuote)
    #expect(faults[1] == .foreignQuote)
    #expect(faults[2] == .unknownEscape(SourceSpan(9, 11)))
  }

  @Test("comments run to the end of their line, without a carriage return")
  func comments() {
    #expect(tokens("a#b\r\nc # d") == ["word a", "comment #b", "word c", "comment # d"])
  }

  @Test("what is no TQL becomes a token with a fault")
  func faults() {
    let text = "a @ é\u{FF01} $ $1 {a} && || ! == =~ !~ <> !=="
    let tokens = Lexer.tokenize(SourceText(name: "query", text: text))
    #expect(
      tokens.dropFirst().dropLast().map(\.fault) == [
        .unexpectedCharacter, .unexpectedCharacter, .unnamedParameter, .unnamedParameter, .braces,
        .foreignOperator(.and), .foreignOperator(.or),
        .foreignOperator(.not), .foreignOperator(.equal),
        .foreignOperator(.like), .foreignOperator(.notLike),
        .foreignOperator(.notEqual), .foreignOperator(.notEqual),
      ]
    )
  }

  @Test("the end is returned again and again")
  func end() {
    var lexer = Lexer(SourceText(name: "query", text: " a "))
    #expect(lexer.nextToken().kind == .word)
    #expect(lexer.nextToken() == Token(kind: .end, span: SourceSpan(at: 3)))
    #expect(lexer.nextToken() == Token(kind: .end, span: SourceSpan(at: 3)))
  }
}
