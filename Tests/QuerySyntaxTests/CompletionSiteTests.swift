import Diagnostics
import Testing

@testable import QuerySyntax

@Suite("completion sites")
struct CompletionSiteTests {
  /// The site at the cursor `¦` of a text.
  static func site(_ text: String) -> CompletionSite {
    let parts = text.split(separator: "¦", maxSplits: 1, omittingEmptySubsequences: false)
    let source = SourceText(name: "query", text: parts.joined())
    return Parser.completionSite(in: source, at: parts[0].utf8.count)
  }

  static func text(_ expectation: QuerySyntax.Expectation) -> String {
    switch expectation {
    case .keyword(let phrase): phrase
    case .symbol(let symbol): symbol
    case .name(let role): "<\(role.rawValue)>"
    case .port(let service, let isTarget):
      "<\(isTarget ? "target port" : "port") of \(service.map { name($0) } ?? "any")>"
    case .value(let column): "<\(column.column)\(column.key.map { ".\($0)" } ?? "")>"
    case .column: "<column>"
    case .instant: "<instant>"
    case .duration: "<duration>"
    case .address: "<address>"
    case .network: "<network>"
    case .number: "<number>"
    case .text: "<text>"
    case .parameter: "<parameter>"
    case .dnsName: "<dns name>"
    case .dnsType: "<dns type>"
    }
  }

  private static func name(_ pattern: NamePattern) -> String {
    switch pattern.form {
    case .name(let namespace, let name, _): namespace.map { "\($0)/\(name)" } ?? name
    case .uid(let uid): "uid:\(uid)"
    case .parameter(let name): "$\(name)"
    }
  }

  @Test(
    "what may stand at a cursor",
    arguments: CompletionExamples.questionPlaces + CompletionExamples.clausePlaces
      + CompletionExamples.stagePlaces + CompletionExamples.oddPlaces
  )
  func places(text: String, expected: String) {
    let found = Self.site(text).expectations.map { Self.text($0) }
    #expect(found.joined(separator: "; ") == expected)
  }

  @Test(
    "the word at the cursor is replaced, and its beginning is the prefix",
    arguments: [
      ("pods serv¦", "serv", "serv"), ("pods ser¦ving cart", "serving", "ser"),
      ("pods ¦serving", "", ""), ("pods ¦", "", ""),
      ("pods serving shop/c¦art", "shop/cart", "shop/c"),
      ("let a = 1 pods | limit $¦", "$", "$"), (#"pods serving "sh¦ on"#, #""sh"#, #""sh"#),
      (#"pods serving "sh¦op" at now"#, #""shop""#, #""sh"#), (#"pods serving "x"¦"#, "", ""),
      ("pods |¦", "", ""), ("pods | where a !¦= 1", "!=", "!"), ("pods # a¦b", "", ""),
    ]
  )
  func words(text: String, replaced: String, prefix: String) {
    let site = Self.site(text)
    let source = SourceText(name: "query", text: text.replacing("¦", with: ""))
    #expect(source.text(in: site.replacement) == replaced)
    #expect(site.prefix == prefix)
  }

  @Test("the statement is known on both sides of the cursor, the stages before it")
  func statement() throws {
    let site = Self.site(
      """
      # param n: node
      let a = cart
      pods serving ¦ on port http
        in namespace shop at -5m as known at event 7 | where ready | count
      """
    )
    #expect(site.parameters.map(\.name) == ["n"])
    #expect(site.letLines.map(\.name) == ["a"])
    #expect(site.scope?.namespace?.form == .name(namespace: nil, name: "shop", isQuoted: false))
    #expect(site.time?.form == .at(InstantExpression(.ago(nanoseconds: 300_000_000_000))))
    #expect(site.knownAt?.form == .event(EventReference(.number(7))))
    #expect(site.stages.isEmpty)
    guard case .podsServing(_, let port, _, _) = try #require(site.question).form else {
      Issue.record("\(String(describing: site.question))")
      return
    }
    #expect(port == PortReference(.name("http")))
  }

  @Test("the stages before the one at the cursor are known, and times behind stages of a diff")
  func stages() {
    let stages = Self.site("pods | where ready | count by node | sort by ¦ | limit 3").stages
    #expect(stages.map(\.keyword) == ["where", "count"])
    #expect(Self.site("pods | count | sort by ¦").stageKeyword == "sort")
    #expect(Self.site("pods | count | ¦").stageKeyword == nil)
    #expect(Self.site("pods ¦ | count").stageKeyword == nil)
    let diff = Self.site("diff pods | where ¦ from -1h to now")
    #expect(diff.question?.form == .list(.pods))
    let hour = InstantExpression(.ago(nanoseconds: 3_600_000_000_000))
    #expect(diff.time?.form == .span(from: hour, to: InstantExpression(.now)))
    let typed = Self.site("pods serv¦ at -1h")
    #expect(typed.time?.form == .at(hour))
    #expect(Self.site("pods se¦").question?.form == .list(.pods))
  }
}
