import Testing

@testable import Console

@Suite("What Tab does")
struct CompletionStepTests {
  private static func completions(_ texts: String..., at range: Range<Int>) -> [LineCompletion] {
    texts.map { LineCompletion(text: $0, detail: "a \($0)", replaced: range) }
  }

  @Test("the only completion is inserted with a space, unless more of it may follow")
  func one() throws {
    let word = Self.completions("serving", at: 5..<8)
    let step = try #require(CompletionStep(word, in: "pods ser", columns: 80))
    #expect(step.insertion == "serving ")
    #expect(step.replaced == 5..<8)
    #expect(step.listing == "")
    let folder = Self.completions("shop/", at: 0..<1)
    #expect(CompletionStep(folder, in: "s", columns: 80)?.insertion == "shop/")
    let inside = CompletionStep(word, in: "pods ser at now", columns: 80)
    #expect(inside?.insertion == "serving")
  }

  @Test("what several have in common is inserted; then they are listed")
  func several() throws {
    let names = Self.completions("cart-1", "cart-2", at: 0..<2)
    let first = try #require(CompletionStep(names, in: "ca", columns: 80))
    #expect(first.insertion == "cart-")
    #expect(first.listing == "")
    let then = Self.completions("cart-1", "cart-2", at: 0..<5)
    let second = try #require(CompletionStep(then, in: "cart-", columns: 80))
    #expect(second.insertion == "cart-")
    #expect(second.listing == "  cart-1  a cart-1\n  cart-2  a cart-2\n")
  }

  @Test("a long list is cut and says so, and its lines fit")
  func long() throws {
    let many = (0..<60).map {
      LineCompletion(text: "name-\($0)", detail: String(repeating: "x", count: 90), replaced: 0..<0)
    }
    let step = try #require(CompletionStep(many, in: "", columns: 40))
    #expect(step.insertion == "name-")
    let again = many.map { completion in
      var completion = completion
      completion.replaced = 0..<5
      return completion
    }
    let listing = try #require(CompletionStep(again, in: "name-", columns: 40)).listing
    let lines = listing.split(separator: "\n")
    #expect(lines.count == 41)
    #expect(lines.last == "  … and 20 more")
    #expect(lines.allSatisfy { $0.count < 40 })
  }

  @Test("names that could move the cursor are shown, not obeyed")
  func hostile() throws {
    let names = Self.completions("a\u{1B}[2J", "a\u{1B}[3J", at: 0..<3)
    let step = try #require(CompletionStep(names, in: "a\u{1B}[", columns: 80))
    #expect(!step.listing.contains("\u{1B}"))
  }

  @Test("where nothing fits there is nothing to do")
  func none() {
    #expect(CompletionStep([], in: "x", columns: 80) == nil)
  }
}
