import Diagnostics
import Testing

@testable import QuerySyntax

@Suite("query templates")
struct QueryTemplateTests {
  private static func parsed(_ text: String) -> Query? {
    Parser.parse(SourceText(name: "query", text: text)).query
  }

  /// The syntax of a text, its spans, spellings, and comments included.
  private static func details(_ query: Query?) -> String? {
    query.map { "\($0.syntaxJSON) \($0.comments) \(QueryPrinter.text(of: $0, layout: .oneLine))" }
  }

  /// Whatever ends with an instant has the tree that parsing it gives.
  @Test("the tree of a text with another instant is the one that is parsed")
  func trees() throws {
    let seed = SplitMix64.seed
    var generator = QueryGenerator(random: SplitMix64(seed: seed))
    var count = 0
    for round in 0..<300 {
      var query = generator.query()
      query.header = QueryHeader()
      guard case .question(var statement) = query.statement else { continue }
      statement.time = TimeClause(.at(InstantExpression(.absolute(nanoseconds: 0))))
      statement.knownAt = nil
      statement.stages = []
      query.statement = .question(statement)
      let text = QueryPrinter.text(of: query, layout: round % 2 == 0 ? .oneLine : .lines)
      let bytes = Array(text.utf8)
      guard let parsed = Self.parsed(text), let template = QueryTemplate(parsed, of: bytes) else {
        continue
      }
      for _ in 0..<4 {
        let nanoseconds = Int64.random(in: .min ... .max, using: &generator.random)
        let other = text.dropLast("1970-01-01T00:00:00Z".count) + InstantText.canonical(nanoseconds)
        let split = try #require(QueryTemplate.split(Array(other.utf8)))
        let found = Self.details(template.query(at: split))
        guard found == Self.details(Self.parsed(String(other))), found != nil else {
          Issue.record("HINDCAST_SEED=\(seed), round \(round): `\(other)`")
          return
        }
        count += 1
      }
    }
    #expect(count > 200)
  }

  @Test(
    "a text that does not end with the instant that it asks about has no template",
    arguments: [
      "pods from 2026-11-20T10:15:00Z to 2026-11-20T10:16:00Z",
      "pods at 2026-11-20T10:15:00Z as known at 2026-11-20T10:15:00Z",
      "pods at 2026-11-20T10:15:00Z | where from < 2026-11-20T10:15:00Z",
      "pods at 2026-11-20T10:15:00Z # not at 2026-11-20T10:15:00Z",
      "# Whose pods?\npods at 2026-11-20T10:15:00Z",
      "pods # all\n at 2026-11-20T10:15:00Z",
      "diff pods from 2026-11-20T10:15:00Z to 2026-11-20T10:16:00Z",
      "explain pods at 2026-11-20T10:15:00Z",
      "pods since 2026-11-20T10:15:00Z",
      "pods at now",
    ]
  )
  func others(_ text: String) throws {
    let query = try #require(Self.parsed(text))
    #expect(QueryTemplate(query, of: Array(text.utf8)) == nil)
  }

  @Test(
    "only instants in UTC behind a space are split off",
    arguments: [
      "pods at 2026-11-20T10:15:00+01:00", "pods at\n2026-11-20T10:15:00Z", "2026-11-20T10:15:00Z",
      "pods at 2026-13-20T10:15:00Z", "pods at 2026-11-20T10:15Z", "pods at noonZ", "Z", "",
    ]
  )
  func rest(_ text: String) {
    #expect(QueryTemplate.split(Array(text.utf8)) == nil)
  }

  @Test("an instant is split off with its value")
  func split() throws {
    let split = try #require(QueryTemplate.split(Array("pods at 1970-01-02Z".utf8)))
    #expect(String(decoding: split.head, as: UTF8.self) == "pods at ")
    #expect(String(decoding: split.literal, as: UTF8.self) == "1970-01-02Z")
    #expect(split.nanoseconds == 86_400_000_000_000)
  }
}
