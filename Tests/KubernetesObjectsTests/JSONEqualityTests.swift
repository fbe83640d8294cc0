import Foundation
import KubernetesObjects
import Testing

struct JSONEqualityTests {
  private func compare<Result>(
    _ left: String,
    _ right: String,
    _ body: (JSONValue, JSONValue) throws -> Result
  ) throws -> Result {
    try Fixture.parse(left) { left in try Fixture.parse(right) { try body(left, $0) } }
  }

  @Test(
    arguments: [
      (#"{"a":1,"b":[true,"x"]}"#, #"{ "b": [ true, "x" ], "a": 1 }"#),
      // Null, absent and empty members are alike, however deep.
      (#"{"a":null}"#, "{}"),
      (#"{"a":[]}"#, "{}"),
      (#"{"a":{}}"#, "{}"),
      (#"{"a":[]}"#, #"{"a":null}"#),
      (#"{"a":{}}"#, #"{"a":[]}"#),
      (#"{"a":{"b":{"c":null,"d":[]}}}"#, "{}"),
      (#"{"a":{"b":{"c":null,"d":[]}}}"#, #"{"a":null}"#),
      (#"{"a":[{"b":null}]}"#, #"{"a":[{}]}"#),
      // Items of lists have no kind.
      (#"{"kind":"Pod","apiVersion":"v1","metadata":{"name":"n"}}"#, #"{"metadata":{"name":"n"}}"#),
      (#"{"kind":"Pod"}"#, #"{"kind":"List","apiVersion":"v2"}"#),
      // Escapes.
      (#"{"a":"\u0041\/"}"#, #"{"\u0061":"A/"}"#),
      (#"{"a":"\n"}"#, #"{"a":"\u000a"}"#),
      // Numbers.
      (#"{"a":1.0}"#, #"{"a":1}"#),
      (#"{"a":1e2}"#, #"{"a":100}"#),
      (#"{"a":-0}"#, #"{"a":0}"#),
      // Of members with the same key the last one counts.
      (#"{"a":1,"a":2}"#, #"{"a":2}"#),
      ("[1,2]", "[1, 2]"),
    ])
  func areEqual(left: String, right: String) throws {
    #expect(try compare(left, right, JSONEquality.isEqual))
    #expect(try compare(right, left, JSONEquality.isEqual))
    #expect(try compare(left, right, JSONEquality.firstDifference) == nil)
  }

  @Test(
    arguments: [
      (#"{"a":1}"#, #"{"a":2}"#, "a", "a"),
      (#"{"a":{"b":[1,{"c":true}]}}"#, #"{"a":{"b":[1,{"c":false}]}}"#, "a.b[1].c", "a.b[1].c"),
      (#"{"a":1}"#, "{}", "a", "a"),
      (#"{"a":1}"#, #"{"a":"1"}"#, "a", "a"),
      (#"{"a":1}"#, #"{"a":null}"#, "a", "a"),
      (#"{"a":[null]}"#, "{}", "a", "a"),
      (#"{"a":[null]}"#, #"{"a":[{}]}"#, "a[0]", "a[0]"),
      (#"{"a":[1]}"#, #"{"a":[1,2]}"#, "a[1]", "a[1]"),
      (#"{"a":false}"#, "{}", "a", "a"),
      (#"{"a":""}"#, "{}", "a", "a"),
      (#"{"a":0}"#, "{}", "a", "a"),
      (#"{"a":1,"b":2}"#, #"{"b":3,"a":4}"#, "a", "b"),
      (#"{"x":{"kind":"A"}}"#, #"{"x":{"kind":"B"}}"#, "x.kind", "x.kind"),
      (#"{"a b":{"c.d/e":{"":1}}}"#, "{}", #"["a b"]"#, #"["a b"]"#),
      (
        #"{"m":{"app.kubernetes.io/name":"x"}}"#, #"{"m":{"app.kubernetes.io/name":"y"}}"#,
        #"m["app.kubernetes.io/name"]"#, #"m["app.kubernetes.io/name"]"#
      ),
      // Digits beyond 64 bits count.
      (#"{"a":123456789012345678901}"#, #"{"a":123456789012345678902}"#, "a", "a"),
      // Texts are compared byte for byte.
      ("{\"a\":\"\u{E9}\"}", "{\"a\":\"e\u{301}\"}", "a", "a"),
      (#"{"a":1,"a":2}"#, #"{"a":1}"#, "a", "a"),
      ("[]", "{}", "", ""),
    ])
  func differ(left: String, right: String, path: String, reverse: String) throws {
    #expect(try !compare(left, right, JSONEquality.isEqual))
    #expect(try !compare(right, left, JSONEquality.isEqual))
    #expect(try compare(left, right, JSONEquality.firstDifference) == path)
    #expect(try compare(right, left, JSONEquality.firstDifference) == reverse)
  }

  @Test(arguments: Fixture.names)
  func realObjectsEqualThemselvesWithSortedKeys(name: String) throws {
    let bytes = try Fixture.bytes(name)
    let object = try JSONSerialization.jsonObject(with: Data(bytes))
    let sorted = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])
    try JSONParser().withDocument(bytes) { left in
      try JSONParser().withDocument([UInt8](sorted)) { right in
        #expect(JSONEquality.firstDifference(left, right) == nil)
      }
    }
  }

  @Test func differentRealObjectsDiffer() throws {
    try JSONParser().withDocument(try Fixture.bytes("pod-applied")) { left in
      try JSONParser().withDocument(try Fixture.bytes("pod-hostname")) { right in
        #expect(JSONEquality.firstDifference(left, right) == "metadata.name")
      }
    }
  }
}
