import Diagnostics
import Testing

@testable import QuerySyntax

/// Holds the published grammar against the parser, in both directions.
@Suite("published grammar")
struct GrammarTests {
  /// What the grammar says in words.
  private static let inWords: Set<String> = [
    "character", "digit", "letter", "line-feed", "text-to-end-of-line", "value-of-that-type",
    "ipv4-address", "ipv6-address",
  ]

  @Test("every name that a rule mentions is a rule, and every rule is mentioned")
  func names() throws {
    let grammar = try Grammar()
    let mentioned = grammar.mentions
    for (name, rules) in mentioned where grammar.rules[name] == nil {
      #expect(Self.inWords.contains(name), "`\(name)`, in \(rules.sorted())")
    }
    for name in grammar.rules.keys where name != "query" {
      #expect(mentioned[name] != nil, "`\(name)`")
    }
  }

  @Test("the parser accepts what the grammar derives")
  func sound() throws {
    let seed = SplitMix64.seed
    var sentences = GrammarSentences(try Grammar(), seed: seed)
    for round in 0..<SplitMix64.rounds(3000) {
      let text = try sentences.sentence()
      let source = SourceText(name: "query", text: text)
      let errors = Parser.parse(source).diagnostics.filter { $0.severity == .error }
      if !errors.isEmpty {
        Issue.record(
          """
          \(text)
          \(DiagnosticRenderer().render(errors, in: source))
          round \(round), HINDCAST_SEED=\(seed)
          """
        )
        return
      }
    }
  }

  @Test("the grammar derives what the parser accepts")
  func complete() throws {
    let recognizer = try GrammarRecognizer(try Grammar())
    let seed = SplitMix64.seed
    var generator = QueryGenerator(random: SplitMix64(seed: seed))
    for round in 0..<SplitMix64.rounds(300) {
      let text = QueryPrinter.text(of: generator.query(), layout: .oneLine)
      guard !text.hasPrefix("#"), !text.contains("\n#") else { continue }
      if try !recognizer.accepts(text) {
        let before = String(text.prefix(recognizer.farthest))
        Issue.record("\(text)\nfollowed until `\(before)`, round \(round), HINDCAST_SEED=\(seed)")
        return
      }
    }
  }

  @Test(
    "what the parser refuses by its shape, the grammar does not derive",
    arguments: [
      "pods serving", "pods at", "pods | where", "pods at now in namespace a", "pods | count by",
      "why a pod", "diff pods", "explain explain pods", "show a", "history pod a", "pods | limit",
      "pods from now", "pods as known", "let x =", "owners of 10.0.0.1", "pods serving a port 80",
    ]
  )
  func refused(text: String) throws {
    let parsed = Parser.parse(SourceText(name: "query", text: text))
    #expect(parsed.diagnostics.contains { $0.severity == .error })
    #expect(try !GrammarRecognizer(try Grammar()).accepts(text))
  }
}
