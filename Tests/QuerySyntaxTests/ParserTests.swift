import Diagnostics
import QuerySyntax
import Testing

@Suite("parser")
struct ParserTests {
  static func query(_ text: String) throws -> Query {
    let source = SourceText(name: "query", text: text)
    let result = Parser.parse(source)
    let rendered = DiagnosticRenderer().render(result.diagnostics, in: source)
    return try #require(result.query, "\(rendered)")
  }

  static func question(_ text: String) throws -> QuestionStatement {
    let query = try query(text)
    guard case .question(let statement) = query.statement else {
      Issue.record("`\(text)` is no question")
      return QuestionStatement(question: Question(.list(.pods)))
    }
    return statement
  }

  private static func name(_ name: String, in namespace: String? = nil) -> NamePattern {
    NamePattern(.name(namespace: namespace, name: name, isQuoted: false))
  }

  @Test("canonical text prints as itself", arguments: QueryExamples.canonical)
  func canonical(text: String) throws {
    #expect(QueryPrinter.text(of: try Self.query(text), layout: .oneLine) == text)
  }

  @Test("other spellings print as canonical text", arguments: QueryExamples.spellings)
  func spellings(text: String, canonical: String) throws {
    #expect(QueryPrinter.text(of: try Self.query(text), layout: .oneLine) == canonical)
  }

  @Test("a question has its parts")
  func parts() throws {
    let statement = try Self.question(
      "pods serving shop/cart on target port 53/udp for node n1 including draining within 30s"
    )
    let expected = Question.Form.podsServing(
      service: Self.name("cart", in: "shop"),
      port: PortReference(.number(53), transport: .udp, isTarget: true),
      vantage: Vantage(.node(Self.name("n1"))),
      draining: DurationExpression(.nanoseconds(30_000_000_000))
    )
    #expect(statement.question.form == expected)
    #expect(statement.question.isAboutState)
  }

  @Test("keywords are names where a name is expected")
  func contextualKeywords() throws {
    for word in ["at", "on", "port", "where", "now", "event", "diff", "uid", "53", "7d", "1e5"] {
      let statement = try Self.question("pods serving \(word) on port \(word)x at -5m")
      guard case .podsServing(let service, let port, _, _) = statement.question.form else {
        Issue.record("`\(word)` is no name")
        continue
      }
      #expect(service == Self.name(word))
      #expect(port == PortReference(.name("\(word)x")))
      #expect(statement.time?.form == .at(InstantExpression(.ago(nanoseconds: 300_000_000_000))))
    }
  }

  @Test("a port in quotes is a name, in digits a number")
  func quotedPorts() throws {
    func port(_ text: String) throws -> PortReference? {
      let form = try Self.question("pods listed by cart on port \(text)").question.form
      guard case .podsListed(_, let port) = form else { return nil }
      return port
    }
    #expect(try port("80") == PortReference(.number(80)))
    #expect(try port("\"80\"") == PortReference(.name("80")))
    #expect(try port("\"80\"/UDP") == PortReference(.name("80"), transport: .udp))
    #expect(try port("http/tcp") == PortReference(.name("http"), transport: .tcp))
    #expect(try port("$p") == PortReference(.parameter("p")))
  }

  @Test("times have their instants in nanoseconds")
  func times() throws {
    let span = try Self.question("pods from 1970-01-01T01:00:00.5+01:00 to 1969-12-31Z").time
    let from = InstantExpression(.absolute(nanoseconds: 500_000_000))
    let to = InstantExpression(.absolute(nanoseconds: -86_400_000_000_000))
    #expect(span?.form == .span(from: from, to: to))
    let known = try Self.question("pods at rv 48213 as known at event 42")
    #expect(known.time?.form == .at(InstantExpression(.revision("48213"))))
    #expect(known.knownAt?.form == .event(EventReference(.number(42))))
    #expect(try Self.question("pods").time == nil)
  }

  @Test("and binds more tightly than or, not more tightly than and")
  func precedence() throws {
    func column(_ name: String) -> QuerySyntax.Expression {
      QuerySyntax.Expression(.column(ColumnPath(column: name)))
    }
    let stages = try Self.question("pods | where a or not b and c or d").stages
    let conjunction = QuerySyntax.Expression(
      .and([QuerySyntax.Expression(.not(column("b"))), column("c")])
    )
    let expected = QuerySyntax.Expression(.or([column("a"), conjunction, column("d")]))
    #expect(stages == [Stage(.filter(expected))])
  }

  @Test("bare words are columns, texts or values by their form")
  func operands() throws {
    func right(_ text: String) throws -> QuerySyntax.Expression.Form? {
      let stages = try Self.question("pods | where x = \(text)").stages
      guard case .filter(let condition)? = stages.first?.form,
        case .comparison(_, .equal, let right) = condition.form
      else { return nil }
      return right.form
    }
    #expect(try right("node") == .column(ColumnPath(column: "node")))
    #expect(try right("labels.app") == .column(ColumnPath(column: "labels", key: "app")))
    #expect(try right("labels[\"a/b\"]") == .column(ColumnPath(column: "labels", key: "a/b")))
    #expect(try right("cart-1") == .literal(.text("cart-1")))
    #expect(try right("53/UDP") == .literal(.text("53/UDP")))
    #expect(try right("true") == .literal(.boolean(true)))
    #expect(try right("-3") == .literal(.integer(-3)))
    #expect(try right("0.5") == .literal(.decimal(0.5)))
    #expect(try right("10.0.0.0/8") == .literal(.network("10.0.0.0/8")))
    let address = AddressExpression(.address("fd00::1", port: 80))
    #expect(try right("[fd00::1]:80") == .literal(.address(address)))
    let duration = DurationExpression(.nanoseconds(90_000_000_000))
    #expect(try right("90s") == .literal(.duration(duration)))
    let instant = InstantExpression(.ago(nanoseconds: 90_000_000_000))
    #expect(try right("-90s") == .literal(.instant(instant)))
    #expect(try right("90s ago") == .literal(.instant(instant)))
  }

  @Test("equality ignores places and spellings")
  func equality() throws {
    let first = try Self.query("pods at -90s")
    let second = try Self.query("  pods\n  at 1m30s ago  # here")
    #expect(first == second)
    #expect(first.hashValue == second.hashValue)
    #expect(first != (try Self.query("pods at -91s")))
  }

  @Test("spans are those of the text")
  func spans() throws {
    let text = "explain diff pods serving shop/cart | where (ready) from -1h to now"
    let source = SourceText(name: "query", text: text)
    guard case .explain(let explain) = try Self.query(text).statement,
      case .diff(let diff) = explain.statement, case .instants(let from, let to, _) = diff.form,
      case .podsServing(let service, _, _, _) = diff.question.form,
      case .filter(let condition) = diff.stages[0].form
    else {
      Issue.record("not a diff")
      return
    }
    #expect(source.text(in: explain.span) == text)
    #expect(source.text(in: diff.question.span) == "pods serving shop/cart")
    #expect(source.text(in: service.span) == "shop/cart")
    #expect(source.text(in: diff.stages[0].span) == "where (ready)")
    #expect(source.text(in: condition.span) == "(ready)")
    #expect(source.text(in: from.span) == "-1h")
    #expect(source.text(in: to.span) == "now")
  }

  @Test("stages know their phase")
  func phases() throws {
    let stages = try Self.question("pods | where a | outages | limit 1").stages
    #expect(stages.map(\.phase) == [.sequenced, .span, .table])
    #expect(stages.map(\.keyword) == ["where", "outages", "limit"])
    #expect(Stage.Phase.sequenced < .table)
  }
}
