import Diagnostics
import Foundation
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

  /// Checks one text; returns whether all held, and records what did not.
  private func survives(_ bytes: [UInt8], _ seed: UInt64, _ round: Int) -> Bool {
    let source = SourceText(name: "query", bytes: bytes)
    guard let violation = SyntaxInvariants.violation(in: source) else { return true }
    let text = String(decoding: bytes, as: UTF8.self).debugDescription
    Issue.record("HINDCAST_SEED=\(seed), round \(round): \(text): \(violation)")
    return false
  }

  @Test("random bytes are lexed, parsed and rendered")
  func randomBytes() {
    let seed = SplitMix64.seed
    var random = SplitMix64(seed: seed)
    for round in 0..<SplitMix64.rounds(300) {
      let count = Int.random(in: 0...60, using: &random)
      let isASCII = random.oneIn(2)
      let bytes = (0..<count).map { _ in
        UInt8.random(in: isASCII ? 0x20...0x7E : 0...255, using: &random)
      }
      guard survives(bytes, seed, round) else { return }
    }
  }

  @Test("random words are lexed, parsed and rendered")
  func randomWords() {
    let seed = SplitMix64.seed
    var random = SplitMix64(seed: seed)
    for round in 0..<SplitMix64.rounds(500) {
      let count = Int.random(in: 1...14, using: &random)
      let words = (0..<count).map { _ in random.pick(Self.fragments) }
      let text = words.joined(separator: random.oneIn(4) ? "" : " ")
      guard survives(Array(text.utf8), seed, round) else { return }
    }
  }

  @Test("mutated queries are lexed, parsed and rendered")
  func mutations() {
    let seed = SplitMix64.seed
    var random = SplitMix64(seed: seed)
    var generator = QueryGenerator(random: SplitMix64(seed: seed &+ 1))
    for round in 0..<SplitMix64.rounds(400) {
      var bytes = Array(QueryPrinter.text(of: generator.query(), layout: .lines).utf8)
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        mutate(&bytes, &random)
      }
      guard survives(bytes, seed, round) else { return }
    }
  }

  /// The fuzzer begins with these texts; those that it found faults with stay among them.
  @Test("the fuzzer's corpus is lexed, parsed and rendered")
  func corpus() throws {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let folder = tests.appending(path: "Fuzz/Corpus/QuerySyntax")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
    #expect(!names.isEmpty)
    for name in names {
      let bytes = Array(try Data(contentsOf: folder.appending(path: name)))
      let violation = SyntaxInvariants.violation(in: SourceText(name: name, bytes: bytes))
      #expect(violation == nil, "\(name)")
    }
  }

  /// Comments and line breaks between the tokens change nothing, and none is lost.
  @Test("queries with comments anywhere are printed with them")
  func comments() {
    let seed = SplitMix64.seed
    var random = SplitMix64(seed: seed)
    var generator = QueryGenerator(random: SplitMix64(seed: seed &+ 1))
    let breaks = [" # a\n", "\n# doc: b\n", "\n", "\r\n", " #\n", "\n\n  # param c: pod\n"]
    for round in 0..<SplitMix64.rounds(200) {
      let text = QueryPrinter.text(of: generator.query(), layout: .oneLine)
      let source = SourceText(name: "query", text: text)
      var bytes = source.bytes
      for token in Lexer.tokenize(source).reversed()
      where token.kind != .comment && random.oneIn(5) {
        bytes.insert(contentsOf: random.pick(breaks).utf8, at: token.span.start)
      }
      guard survives(bytes, seed, round) else { return }
    }
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
    let index = Int.random(in: 0...bytes.count, using: &random)
    guard index < bytes.count else {
      bytes += random.pick(Self.fragments).utf8
      return
    }
    switch Int.random(in: 0...4, using: &random) {
    case 0: bytes.remove(at: index)
    case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: index)
    case 2: bytes[index] = UInt8.random(in: 0x20...0x7E, using: &random)
    case 3: bytes.removeSubrange(index..<min(bytes.count, index + 8))
    default: bytes.insert(contentsOf: random.pick(Self.fragments).utf8, at: index)
    }
  }

  @Test("a query of the greatest length is parsed, a longer one refused")
  func length() throws {
    let text = "pods" + String(repeating: " ", count: Parser.queryBytesMax - 4)
    #expect(Parser.parse(SourceText(name: "query", text: text)).query != nil)
    let long = String(repeating: " ", count: Parser.queryBytesMax + 1)
    let result = Parser.parse(SourceText(name: "query", text: long))
    #expect(result.diagnostics.map(\.code.text) == ["TQL0180"])
  }

  @Test("errors beyond the limit are counted, not shown")
  func manyErrors() {
    let text = "pods | where a " + String(repeating: "== ", count: 30)
    let result = Parser.parse(SourceText(name: "query", text: text))
    #expect(result.diagnostics.count == Parser.diagnosticsMax + 1)
    #expect(result.diagnostics.last?.code.text == "TQL0199")
  }
}
