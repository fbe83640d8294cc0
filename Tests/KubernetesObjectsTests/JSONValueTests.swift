import KubernetesObjects
import Testing

struct JSONValueTests {
  @Test func findsMembersByKey() throws {
    try Fixture.parse(#"{"a":1,"\u0062":{"c":[2]},"a":3,"":4}"#) { root in
      #expect(root.kind == .object)
      #expect(root["a"]?.int == 3, "of several the last one counts")
      #expect(root.member("b")?["c"]?.elements.map(\.int) == [2])
      #expect(root["b"]?.kind == .object)
      #expect(root[""]?.int == 4)
      #expect(root["c"] == nil)
      #expect(root.member("aa") == nil)
      #expect(root["a"]?["b"] == nil)
      #expect(root.members.map(\.key.string) == ["a", "b", "a", ""])
    }
  }

  @Test func comparesKeysByteForByte() throws {
    // é as one scalar and as two: equal to Swift, different to Kubernetes.
    try Fixture.parse("{\"\u{E9}\":1}") { root in
      #expect(root.member("\u{E9}")?.int == 1)
      #expect(root.member("e\u{301}") == nil)
    }
  }

  @Test func walksElementsAndMembersOnlyWhereThereAreSome() throws {
    try Fixture.parse(#"[{"a":[1,2]},"x",null,5,[],{}]"#) { root in
      let counts = root.elements.map { ($0.elements.map { _ in 1 } + $0.members.map { _ in 1 }) }
      #expect(counts.map(\.count) == [1, 0, 0, 0, 0, 0])
      var kinds: [JSONKind] = []
      root.forEachElement { kinds.append($0.kind) }
      #expect(kinds == [.object, .string, .null, .number, .array, .object])
      var keys: [String] = []
      root.forEachMember { key, _ in keys.append(key.string) }
      root.elements.map { $0 }[0].forEachMember { key, value in
        keys.append(key.string)
        #expect(value.isArray)
      }
      #expect(keys == ["a"])
    }
  }

  @Test func knowsWhereValuesStand() throws {
    let text = #"{ "a" : "x\n" , "b":[ 1.50 , null ],"c":{ "d" : true } }"#
    try Fixture.parse(text) { root in
      func raw(_ value: JSONValue?) -> String? {
        value.map { String(decoding: $0.rawBytes, as: UTF8.self) }
      }
      #expect(raw(root) == text)
      #expect(root.rawRange == 0..<text.utf8.count)
      #expect(raw(root["a"]) == #""x\n""#)
      #expect(raw(root["b"]) == "[ 1.50 , null ]")
      #expect(root["b"]?.elements.map { raw($0) } == ["1.50", "null"])
      #expect(raw(root["c"]) == #"{ "d" : true }"#)
      #expect(root.members.map(\.key.rawRange.lowerBound) == [2, 16, 36])
    }
  }

  @Test(
    arguments: [
      ("0", 0), ("-0", 0), ("42", 42), ("-17", -17), ("9223372036854775807", Int.max),
      ("-9223372036854775808", Int.min), ("9223372036854775808", nil),
      ("-9223372036854775809", nil), ("123456789012345678901234567890", nil), ("1.0", nil),
      ("1e2", nil), ("\"1\"", nil), ("true", nil),
    ] as [(String, Int?)]
  )
  func readsIntegersThatFit(text: String, expected: Int?) throws {
    try Fixture.parse("[\(text)]") { root in
      #expect(root.elements.map(\.int) == [expected])
    }
  }

  @Test func keepsTheTextOfNumbersOfAnySize() throws {
    let text = "-123456789012345678901234567890.5e+3"
    try Fixture.parse("[\(text) ,\"\(text)\"]") { root in
      #expect(root.elements.map(\.numberText) == [text, nil])
    }
  }

  @Test func resolvesEscapes() throws {
    let text = #"["\"\\\/\b\f\n\r\t","\u0041\u00e9\u4E2D\uFFFF","\ud83d\uDE00x","\u0000"]"#
    let expected = ["\"\\/\u{8}\u{C}\n\r\t", "Aé中\u{FFFF}", "😀x", "\0"]
    try Fixture.parse(text) { root in
      #expect(root.elements.map(\.string) == expected)
    }
  }

  @Test func comparesStringsWithoutReadingThem() throws {
    try Fixture.parse(#"["Pod","\u0050od","Pods","",null,7]"#) { root in
      #expect(root.elements.map { $0.isString("Pod") } == [true, true, false, false, false, false])
      #expect(root.elements.map(\.string) == ["Pod", "Pod", "Pods", "", nil, nil])
      #expect(root.elements.map(\.isNull) == [false, false, false, false, true, false])
    }
  }

  @Test func readsBooleans() throws {
    try Fixture.parse("[true,false,null,0,\"true\"]") { root in
      #expect(root.elements.map(\.bool) == [true, false, nil, nil, nil])
    }
  }
}
