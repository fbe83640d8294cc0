import Diagnostics
import Foundation
import Testing

@testable import QuerySyntax

@Suite("nesting")
struct NestingTests {
  /// The stack of the thread that parses: half a megabyte, as secondary threads have on macOS.
  private static let stackBytes = 512 * 1024

  /// Texts of the given depth, each by another recursive path of the grammar.
  private static let shapes: [(name: String, text: @Sendable (Int) -> String)] = [
    ("parentheses", { nested("(", "a", ")", $0) }),
    ("parentheses on the right", { nested("a = (", "1", ")", $0) }),
    ("parentheses in a list", { nested("a in ((", "1", "))", $0 / 2) }),
    ("not", { nested("not ", "a", "", $0) }),
    ("not and parentheses", { nested("not (", "a", ")", $0 / 2) }),
    ("or", { nested("(a or ", "b", ")", $0) }),
    ("and", { nested("(a and ", "b", ")", $0) }),
    ("null", { nested("(", "a", " is null)", $0) }),
  ]

  private static func nested(
    _ opening: String,
    _ inner: String,
    _ closing: String,
    _ depth: Int
  ) -> String {
    "pods | where " + String(repeating: opening, count: depth) + inner
      + String(repeating: closing, count: depth)
  }

  /// Returns what `body` returns on a thread with a small stack.
  private func onSmallStack<Value: Sendable>(
    _ body: @escaping @Sendable () -> Value
  ) async -> Value {
    await withCheckedContinuation { continuation in
      let thread = Thread { continuation.resume(returning: body()) }
      thread.stackSize = Self.stackBytes
      thread.start()
    }
  }

  @Test("the greatest depth is parsed, printed and compared on a small stack")
  func greatestDepth() async {
    for shape in Self.shapes {
      let text = shape.text(Parser.nestingDepthMax)
      let violation = await onSmallStack { () -> String? in
        let source = SourceText(name: "query", text: text)
        let messages = Parser.parse(source).diagnostics.map(\.message)
        return messages.first ?? SyntaxInvariants.violation(in: source)
      }
      #expect(violation == nil, "\(shape.name)")
    }
  }

  @Test("a greater depth is one error that names the limit", arguments: [2, 5_000])
  func greaterDepth(excess: Int) async {
    for shape in Self.shapes {
      let text = shape.text(Parser.nestingDepthMax + excess)
      let messages = await limitMessages(text)
      #expect(messages.count == 1, "\(shape.name)")
      #expect(messages.allSatisfy { $0.contains("\(Parser.nestingDepthMax)") })
    }
  }

  @Test("a hundred thousand levels are no more than that")
  func hundredThousand() async {
    for text in [Self.nested("(", "a", ")", 100_000), Self.nested("not ", "a", "", 100_000)] {
      #expect(await limitMessages(text).count == 1)
    }
  }

  private func limitMessages(_ text: String) async -> [String] {
    await onSmallStack {
      let diagnostics = Parser.parse(SourceText(name: "query", text: text)).diagnostics
      return diagnostics.filter { $0.code.text == "TQL0117" }.map(\.message)
    }
  }

  @Test("what does not nest does not recurse")
  func repetition() async {
    for fragment in ["explain ", "diff ", "!", "[", "{", "a[\"", "sum(", "in (", "| where ("] {
      let text = "pods | where " + String(repeating: fragment, count: 5_000)
      let count = await onSmallStack {
        Parser.parse(SourceText(name: "query", text: text)).diagnostics.count
      }
      #expect((1...(Parser.diagnosticsMax + 1)).contains(count), "\(fragment)")
    }
  }
}
