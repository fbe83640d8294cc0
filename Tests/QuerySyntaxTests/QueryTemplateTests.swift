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

  /// An instant that takes 20 bytes, or 30.
  private static func instant(_ isLong: Bool, _ random: inout SplitMix64) -> Int64 {
    let second = Int64.random(in: -9_000_000_000...9_000_000_000, using: &random) * 1_000_000_000
    return isLong ? second + 10 * Int64.random(in: 0..<99_999_999, using: &random) + 1 : second
  }

  private static func time(
    _ shape: Int,
    _ isLong: Bool,
    _ random: inout SplitMix64
  ) -> (from: Int64, to: Int64, form: TimeClause.Form) {
    let (from, to) = (instant(isLong, &random), instant(!isLong, &random))
    func expression(_ nanoseconds: Int64) -> InstantExpression {
      InstantExpression(.absolute(nanoseconds: nanoseconds))
    }
    return shape == 0
      ? (from, to, .at(expression(from)))
      : (from, to, .span(from: expression(from), to: expression(to)))
  }

  /// Whatever asks about instants has the tree that parsing it gives.
  @Test("the tree of a text with other instants is the one that is parsed", arguments: 0...2)
  func trees(_ shape: Int) throws {
    let seed = SplitMix64.seed
    var generator = QueryGenerator(random: SplitMix64(seed: seed))
    var count = 0
    for round in 0..<300 {
      var query = generator.query()
      query.header = QueryHeader()
      guard case .question(var statement) = query.statement else { continue }
      statement.knownAt = nil
      if round % 3 == 0 { statement.stages = [] }
      let isLong = round % 4 < 2
      func text(_ random: inout SplitMix64) -> String {
        let time = Self.time(shape, isLong, &random)
        statement.time = TimeClause(time.form)
        query.statement = .question(statement)
        if shape == 2, case .span(let from, let to) = time.form {
          query.statement = .diff(
            DiffStatement(
              question: statement.question,
              scope: statement.scope,
              stages: statement.stages,
              form: .instants(from: from, to: to, knownAt: nil)
            )
          )
        }
        return QueryPrinter.text(of: query, layout: round % 2 == 0 ? .oneLine : .lines)
      }
      let first = text(&generator.random)
      guard let parsed = Self.parsed(first),
        let template = QueryTemplate(parsed, of: Array(first.utf8))
      else { continue }
      for _ in 0..<4 {
        let other = text(&generator.random)
        let split = try #require(QueryTemplate.split(Array(other.utf8)))
        #expect(split.stem == QueryTemplate.split(Array(first.utf8))?.stem)
        let found = Self.details(template.query(at: split))
        guard found == Self.details(Self.parsed(other)), found != nil else {
          Issue.record("HINDCAST_SEED=\(seed), round \(round): `\(other)`")
          return
        }
        count += 1
      }
    }
    #expect(count > 100)
  }

  @Test("instants elsewhere in a text of the same stem are none of its template's")
  func places() throws {
    let text = "pods from 2026-11-20T10:15:00Z to 2026-11-20T10:16:00Z"
    let query = try #require(Self.parsed(text))
    let template = try #require(QueryTemplate(query, of: Array(text.utf8)))
    var split = try #require(QueryTemplate.split(Array(text.utf8)))
    #expect(template.query(at: split) == query)
    split.literals[1].range = 1..<21
    #expect(template.query(at: split) == nil)
    split.literals.removeLast()
    #expect(template.query(at: split) == nil)
  }

  @Test(
    "a text with other instants than it asks about, or with a stage for them, has no template",
    arguments: [
      "pods from 2026-11-20T10:15:00Z to 2026-11-20T10:16:00Z | every 1s",
      "pods at 2026-11-20T10:15:00Z as known at 2026-11-20T10:15:00Z",
      "pods at 2026-11-20T10:15:00Z | where from < 2026-11-20T10:15:00Z",
      "pods at 2026-11-20T10:15:00Z # not at 2026-11-20T10:15:00Z",
      "# Whose pods?\npods at 2026-11-20T10:15:00Z",
      "pods # all\n at 2026-11-20T10:15:00Z",
      "diff pods from 2026-11-20T10:15:00Z to 2026-11-20T10:16:00Z as known at 2026-11-20T10:15:00Z",
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
    "only instants in UTC with a space in front, and one or the end behind, are found",
    arguments: [
      "pods at 2026-11-20T10:15:00+01:00", "pods at\n2026-11-20T10:15:00Z", "2026-11-20T10:15:00Z",
      "pods at 2026-11-20T10:15:00Z,", "a 1970-01-02Z b 1970-01-02Z c 1970-01-02Z",
      "pods at 2026-13-20T10:15:00Z", "pods at 2026-11-20T10:15Z", "pods at noonZ", "Z", "",
    ]
  )
  func rest(_ text: String) {
    #expect(QueryTemplate.split(Array(text.utf8)) == nil)
  }

  @Test("instants are found with their places and values")
  func split() throws {
    let split = try #require(QueryTemplate.split(Array("pods at 1970-01-02Z | count".utf8)))
    #expect(
      String(decoding: split.stem, as: UTF8.self)
        == "pods at \(String(repeating: "\0", count: 11)) | count"
    )
    #expect(split.literals.map(\.range) == [8..<19])
    #expect(split.literals.map(\.nanoseconds) == [86_400_000_000_000])
    #expect(String(decoding: split.bytes(split.literals[0]), as: UTF8.self) == "1970-01-02Z")
  }
}
