import Diagnostics
import QuerySyntax
import Testing

@Suite("declarations")
struct DeclarationTests {
  private static let saved = """
    # Who may see it.
    # doc: Pods behind a service.
    # param service: service = my-service
    # param port: port = 53/UDP
    # param since: instant = -1d
    # param label: string = "a # b"
    # param limit: number
    let glob = shop/cart-*  # all carts
    # Only these.
    pods serving $service on port $port since $since
      # Not those.
      | where labels.app = $label  # one
      | limit $limit
    # The end.
    """

  @Test("the header of a saved query has its documentation and parameters")
  func header() throws {
    let header = try ParserTests.query(Self.saved).header
    #expect(header.documentation == ["Pods behind a service."])
    let service = NamePattern(.name(namespace: nil, name: "my-service", isQuoted: false))
    let day = InstantExpression(.ago(nanoseconds: 86_400_000_000_000))
    #expect(
      header.parameters == [
        ParameterDeclaration(name: "service", type: .service, defaultValue: .name(service)),
        ParameterDeclaration(
          name: "port",
          type: .port,
          defaultValue: .port(PortReference(.number(53), transport: .udp))
        ),
        ParameterDeclaration(name: "since", type: .instant, defaultValue: .literal(.instant(day))),
        ParameterDeclaration(name: "label", type: .string, defaultValue: .literal(.text("a # b"))),
        ParameterDeclaration(name: "limit", type: .number, defaultValue: nil),
      ]
    )
  }

  @Test("comments stay where they are when a query is formatted")
  func comments() throws {
    let query = try ParserTests.query(Self.saved)
    let formatted = QueryPrinter.text(of: query, layout: .lines)
    let expected = """
      # doc: Pods behind a service.
      # param service: service = my-service
      # param port: port = 53/UDP
      # param since: instant = -1d
      # param label: string = "a # b"
      # param limit: number
      # Who may see it.
      let glob = shop/cart-*  # all carts
      # Only these.
      pods serving $service on port $port
        since $since
        # Not those.
        | where labels.app = $label  # one
        | limit $limit
      # The end.
      """
    #expect(formatted == expected)
    let again = try ParserTests.query(formatted)
    #expect(again == query)
    #expect(QueryPrinter.text(of: again, layout: .lines) == formatted)
    #expect(QueryPrinter.text(of: query, layout: .fitting(columns: 200)) == formatted)
  }

  @Test("a short query stays on one line, a long one is broken")
  func fitting() throws {
    let query = try ParserTests.query("pods in namespace shop at now | count")
    let layout = QueryLayout.fitting(columns: 40)
    #expect(
      QueryPrinter.text(of: query, layout: layout) == "pods in namespace shop at now | count"
    )
    #expect(
      QueryPrinter.text(of: query, layout: .fitting(columns: 36))
        == "pods\n  in namespace shop\n  at now\n  | count"
    )
  }

  @Test("let values have the types of their texts")
  func letValues() throws {
    let text = """
      let a = shop/cart let b = 53/UDP let c = -5m let d = 30s let e = 1.5 let f = "x" let g = rv 5
      let h = true let i = 10.0.0.0/8 let j = fd00::1 let k = 1cart let l = now let m = rv
      pods
      """
    let values = try ParserTests.query(text).letLines.map(\.value)
    let expected: [Literal] = [
      .word("shop/cart"), .word("53/UDP"),
      .instant(InstantExpression(.ago(nanoseconds: 300_000_000_000))),
      .duration(DurationExpression(.nanoseconds(30_000_000_000))), .decimal(1.5), .text("x"),
      .instant(InstantExpression(.revision("5"))), .boolean(true), .network("10.0.0.0/8"),
      .address(AddressExpression(.address("fd00::1", port: nil))), .word("1cart"),
      .instant(InstantExpression(.now)), .word("rv"),
    ]
    #expect(values == expected)
  }

  @Test(
    "values of parameters are typed",
    arguments: [
      (ParameterType.service, "shop/cart", true), (.service, "shop/cart on", false),
      (.service, "", false), (.service, "$x", false), (.node, "a/b", false), (.zone, "eu-1a", true),
      (.port, "http", true), (.port, "0", false), (.instant, "2026-11-20", false),
      (.instant, "5m ago", true), (.duration, "30s", true), (.duration, "-30s", false),
      (.ip, "10.0.0.0/8", true), (.ip, "cart", false), (.number, "-0.5", true),
      (.number, "x", false), (.boolean, "false", true), (.boolean, "1", false),
      (.string, "any text | here", true), (.string, "\"quoted\"", true), (.string, "'", false),
    ]
  )
  func values(type: ParameterType, text: String, isValue: Bool) {
    let result = Parser.parseValue(SourceText(name: "--param", text: text), as: type)
    #expect((result.value != nil) == isValue)
    #expect(result.diagnostics.isEmpty == isValue)
  }
}
