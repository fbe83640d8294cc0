import Diagnostics
import Testing

@testable import QuerySyntax

@Suite("hostile input")
struct RobustnessTests {
  private static let fragments = [
    "pods", "serving", "shop/cart", "on", "port", "80", "at", "-5m", "from", "to", "now", "|",
    "where", "(", ")", "=", "\"", "'", "$", "[", "]", "not", "and", "or", "in", "like", "diff",
    "explain", "event", "rv", "as", "known", ",", "#", "\n", "{", "}", "2026-11-20", "T", ":", "\\",
    "let", "select", "by", "é", "😀", "\u{1B}", "service", "group", "with", "limit", "&&", "=~", "!",
  ]

  /// Lexes, parses and renders; returns whether the tokens cover the text in order.
  private func survives(_ source: SourceText) -> Bool {
    var end = 0
    for token in Lexer.tokenize(source) {
      guard token.span.start >= end, token.kind == .end || !token.span.isEmpty else {
        return false
      }
      end = token.span.end
    }
    let result = Parser.parse(source)
    let rendered = DiagnosticRenderer().render(result.diagnostics, in: source)
    _ = DiagnosticJSON.text(for: result.diagnostics, in: source)
    let isShown = rendered.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 }
    let places = result.diagnostics.compactMap(\.primary?.span)
    let isInside = places.allSatisfy { $0.end <= source.bytes.count }
    return end <= source.bytes.count && (result.query == nil) != result.diagnostics.isEmpty
      && isShown && isInside
  }

  @Test("random bytes are lexed, parsed and rendered without a trap")
  func randomBytes() {
    let seed = SplitMix64.seed
    var random = SplitMix64(seed: seed)
    for round in 0..<300 {
      let count = Int.random(in: 0...60, using: &random)
      let isASCII = random.oneIn(2)
      let bytes = (0..<count).map { _ in
        UInt8.random(in: isASCII ? 0x20...0x7E : 0...255, using: &random)
      }
      guard survives(SourceText(name: "query", bytes: bytes)) else {
        Issue.record("HINDCAST_SEED=\(seed), round \(round): \(bytes)")
        return
      }
    }
  }

  @Test("random words are lexed, parsed and rendered without a trap")
  func randomWords() {
    let seed = SplitMix64.seed
    var random = SplitMix64(seed: seed)
    for round in 0..<500 {
      let count = Int.random(in: 1...14, using: &random)
      let words = (0..<count).map { _ in random.pick(Self.fragments) }
      let text = words.joined(separator: random.oneIn(4) ? "" : " ")
      guard survives(SourceText(name: "query", text: text)) else {
        Issue.record("HINDCAST_SEED=\(seed), round \(round): `\(text)`")
        return
      }
    }
  }

  @Test("mutated queries are lexed, parsed and rendered without a trap")
  func mutations() {
    let seed = SplitMix64.seed
    var random = SplitMix64(seed: seed)
    var generator = QueryGenerator(random: SplitMix64(seed: seed &+ 1))
    for round in 0..<300 {
      var bytes = Array(QueryPrinter.text(of: generator.query(), layout: .lines).utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0...3, using: &random) {
        case 0: bytes.remove(at: index)
        case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: index)
        case 2: bytes[index] = UInt8.random(in: 0x20...0x7E, using: &random)
        default: bytes.insert(contentsOf: random.pick(Self.fragments).utf8, at: index)
        }
      }
      guard survives(SourceText(name: "query", bytes: bytes)) else {
        Issue.record("HINDCAST_SEED=\(seed), round \(round): \(bytes)")
        return
      }
    }
  }

  @Test(
    "steps grow no faster than the text",
    arguments: [
      "pods | where (", "(", "not ", "[", "pods at ", "\"", "| where a = 1 ", "a,", "let a = 1 ",
      "explain ", "diff ", "pods | select a, ", "{", "$", "'", "x and ", "in ", "on port 80 ", "é",
    ]
  )
  func linear(fragment: String) {
    func steps(_ count: Int) -> Int {
      let text = "pods | where a " + String(repeating: fragment, count: count)
      var parser = Parser(SourceText(name: "query", text: text))
      _ = parser.parseQuery()
      return parser.steps + parser.errors.count
    }
    let small = steps(200)
    let large = steps(2_000)
    #expect(large <= small * 11 + 100, "\(small) steps became \(large)")
  }

  @Test("a query of the greatest length is parsed, a longer one refused")
  func length() throws {
    let text = "pods" + String(repeating: " ", count: Parser.queryBytesMax - 4)
    #expect(Parser.parse(SourceText(name: "query", text: text)).query != nil)
    let long = String(repeating: " ", count: Parser.queryBytesMax + 1)
    let result = Parser.parse(SourceText(name: "query", text: long))
    #expect(result.diagnostics.map(\.code.text) == ["TQL0180"])
  }

  @Test("nesting is limited, and the limit itself is allowed")
  func nesting() {
    func codes(_ depth: Int) -> [String] {
      let text =
        "pods | where " + String(repeating: "(", count: depth) + "a"
        + String(repeating: ")", count: depth)
      return Parser.parse(SourceText(name: "query", text: text)).diagnostics.map(\.code.text)
    }
    #expect(codes(Parser.nestingDepthMax).isEmpty)
    #expect(codes(Parser.nestingDepthMax + 1) == ["TQL0117"])
    #expect(codes(100_000) == ["TQL0117"])
  }

  @Test("errors beyond the limit are counted, not shown")
  func manyErrors() {
    let text = "pods | where a " + String(repeating: "== ", count: 30)
    let result = Parser.parse(SourceText(name: "query", text: text))
    #expect(result.diagnostics.count == Parser.diagnosticsMax + 1)
    #expect(result.diagnostics.last?.code.text == "TQL0199")
  }
}
