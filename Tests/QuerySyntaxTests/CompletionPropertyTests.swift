import Diagnostics
import Testing

@testable import QuerySyntax

@Suite("completion and the grammar")
struct CompletionPropertyTests {
  /// Whether a token may stand where something is expected.
  private static func admits(
    _ expectation: QuerySyntax.Expectation,
    _ token: Token,
    _ text: String
  ) -> Bool {
    let isText = token.kind == .word || token.kind == .quoted
    let bytes = Array(text.utf8)[...]
    switch expectation {
    case .keyword(let phrase): return phrase.split(separator: " ").first.map { $0 == text } ?? false
    case .symbol(let symbol): return symbol == text
    case .name, .port, .dnsName, .value, .text: return isText
    case .column: return token.kind == .word
    case .parameter: return token.kind == .parameter
    case .number:
      if case .other = NumberText.read(bytes) { return false }
      return true
    case .duration:
      if case .other = DurationText.read(bytes) { return false }
      return true
    case .network: return AddressText.isNetwork(bytes)
    case .dnsType: return DNSRecordType(rawValue: text) != nil
    case .address: return token.kind == .bracketedAddress || text.contains { ".:".contains($0) }
    case .instant: return token.kind == .word && (text.first == "-" || text.contains("T"))
    }
  }

  /// A text for what is expected, which ends where more may have to follow.
  private static func sample(_ expectation: QuerySyntax.Expectation) -> String {
    switch expectation {
    case .keyword(let word), .symbol(let word): word
    case .name, .column, .dnsName: "x"
    case .port: "http"
    case .value, .text: "\"x\""
    case .instant: "-5m"
    case .duration: "5s"
    case .address: "10.0.0.1"
    case .network: "10.0.0.0/8"
    case .number: "1"
    case .parameter: "$x"
    case .dnsType: "A"
    }
  }

  /// What must stand behind the sample where a word alone is refused: a kind before a name, a
  /// function before its column.
  private static func rest(_ expectation: QuerySyntax.Expectation) -> String {
    guard case .keyword(let word) = expectation else { return "" }
    if ObjectKind(rawValue: word) != nil { return " x" }
    return AggregateFunction(rawValue: word) == nil ? "" : "(x)"
  }

  /// Calls `body` with the text before each token of random queries, the token, and its text.
  private static func forEachCut(
    ofQueries count: Int,
    _ body: (String, Token, String) -> Bool
  ) -> UInt64 {
    let seed = SplitMix64.seed
    var generator = QueryGenerator(random: SplitMix64(seed: seed))
    for _ in 0..<count {
      let query = QueryPrinter.text(of: generator.query(), layout: .oneLine)
      let source = SourceText(name: "query", text: query)
      var before: Token?
      for token in Lexer.tokenize(source) where token.kind != .comment && token.kind != .end {
        defer { before = token }
        let touches = before?.span.end == token.span.start
        let text = source.text(in: token.span)
        // A label key and a protocol behind quotes touch what they belong to; `let` declares.
        if touches, token.kind == .leftBracket || text.hasPrefix("/") { continue }
        if let before, source.text(in: before.span) == "let" { continue }
        let cut = source.text(in: SourceSpan(0, token.span.start)) + " "
        guard body(cut, token, text) else { return seed }
      }
    }
    return seed
  }

  private static func expectations(_ cut: String) -> [QuerySyntax.Expectation] {
    Parser.completionSite(in: SourceText(name: "query", text: cut), at: cut.utf8.count)
      .expectations
  }

  @Test("each token of a query is among what may stand at its place")
  func complete() {
    var missed: String?
    let seed = Self.forEachCut(ofQueries: 200) { cut, token, text in
      let expectations = Self.expectations(cut)
      guard !expectations.contains(where: { Self.admits($0, token, text) }) else { return true }
      let found = expectations.map { CompletionSiteTests.text($0) }
      missed = "`\(cut)` lacks `\(text)`: \(found)"
      return false
    }
    if let missed { Issue.record("HINDCAST_SEED=\(seed): \(missed)") }
  }

  @Test("whatever is expected is accepted there")
  func sound() {
    var refused: String?
    let seed = Self.forEachCut(ofQueries: 40) { cut, _, _ in
      for expectation in Self.expectations(cut) {
        let text = cut + Self.sample(expectation)
        let source = SourceText(name: "query", text: text + Self.rest(expectation))
        let end = text.utf8.count
        for diagnostic in Parser.parse(source).diagnostics {
          guard let start = diagnostic.primary?.span.start, start < end,
            diagnostic.code.text != SyntaxDiagnosticCode.diffForm.rawValue
          else { continue }
          refused = "\(diagnostic.message): `\(source.text(in: source.span))`"
          return false
        }
      }
      return true
    }
    if let refused { Issue.record("HINDCAST_SEED=\(seed): \(refused)") }
  }

  @Test("random bytes and offsets have a site around the cursor")
  func randomBytes() {
    let seed = SplitMix64.seed
    var random = SplitMix64(seed: seed)
    var generator = QueryGenerator(random: SplitMix64(seed: seed &+ 1))
    for round in 0..<600 {
      var bytes = Array(QueryPrinter.text(of: generator.query(), layout: .lines).utf8)
      if random.oneIn(3) {
        bytes = (0..<40).map { _ in UInt8.random(in: 0...255, using: &random) }
      }
      for _ in 0..<Int.random(in: 0...3, using: &random) where !bytes.isEmpty {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        bytes[index] = UInt8.random(in: 0...255, using: &random)
      }
      let source = SourceText(name: "query", bytes: bytes)
      let offset = Int.random(in: -2...(bytes.count + 2), using: &random)
      let site = Parser.completionSite(in: source, at: offset)
      let cursor = min(max(offset, 0), bytes.count)
      let isAround = site.replacement.start <= cursor && cursor <= site.replacement.end
      guard isAround, site.replacement.end <= bytes.count else {
        Issue.record("HINDCAST_SEED=\(seed), round \(round): \(bytes) at \(offset)")
        return
      }
    }
  }

  @Test(
    "steps grow no faster than the text before the cursor",
    arguments: [
      "pods | where (", "(", "not ", "[", "pods at ", "\"", "| where a = 1 ", "a,", "let a = 1 ",
      "explain ", "diff ", "pods | select a, ", "x and ", "in ", "on port 80 ", "in namespace x ",
    ]
  )
  func linear(fragment: String) {
    func steps(_ count: Int) -> Int {
      let text = "pods | where a " + String(repeating: fragment, count: count)
      var parser = Parser(SourceText(name: "query", text: text))
      parser.recorder = CompletionRecorder()
      _ = parser.parseQuery()
      return parser.steps + parser.errors.count
    }
    let small = steps(200)
    let large = steps(2_000)
    #expect(large <= small * 11 + 100, "\(small) steps became \(large)")
  }

  @Test("in a text too long for a query nothing is expected")
  func length() {
    let text = String(repeating: " ", count: Parser.queryBytesMax + 1)
    #expect(Self.expectations(text).isEmpty)
  }
}
