import QuerySyntax

/// What may be offered, before it is compared with what was typed.
struct CompletionCandidate: Hashable {
  /// The text without quotes, which what was typed is compared with.
  var content: String
  var kind: Completion.Kind
  var detail: String
  /// Whether it is written in quotes even where nothing was typed.
  var needsQuotes = false

  /// The text to insert.
  func text(isQuoted: Bool) -> String {
    isQuoted || needsQuotes ? SyntaxSpelling.quoted(content) : content
  }

  /// A word or a sign of the language.
  static func keyword(_ phrase: String) -> CompletionCandidate {
    CompletionCandidate(
      content: phrase,
      kind: .keyword,
      detail: CompletionMeanings.detail(of: phrase)
    )
  }

  /// A name of an object, a namespace, a cluster or a zone.
  ///
  /// Quotes keep it from being read as a kind, and hold what no bare name has.
  static func name(_ text: String, _ kind: Completion.Kind, detail: String) -> CompletionCandidate {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let hasNamespace = kind == .service || kind == .pod || kind == .slice
    let isBare = parts.count <= (hasNamespace ? 2 : 1) && parts.allSatisfy { isBareName($0) }
    let isOfObject = hasNamespace || kind == .node
    let isKind = isOfObject && ["service", "pod", "slice", "node"].contains(text)
    return CompletionCandidate(
      content: text,
      kind: kind,
      detail: detail,
      needsQuotes: !isBare || isKind
    )
  }

  /// A text that a column may have.
  static func text(_ text: String, _ kind: Completion.Kind, detail: String) -> CompletionCandidate {
    CompletionCandidate(content: text, kind: kind, detail: detail, needsQuotes: true)
  }

  private static func isBareName(_ text: Substring) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "A")...UInt8(ascii: "Z"):
          true
        default: "-._".utf8.contains(byte)
        }
      }
  }
}
