import Diagnostics
import Testing

@testable import QuerySyntax

@Suite("linear time")
struct LinearTimeTests {
  /// How much more work twice the text may be, in steps and not in seconds.
  private static let growthMax = 2.2
  /// The steps that a text of whatever length may take besides.
  private static let stepsFixed = 64

  /// A text that is as long as it should be: a beginning, something again and again, an end.
  struct Family: CustomTestStringConvertible, Sendable {
    var head = ""
    let parts: [String]
    var tail = ""

    var testDescription: String { "\(head)\(parts.joined(separator: "… "))…\(tail)" }

    /// Returns the text with `count` of each part.
    func text(_ count: Int) -> String {
      head + parts.map { String(repeating: $0, count: count) }.joined() + tail
    }
  }

  static let families = [
    Family(head: "pods | where ", parts: ["("]),
    Family(head: "pods | where ", parts: ["(", ")"]),
    Family(head: "pods | where ", parts: ["not "], tail: "a"),
    Family(head: "pods | where a in (", parts: ["\"x\", "], tail: "1)"),
    Family(head: "pods | where ", parts: ["a = 1 and "], tail: "b"),
    Family(head: "pods | where ", parts: ["a or b and "], tail: "c"),
    Family(head: "pods | where ", parts: ["a in ("]),
    Family(head: "pods | where a ", parts: ["== "]),
    Family(head: "pods | where a ", parts: ["&& "]),
    Family(head: "pods ", parts: ["| where a = 1 "]),
    Family(head: "pods ", parts: ["| whree a "]),
    Family(head: "pods ", parts: ["| "]),
    Family(head: "pods ", parts: ["| count ", "at now "]),
    Family(head: "pods ", parts: ["at now "]),
    Family(head: "pods ", parts: ["in namespace a "]),
    Family(head: "pods serving a ", parts: ["on prt 80 "]),
    Family(head: "pods ", parts: ["whree "]),
    Family(head: "pods | select ", parts: ["a, "], tail: "b"),
    Family(head: "pods | group by a with count", parts: ["("]),
    Family(head: "diff pods ", parts: ["| count "], tail: "from -1h to now"),
    Family(head: "diff pods ", parts: ["from -1h to now "]),
    Family(parts: ["let a = 1\n"], tail: "pods"),
    Family(parts: ["let a == 1 "], tail: "pods"),
    Family(parts: ["let a == 1\n"], tail: "pods"),
    Family(parts: ["explain "]),
    Family(parts: ["select a from pods "]),
    Family(head: "kubectl get pods ", parts: ["-n x "]),
    Family(head: "pods ", parts: ["\""]),
    Family(head: "pods ", parts: ["\"a\n"]),
    Family(head: "pods ", parts: ["'"]),
    Family(head: "pods ", parts: ["[a:a:"]),
    Family(head: "pods ", parts: ["{\n"]),
    Family(head: "pods ", parts: ["$"]),
    Family(head: "pods ", parts: ["é "]),
    Family(head: "pods ", parts: ["#\n"]),
    Family(head: "pods ", parts: ["#x "]),
    Family(head: "pods ", parts: ["| count # x\n"]),
    Family(head: "pods serving ", parts: ["a"]),
    Family(head: "pods at -", parts: ["1s"]),
    Family(parts: ["# param a: service = b\n"], tail: "pods"),
    Family(parts: ["# param a: servise = b\n"], tail: "pods"),
    Family(head: "# param a: ", parts: ["b", "c"], tail: " = x\npods"),
    Family(parts: ["# doc: a\n"], tail: "pods"),
  ]

  /// Bytes read into tokens, tokens looked at, and errors recorded.
  private func steps(_ text: String) -> Int {
    let source = SourceText(name: "query", text: text)
    var parser = Parser(source)
    _ = parser.parseQuery()
    return parser.tokens.count + parser.comments.count + parser.steps + parser.errors.count
  }

  @Test("twice the text is twice the work", arguments: families)
  func growth(family: Family) {
    let small = steps(family.text(1_000))
    let large = steps(family.text(2_000))
    let limit = Int(Double(small) * Self.growthMax) + Self.stepsFixed
    #expect(large <= limit, "\(small) steps became \(large)")
  }
}
