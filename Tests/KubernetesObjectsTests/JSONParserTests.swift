import KubernetesObjects
import Testing

struct JSONParserTests {
  @Test(arguments: Fixture.names)
  func readsRealObjectsAsFoundationDoes(name: String) throws {
    let bytes = try Fixture.bytes(name)
    let tree = try JSONParser().withDocument(bytes) { JSONTree($0) }
    #expect(tree == (try JSONTree(foundation: bytes)))
  }

  @Test(
    arguments: [
      "{}", "[]", " { } ", "\t[\n]\r\n", #"{"":""}"#, #"[null,true,false,0,-0,1.5e-3,"x"]"#,
      #"{"a":{"b":[1,[2,[3,{"c":null}]]]},"d":"e"}"#, #"{ "a" : [ 1 , 2 ] , "b" : "c d" }"#,
      "[\"a\\\"b\\\\c\\/d\\b\\f\\n\\r\\t\"]", #"["Aé\u4e2d","Ü","日本","\ud83d\ude00 😀"]"#,
      #"{"key\n":1,"k\u0065y":2}"#, #"[9223372036854775807,-9223372036854775808]"#,
      #"["}]{[,:\\","\\\\\""]"#, #"[1E5,1e+5,0.0,-1.25]"#,
    ])
  func readsTextsAsFoundationDoes(text: String) throws {
    let tree = try Fixture.parse(text) { JSONTree($0) }
    #expect(tree == (try JSONTree(foundation: Array(text.utf8))))
  }

  @Test(
    arguments: [
      ("", "found no text, expected a document", 0),
      ("  \n", "found no text, expected a document", 0),
      ("1", "the document is neither an object nor an array", 0),
      (" \"a\"", "the document is neither an object nor an array", 1),
      ("{\"a\":1", "the text ends inside an object or array", 6),
      ("[1,2", "the text ends inside an object or array", 4),
      ("[1,]", "expected a value", 3),
      ("{\"a\":1,}", "expected a key in quotes", 7),
      ("{a:1}", "expected a key in quotes", 1),
      ("{\"a\" 1}", "expected `:` after the key", 5),
      ("{\"a\":}", "expected a value", 5),
      ("[1 2]", "expected `,` or `]` after the element", 3),
      ("{\"a\":1 \"b\":2}", "expected `,` or `}` after the member", 7),
      ("[1}", "expected `,` or `]` after the element", 2),
      ("{} {}", "found more text after the document", 3),
      ("{}}", "found more text after the document", 2),
      ("[nul]", "found a word other than `true`, `false` and `null`", 1),
      ("[nulll]", "found a word other than `true`, `false` and `null`", 1),
      ("[True]", "found a word other than `true`, `false` and `null`", 1),
      ("[01]", "found a malformed number", 1),
      ("[1, -]", "found a malformed number", 4),
      ("[1.]", "found a malformed number", 1),
      ("[1e]", "found a malformed number", 1),
      ("[1x]", "found a malformed number", 1),
      ("[+1]", "expected a value", 1),
      ("[.5]", "expected a value", 1),
      ("[\"a\\x\"]", "found an escape that JSON does not have", 3),
      ("[\"\\u12g4\"]", "found an escape that JSON does not have", 2),
      ("[\"\\u123\"]", "found an escape that JSON does not have", 2),
      ("[\"a\\ud800\"]", "found half of a surrogate pair", 3),
      ("[\"\\ud800\\u0041\"]", "found half of a surrogate pair", 2),
      ("[\"\\udc00\"]", "found half of a surrogate pair", 2),
      ("{\"a\":\"b}", "found a string without its closing quote", 5),
      ("[\"a\nb\"]", "found a control character inside a string", 3),
    ])
  func saysWhatIsWrongAndWhere(text: String, message: String, offset: Int) {
    #expect(throws: JSONSyntaxError(message: message, byteOffset: offset)) {
      try Fixture.parse(text) { _ in }
    }
  }

  @Test(
    arguments: [
      [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82],
      [0x80], [0xE0, 0x80, 0x80],
    ] as [[UInt8]]
  )
  func refusesBytesThatAreNotUTF8(bytes: [UInt8]) {
    let text = Array("[\"aé".utf8) + bytes + Array("\"]".utf8)
    let expected = JSONSyntaxError(message: "found bytes that are not UTF-8", byteOffset: 5)
    #expect(throws: expected) { try JSONParser().withDocument(text) { _ in } }
  }

  @Test func refusesDeepNesting() throws {
    let parser = JSONParser(depthMax: 3)
    try parser.withDocument(Array("[[{}]]".utf8)) { #expect($0.isArray) }
    #expect(
      throws: JSONSyntaxError(
        message: "the document is nested deeper than 3 levels",
        byteOffset: 7
      )
    ) {
      try parser.withDocument(Array("[[{\"a\":[]}]]".utf8)) { _ in }
    }
    let deepest = Array(repeating: UInt8(ascii: "["), count: 5000)
    #expect(throws: JSONSyntaxError.self) {
      try JSONParser(depthMax: .max).withDocument(deepest) { _ in }
    }
  }

  @Test func isUsedAgainAfterErrorsAndForLongerTexts() throws {
    let parser = JSONParser()
    for count in [0, 1, 100, 50_000, 3] {
      let text = "[" + Array(repeating: "\"é\"", count: count).joined(separator: ",") + "]"
      let elements = try parser.withDocument(Array(text.utf8)) { $0.elements.map(\.string) }
      #expect(elements == Array(repeating: "é", count: count))
      #expect(throws: JSONSyntaxError.self) {
        try parser.withDocument(Array((text + "]").utf8)) { _ in }
      }
    }
  }

  @Test func readsShortTextsBehindVeryLongOnes() throws {
    let parser = JSONParser()
    let long = String(repeating: "a", count: JSONParser.keptBytesMax)
    for text in ["b", long, "c", long + "d", "e", "f"] {
      let found = try parser.withDocument(Array("[\"\(text)\"]".utf8)) { root in
        var texts: [String?] = []
        root.forEachElement { texts.append($0.string) }
        return texts
      }
      #expect(found == [text])
      #expect(throws: JSONSyntaxError.self) {
        try parser.withDocument(Array("[\"\(text)".utf8)) { _ in }
      }
    }
  }

  @Test func passesErrorsOnAndStaysUsable() throws {
    struct Stop: Error {}
    let parser = JSONParser()
    #expect(throws: Stop.self) { try parser.withDocument(Array("{}".utf8)) { _ in throw Stop() } }
    #expect(try parser.withDocument(Array("[7]".utf8)) { $0.elements.map(\.int) } == [7])
  }

  @Test func refusesEveryTruncation() throws {
    let parser = JSONParser()
    let bytes = try Fixture.bytes("service-loadbalancer")
    let length = bytes.lastIndex(of: UInt8(ascii: "}")) ?? 0
    for count in 0...length {
      #expect(throws: JSONSyntaxError.self) {
        try parser.withDocument(Array(bytes[..<count])) { _ in }
      }
    }
  }

  /// Mutated objects are read as Foundation reads them, or refused with an offset in the text.
  @Test func survivesMutations() throws {
    var state: UInt64 = 20_261_123
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let alphabet = Array(#"{}[],:"\u0 e-.9tn\#u{1}é"#.utf8)
    let parser = JSONParser()
    let original = try Fixture.bytes("service-headless")
    var readCount = 0
    for _ in 0..<300 {
      var bytes = original
      for _ in 0...random(2) { bytes[random(bytes.count)] = alphabet[random(alphabet.count)] }
      do {
        let tree = try parser.withDocument(bytes) { JSONTree($0) }
        readCount += 1
        #expect(tree == (try JSONTree(foundation: bytes)))
      } catch let error as JSONSyntaxError {
        #expect((0...bytes.count).contains(error.byteOffset))
      }
    }
    #expect((20..<280).contains(readCount))
  }
}
