import Diagnostics
import QuerySyntax
import Testing

@Suite("printing and parsing")
struct PrinterPropertyTests {
  private static let count = 500

  /// Whatever tree is printed, in whatever layout, parses to an equal tree, and that tree prints
  /// to the same text.
  @Test("parse of print is the identity")
  func identity() {
    let seed = SplitMix64.seed
    var generator = QueryGenerator(random: SplitMix64(seed: seed))
    for round in 0..<Self.count {
      let query = generator.query()
      for layout in [QueryLayout.oneLine, .lines, .fitting(columns: 60)] {
        let text = QueryPrinter(layout: layout).text(of: query)
        let source = SourceText(name: "query", text: text)
        let result = Parser.parse(source)
        guard let parsed = result.query else {
          let rendered = DiagnosticRenderer().render(result.diagnostics, in: source)
          Issue.record("HINDCAST_SEED=\(seed), round \(round): `\(text)`\n\(rendered)")
          return
        }
        guard parsed == query, QueryPrinter(layout: layout).text(of: parsed) == text else {
          Issue.record("HINDCAST_SEED=\(seed), round \(round): `\(text)` became `\(parsed)`")
          return
        }
      }
    }
  }

  /// Spans of parsed trees lie in the text, and those of parts lie in their wholes.
  @Test("spans lie in the text")
  func spans() {
    let seed = SplitMix64.seed
    var generator = QueryGenerator(random: SplitMix64(seed: seed))
    for round in 0..<200 {
      let text = QueryPrinter.text(of: generator.query(), layout: .lines)
      guard let query = Parser.parse(SourceText(name: "query", text: text)).query else {
        Issue.record("HINDCAST_SEED=\(seed), round \(round): `\(text)`")
        return
      }
      let whole = query.statement.span
      #expect(query.span.joined(with: whole) == query.span)
      #expect(whole.end == text.utf8.count)
      guard case .question(let statement) = query.statement else { continue }
      let parts = [statement.question.span] + statement.stages.map(\.span)
      #expect(parts.allSatisfy { !$0.isEmpty && $0.joined(with: whole) == whole })
    }
  }
}
