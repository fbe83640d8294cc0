import Testing

@testable import QueryEngine

@Suite("glob")
struct GlobTests {
  @Test(
    "a pattern matches the whole text",
    arguments: [
      ("web", "web"), ("", ""), ("", "*"), ("", "***"), ("web", "*"), ("web-1", "web-*"),
      ("web-", "web-*"), ("my-web", "*-web"), ("web-1-api", "web-*-api"), ("web--api", "web-*-api"),
      ("abcabc", "*abc"), ("aaab", "*aab"), ("abXabXabc", "*ab*abc"), ("a*b", "a*b"),
      ("mississippi", "m*iss*i"), ("käse", "k*se"), ("日本語", "*本*"), ("a/b", "*/b"),
    ]
  )
  func matches(text: String, pattern: String) {
    #expect(Glob.matches(text, pattern: pattern))
  }

  @Test(
    "other texts do not match",
    arguments: [
      ("web", ""), ("", "a"), ("", "*a"), ("web", "we"), ("web", "eb"), ("web", "webs"),
      ("Web", "web"), ("web", "w*x"), ("web1", "web-*"), ("web-api", "web-*-api"),
      ("mississippi", "m*iss*x"), ("ab", "*ab*ab"), ("aab", "a*aab"), ("xweb", "web*"),
      // Nothing but `*` is special.
      ("web", "w?b"), ("web", "[w]eb"), ("web", "w.b"), ("web", #"w\*"#),
    ]
  )
  func mismatches(text: String, pattern: String) {
    #expect(!Glob.matches(text, pattern: pattern))
  }

  @Test("every short text and pattern gets the answer of the definition")
  func definition() {
    let texts = Self.words(of: ["a", "b"], lengthMax: 5)
    for pattern in Self.words(of: ["a", "b", "*"], lengthMax: 4) {
      for text in texts {
        let isMatch = Self.isMatch(Substring(text), Substring(pattern))
        #expect(Glob.matches(text, pattern: pattern) == isMatch, "`\(text)` like `\(pattern)`")
      }
    }
  }

  @Test("many stars take no more than some passes over the text")
  func manyStars() {
    let text = String(repeating: "a", count: 2000)
    #expect(!Glob.matches(text, pattern: String(repeating: "*a", count: 200) + "*b"))
  }

  private static func words(of letters: [String], lengthMax: Int) -> [String] {
    var words = [""]
    var longest = [""]
    for _ in 0..<lengthMax {
      longest = longest.flatMap { word in letters.map { word + $0 } }
      words += longest
    }
    return words
  }

  private static func isMatch(_ text: Substring, _ pattern: Substring) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    let rest = pattern.dropFirst()
    if first == "*" {
      return isMatch(text, rest) || !text.isEmpty && isMatch(text.dropFirst(), pattern)
    }
    return text.first == first && isMatch(text.dropFirst(), rest)
  }
}
