import Diagnostics

extension LexicalFault {
  func sentence(at span: SourceSpan, in source: SourceText) -> FaultSentence {
    let found = UserText.ticked(span, in: source)
    switch self {
    case .unexpectedCharacter:
      return unexpectedCharacter(found, at: span, in: source)
    case .braces:
      return FaultSentence(
        "unexpected `{`",
        label: "not part of TQL",
        help: "write `in namespace shop` or `| where labels.app = \"cart\"` behind the question"
      )
    case .unclosedQuote:
      return unclosedQuote(at: span, in: source)
    case .foreignQuote:
      return FaultSentence(
        "text stands in double quotes",
        label: "other quotes",
        write: SyntaxSpelling.quoted(source.text(in: SourceSpan(span.start + 1, span.end - 1))),
        at: span,
        kind: "text"
      )
    case .unknownEscape:
      return FaultSentence(
        "unknown escape \(found)",
        label: "no escape",
        help: "write `\\\\` for a backslash; the others are `\\\"`, `\\n` and `\\t`"
      )
    case .notUTF8:
      return FaultSentence(
        "the text is not UTF-8",
        label: span.count == 1
          ? "a byte that is no character" : "\(span.count) bytes that are no character",
        help: "save the query as UTF-8"
      )
    case .foreignOperator(let meant):
      let isGlob = meant == .like || meant == .notLike
      let advice = isGlob ? " with `*` for any text" : ""
      return FaultSentence(
        "\(found) is no operator of TQL",
        label: "read as `\(meant.rawValue)`",
        write: meant.rawValue,
        at: span,
        kind: "operator",
        suffix: advice
      )
    case .unnamedParameter:
      return FaultSentence(
        "a parameter needs a name",
        label: "no name behind `$`",
        help: "write for example `$service`; names begin with a letter"
      )
    }
  }

  private func unexpectedCharacter(
    _ found: String,
    at span: SourceSpan,
    in source: SourceText
  ) -> FaultSentence {
    let message = "unexpected character \(found)"
    let label = "not part of TQL"
    switch source.text(in: span) {
    case "@":
      return FaultSentence(
        message,
        label: label,
        write: "at",
        at: span,
        kind: "keyword",
        suffix: " before a time"
      )
    case ";":
      return FaultSentence(
        message,
        label: label,
        help: "leave it out: a query ends where its text ends"
      )
    case "\u{201C}", "\u{201D}", "\u{201E}", "\u{201F}", "\u{00AB}", "\u{00BB}":
      return FaultSentence(message, label: label, write: "\"", at: span, kind: "text")
    case "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2212}":
      return FaultSentence(message, label: label, write: "-", at: span, kind: "text")
    case "\u{00A0}", "\u{3000}", "\u{FEFF}":
      return FaultSentence(
        message,
        label: label,
        help: "write an ordinary space, or leave it out"
      )
    case "%", "~":
      return FaultSentence(
        message,
        label: label,
        help: "in globs `*` stands for any text, as in `like \"cart-*\"`"
      )
    default:
      return FaultSentence(
        message,
        label: label,
        help: "put text with such characters in double quotes"
      )
    }
  }

  private func unclosedQuote(at span: SourceSpan, in source: SourceText) -> FaultSentence {
    var end = span.end
    while end > span.start + 1, ByteClass.isSpace(source.bytes[end - 1]) {
      end -= 1
    }
    // Bytes, not characters: what is not UTF-8 is longer as text than it is in the source.
    let content = source.bytes[min(span.start + 1, end)..<end]
    let first = content.prefix { !" ,)|".utf8.contains($0) }
    let text = String(decoding: first, as: UTF8.self)
    var sentence = FaultSentence(
      "text in quotes has no end",
      label: "begins here and ends nowhere",
      help: "close it, as in \(UserText.ticked(SyntaxSpelling.quoted(text)))"
    )
    let place = SourceSpan(at: first.endIndex)
    sentence.suggestions = [Suggestion(replacement: "\"", span: place, kind: "text")]
    return sentence
  }
}
