import Testing

@Suite("The checker of schemas")
struct SchemaCheckerTests {
  private static let root = #"{"a":{"text":{"type":"string"}}}"#

  /// Schema, a value that it takes, and one that it does not.
  private static let pairs: [(schema: String, right: String, wrong: String)] = [
    (#"{"type":"string"}"#, #""x""#, "1"),
    (#"{"type":"integer"}"#, "3", "3.5"),
    (#"{"type":"integer"}"#, "0", "false"),
    (#"{"type":"boolean"}"#, "true", "1"),
    (#"{"type":"number"}"#, "3.5", #""3.5""#),
    (#"{"type":"object"}"#, "{}", "[]"),
    (#"{"type":"array"}"#, "[]", "{}"),
    (#"{"type":["string","null"]}"#, "null", "1"),
    (#"{"const":1}"#, "1", "2"),
    (#"{"enum":["a","b"]}"#, #""b""#, #""c""#),
    (#"{"type":"integer","minimum":2}"#, "2", "1"),
    (#"{"type":"integer","maximum":2}"#, "2", "3"),
    (#"{"type":"string","minLength":1}"#, #""x""#, #""""#),
    (#"{"type":"string","maxLength":1}"#, #""x""#, #""xy""#),
    (#"{"type":"string","pattern":"^[0-9]+$"}"#, #""12""#, #""12x""#),
    (
      #"{"type":"string","format":"date-time"}"#, #""2026-01-01T10:00:00Z""#,
      #""2026-01-01 at ten""#
    ),
    (#"{"type":"array","items":{"type":"string"}}"#, #"["x"]"#, #"["x",1]"#),
    (#"{"type":"object","required":["x"]}"#, #"{"x":1}"#, #"{"y":1}"#),
    (#"{"properties":{"x":{"type":"string"}}}"#, #"{"x":"y","z":1}"#, #"{"x":1}"#),
    (#"{"properties":{"x":{}},"additionalProperties":false}"#, #"{"x":1}"#, #"{"y":1}"#),
    (#"{"additionalProperties":{"type":"string"}}"#, #"{"x":"y"}"#, #"{"x":1}"#),
    (##"{"$ref":"#/a/text"}"##, #""x""#, "1"),
  ]

  @Test("right values pass, and wrong ones do not")
  func values() throws {
    let checker = SchemaChecker(root: try .read(Self.root.utf8))
    for (schema, right, wrong) in Self.pairs {
      let parsed = try JSONValue.read(schema.utf8)
      #expect(checker.problems(try .read(right.utf8), parsed) == [], "\(schema) takes \(right)")
      #expect(checker.problems(try .read(wrong.utf8), parsed).count == 1, "\(schema), \(wrong)")
    }
  }

  @Test("what the checker does not know, and what is nowhere, is told")
  func unknown() throws {
    let checker = SchemaChecker(root: try .read(Self.root.utf8))
    for schema in [
      #"{"oneOf":[]}"#, #"{"format":"uri"}"#, ##"{"$ref":"#/a/number"}"##, ##"{"$ref":"a"}"##,
    ] {
      let problems = checker.problems(.text("x"), try .read(schema.utf8))
      #expect(problems.count == 1, "\(schema)")
    }
  }

  @Test("the place of what is wrong is told")
  func places() throws {
    let schema = #"{"properties":{"x":{"items":{"required":["y"]}}}}"#
    let problems = SchemaChecker(root: .null).problems(
      try .read(#"{"x":[{"y":1},{}]}"#.utf8),
      try .read(schema.utf8)
    )
    #expect(problems == ["$.x[1]: `y` is missing"])
  }
}
