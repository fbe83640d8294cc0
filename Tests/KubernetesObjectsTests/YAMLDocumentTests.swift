import Foundation
import KubernetesObjects
import Testing

/// What `kubectl` 1.32 makes of the same texts is what is expected here.
@Suite("YAML becomes JSON as Kubernetes reads it")
struct YAMLDocumentTests {
  private func json(_ yaml: String) throws -> String {
    let document = try Array(yaml.utf8).withUnsafeBytes { try YAMLDocument($0) }
    // Whatever it is, the JSON parser takes it.
    try JSONParser().withDocument(document.json) { _ in }
    return String(decoding: document.json, as: UTF8.self)
  }

  private func error(_ yaml: String) throws -> YAMLSyntaxError {
    try #require(throws: YAMLSyntaxError.self) { try json(yaml) }
  }

  @Test(
    "scalars mean what they mean to kubectl",
    arguments: [
      ("yes", "true"), ("No", "false"), ("on", "true"), ("OFF", "false"), ("y", "true"),
      ("N", "false"), ("TRUE", "true"), ("tRue", #""tRue""#), ("~", "null"), ("Null", "null"),
      (#""""#, #""""#), ("''", #""""#), ("0777", "511"), ("0o17", "15"), ("0x1F", "31"),
      ("0b101", "5"), ("-0x10", "-16"), ("0888", "888"), ("08", "8"), ("1e3", "1000"),
      ("1E-2", "0.01"), ("1.0", "1"), ("1.50", "1.5"), (".5", "0.5"), ("-.5", "-0.5"),
      ("1.", "1"), ("1_000", "1000"), ("0x", #""0x""#), ("+5", "5"), ("-0", "0"), ("-0.0", "0"),
      ("2001-01-01", #""2001-01-01""#), ("2001-12-14t21:59:43Z", #""2001-12-14t21:59:43Z""#),
      ("1:30", #""1:30""#), ("10.4.5.6", #""10.4.5.6""#),
      ("18446744073709551615", "18446744073709551615"),
      ("-9223372036854775808", "-9223372036854775808"), ("1e999", #""1e999""#),
      (#""yes""#, #""yes""#), ("'5'", #""5""#), (".e5", #"".e5""#), (".", #"".""#), ("+", #""+""#),
      ("++5", #""++5""#), ("1e", #""1e""#), ("0x1p3", #""0x1p3""#), ("!!str 5", #""5""#),
      (#"!!int "5""#, "5"), ("!!float 5", "5"), ("!!bool yes", "true"), ("!foo 5", #""5""#),
      (#"!!null """#, "null"), (#""a\tb\x01\n\"\\""#, #""a\u0009b\u0001\n\"\\""#), ("ü", #""ü""#),
    ]
  )
  func scalars(yaml: String, expected: String) throws {
    #expect(try json("a: \(yaml)") == #"{"a":\#(expected)}"#)
  }

  @Test("numbers beyond 64 bits keep their size")
  func largeNumbers() throws {
    let value = try JSONParser().withDocument(Array(json("a: 123456789012345678901234").utf8)) {
      $0["a"]?.numberText.flatMap { Double($0) }
    }
    #expect(value == 1.2345678901234568e23)
  }

  @Test("keys become text")
  func keys() throws {
    #expect(
      try json("{yes: 1, 5: 2, 1.50: 3, 0x10: 4, \"q\": 5, 1e3: 6, 2001-01-01: 7}")
        == #"{"true":1,"5":2,"1.5":3,"16":4,"q":5,"1000":6,"2001-01-01":7}"#
    )
    #expect(try error("a: 1\n~: 2").line == 2)
    #expect(try error("a: 1\n[b]: 2").message.contains("as a key"))
  }

  @Test("collections, block texts, anchors, and comments")
  func shapes() throws {
    #expect(
      try json("# c\na:\n- 1\n-\n  b: [x, {w: z}]\n- []\n- {}\n") == """
        {"a":[1,{"b":["x",{"w":"z"}]},[],{}]}
        """
    )
    #expect(
      try json("a: |\n  x\n   y\nb: >-\n  x\n  y\nc: x\n  y\n") == """
        {"a":"x\\n y\\n","b":"x y","c":"x y"}
        """
    )
    #expect(try json("a: &x [1]\nb: *x\r\n") == #"{"a":[1],"b":[1]}"#)
    #expect(try json("\u{FEFF}- 1") == "[1]")
  }

  @Test("merge keys give way to what stands behind them, as in kubectl")
  func merges() throws {
    let base = "base: &b {a: 1, b: 2}\nm: "
    let prefix = #"{"base":{"a":1,"b":2},"m":"#
    #expect(try json(base + "{<<: *b, b: 3}") == prefix + #"{"a":1,"b":3}}"#)
    #expect(try json(base + "{b: 3, <<: *b}") == prefix + #"{"b":2,"a":1}}"#)
    #expect(try json(base + "{<<: [*b, {a: 9, c: 4}]}") == prefix + #"{"a":1,"c":4,"b":2}}"#)
    #expect(try json(base + #"{"<<": *b}"#) == prefix + #"{"<<":{"a":1,"b":2}}}"#)
    #expect(try error(base + "{\n<<: 5}").line == 3)
  }

  @Test(
    "what is not one well-formed document is refused with its line",
    arguments: [
      ("a: 1\nb: [1, 2\nc: 3\n", 3, "while parsing a flow sequence"),
      ("a: 1\n\tb: 2\n", 2, "while scanning"), ("a: 1\nb: 2\na: 3\n", 1, "the key `a`"),
      ("a: 1\nb:\n  1: x\n  0x1: y\n", 4, "the key `1` stands twice"),
      ("a: 1\n---\nb: 2\n", 2, "another document"), ("a: *x\n", 1, "undefined alias"),
      ("a: &x\n  b: *x\n", 2, "undefined alias"), ("a: 1\nb: .inf\n", 2, "`.inf`"),
      ("a: !!int x\n", 1, "`!!int`"), ("a: !!binary aGk=\n", 1, "`!!binary`"),
      ("text\n", 1, "found a scalar"), ("# only\n", 1, "empty"),
      ("a: \"\\q\"\n", 1, "unknown escape"),
      ("a: 1\nb: \u{7}\n", 2, "control characters"),
    ]
  )
  func malformed(yaml: String, line: Int, message: String) throws {
    let error = try error(yaml)
    #expect(error.line == line)
    #expect(error.message.contains(message), "\(error.message)")
  }

  @Test("bytes that are not UTF-8 are refused with their line")
  func encoding() throws {
    let bytes = Array("a: 1\nb: ".utf8) + [0xFF, 0xFE] + Array("\nc: 1\n".utf8)
    let error = try #require(throws: YAMLSyntaxError.self) {
      try bytes.withUnsafeBytes { try YAMLDocument($0) }
    }
    #expect(error.line == 2)
    #expect(error.message.contains("UTF-8"))
  }

  @Test("nesting has a limit, in blocks, flows, and keys", arguments: [101, 900, 100_000])
  func nesting(depth: Int) throws {
    let flow = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    #expect(try error("a: " + flow).message.contains("nested deeper than 100"))
    let dashes = String(repeating: "- ", count: depth) + "a"
    #expect(try error(dashes).message.contains("nested deeper than 100"))
    #expect(throws: YAMLSyntaxError.self) { try json(String(repeating: "? ", count: depth) + "a") }
    let deepest = String(repeating: "[", count: 99) + String(repeating: "]", count: 99)
    #expect(try json("a: " + deepest) == #"{"a":\#(deepest)}"#)
  }

  @Test("aliases that multiply are refused before they do")
  func aliasBombs() throws {
    var values = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    var merges = "a0: &a0 {x: 1}\n"
    var texts = "a0: &a0 \"\(String(repeating: "x", count: 100_000))\"\n"
    for level in 1...12 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      values += "a\(level): &a\(level) [\(aliases)]\n"
      merges += "a\(level): &a\(level) {<<: [\(aliases)]}\n"
    }
    texts += "b: [" + Array(repeating: "*a0", count: 1000).joined(separator: ", ") + "]\n"
    for bomb in [values, merges, texts] {
      #expect(try error(bomb).message.contains("aliases add more than"))
    }
    #expect(try error(values + "? *a12\n: 1\n").message.contains("too many aliases"))
    #expect(try error(values + "{[*a12]: 1}\n").message.contains("too many aliases"))
    let many = "a: &a {b: 1}\nc: [" + Array(repeating: "*a", count: 5000).joined(separator: ",")
    #expect(try json(many + "]\n").count > 5000 * 7)
  }

  @Test("places in the JSON are found in the YAML")
  func places() throws {
    let yaml = "# comment\na: 1\nb:\n  - c: x\n    d: z\n"
    let document = try Array(yaml.utf8).withUnsafeBytes { try YAMLDocument($0) }
    let json = String(decoding: document.json, as: UTF8.self)
    for (value, line) in [("1", 2), (#""x""#, 4), (#""z""#, 5), (#"{"c""#, 4), (#"[{"#, 4)] {
      let range = try #require(json.range(of: value))
      let byte = json.utf8.distance(from: json.startIndex, to: range.lowerBound)
      #expect(document.line(ofJSONByte: byte) == line, "\(value)")
    }
  }

  @Test(
    "a place that is told is on a line that there is",
    arguments: [
      ("? !!map ", 1), ("a: {}\nb:\n  ? !!map", 3), ("a:\r\n- ? !!map", 2), ("? !!map\u{2028}", 2),
      ("a:", 1), ("a: [", 1), ("a: \"", 1), ("a: !!int", 1),
    ]
  )
  func lastLine(yaml: String, lineCount: Int) throws {
    do {
      let document = try Array(yaml.utf8).withUnsafeBytes { try YAMLDocument($0) }
      for byte in 0...document.json.count {
        #expect((1...lineCount).contains(document.line(ofJSONByte: byte)))
      }
    } catch let error as YAMLSyntaxError {
      #expect((1...lineCount).contains(error.line), "\(error)")
    }
  }
}
