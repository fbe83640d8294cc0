import Foundation
import KubernetesObjects
import Testing

struct RedactorTests {
  private func redact(_ text: String, _ policy: RetentionPolicy) throws -> String {
    try Fixture.parse(text) {
      String(decoding: Redactor(policy: RedactionPolicy(policy)).body(of: $0), as: UTF8.self)
    }
  }

  private static let standardPaths = [
    ["metadata", "managedFields"],
    ["metadata", "annotations", "kubectl.kubernetes.io/last-applied-configuration"],
    ["spec", "containers", "*", "env", "*", "value"],
    ["spec", "initContainers", "*", "env", "*", "value"],
    ["spec", "ephemeralContainers", "*", "env", "*", "value"],
  ]

  @Test(arguments: Fixture.names)
  func fullKeepsEveryByte(name: String) throws {
    let bytes = try Fixture.bytes(name)
    let body = try JSONParser().withDocument(bytes) { Redactor(policy: .full).body(of: $0) }
    #expect(body == bytes.dropLast())
  }

  @Test(arguments: Fixture.names)
  func standardRemovesExactlyWhatItSays(name: String) throws {
    let bytes = try Fixture.bytes(name)
    let body = try JSONParser().withDocument(bytes) { Redactor(policy: .standard).body(of: $0) }
    let expected = Self.standardPaths.reduce(try JSONTree(foundation: bytes)) { $0.removing($1) }
    #expect(try JSONTree(foundation: body) == expected)
    #expect(body.count < bytes.count)
  }

  @Test(arguments: Fixture.names, [RetentionPolicy.standard, .topology])
  func factsStayTheSame(name: String, policy: RetentionPolicy) throws {
    let parser = JSONParser()
    let redactor = Redactor(policy: RedactionPolicy(policy))
    let (before, body) = try parser.withDocument(try Fixture.bytes(name)) { root in
      (try Self.decode(root), redactor.body(of: root))
    }
    let (after, again) = try parser.withDocument(body) { root in
      (try Self.decode(root), redactor.body(of: root))
    }
    #expect(before == after)
    #expect(again == body, "redacting twice changes nothing more")
  }

  @Test(arguments: Fixture.names)
  func redactsPrettyPrintedObjects(name: String) throws {
    let object = try JSONSerialization.jsonObject(with: Data(try Fixture.bytes(name)))
    let pretty = try JSONSerialization.data(withJSONObject: object, options: [.prettyPrinted])
    for policy in [RetentionPolicy.standard, .topology] {
      let body = try JSONParser().withDocument([UInt8](pretty)) {
        Redactor(policy: RedactionPolicy(policy)).body(of: $0)
      }
      let compact = try JSONParser().withDocument(try Fixture.bytes(name)) {
        Redactor(policy: RedactionPolicy(policy)).body(of: $0)
      }
      #expect(try JSONTree(foundation: body) == (try JSONTree(foundation: compact)))
    }
  }

  @Test(
    arguments: [
      // The only member, the first, one in the middle, the last, two neighbours, all.
      (#"{"metadata":{"managedFields":[]}}"#, #"{"metadata":{}}"#),
      (#"{"metadata":{"managedFields":[1],"uid":"u"}}"#, #"{"metadata":{"uid":"u"}}"#),
      (#"{"metadata":{"a":1,"managedFields":[],"b":2}}"#, #"{"metadata":{"a":1,"b":2}}"#),
      (#"{"metadata":{"a":1,"managedFields":[{}]}}"#, #"{"metadata":{"a":1}}"#),
      (
        #"{"metadata":{"managedFields":1,"managedFields":2,"b":2}}"#, #"{"metadata":{"b":2}}"#
      ),
      (
        #"{"metadata":{"a":1,"managedFields":1,"managedFields":2}}"#, #"{"metadata":{"a":1}}"#
      ),
      // White space of the rest stays.
      (
        "{ \"metadata\" : {\n  \"a\" : 1 ,\n  \"managedFields\" : [ ] ,\n  \"b\" : 2\n }\n}",
        "{ \"metadata\" : {\n  \"a\" : 1 ,\n  \"b\" : 2\n }\n}"
      ),
      (
        "{\n \"metadata\": {\n  \"a\": 1,\n  \"managedFields\": []\n }\n}",
        "{\n \"metadata\": {\n  \"a\": 1\n }\n}"
      ),
      // An escaped key is the same key.
      (#"{"metadata":{"managed\u0046ields":[],"a":1}}"#, #"{"metadata":{"a":1}}"#),
      // Elsewhere the same names stay.
      (
        #"{"managedFields":[],"spec":{"managedFields":[],"env":[{"value":"v"}]}}"#,
        #"{"managedFields":[],"spec":{"managedFields":[],"env":[{"value":"v"}]}}"#
      ),
      // Annotations stay, though none may be left.
      (
        #"{"metadata":{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{}"}}}"#,
        #"{"metadata":{"annotations":{}}}"#
      ),
      (#"{"metadata":null,"spec":7}"#, #"{"metadata":null,"spec":7}"#),
    ])
  func removesOneCommaWithEachMember(text: String, expected: String) throws {
    #expect(try redact(text, .standard) == expected)
  }

  @Test(arguments: ["containers", "initContainers", "ephemeralContainers"])
  func removesTheValuesOfEnvironmentVariables(list: String) throws {
    let text = #"""
      {"spec":{"\#(list)":[{"name":"c","env":[{"name":"A","value":"secret"},{"value":"secret",\#
      "name":"B"},{"name":"C","valueFrom":{"secretKeyRef":{"name":"s","key":"value"}}}],\#
      "envFrom":[{"prefix":"value"}]},{"env":[{"value":"secret"}]},{"env":null}]}}
      """#
    let expected = #"""
      {"spec":{"\#(list)":[{"name":"c","env":[{"name":"A"},{\#
      "name":"B"},{"name":"C","valueFrom":{"secretKeyRef":{"name":"s","key":"value"}}}],\#
      "envFrom":[{"prefix":"value"}]},{"env":[{}]},{"env":null}]}}
      """#
    #expect(try redact(text, .standard) == expected)
  }

  @Test func topologyKeepsOnlyWhatFactsRead() throws {
    let body = try JSONParser().withDocument(try Fixture.bytes("pod-applied")) { root in
      String(decoding: Redactor(policy: .topology).body(of: root), as: UTF8.self)
    }
    #expect(
      body
        == #"""
        {"kind":"Pod","apiVersion":"v1","metadata":{"name":"nginx","namespace":"default",\#
        "uid":"f1bbad58-99bc-4f67-a9e4-df115ba8a24a","resourceVersion":"12805",\#
        "creationTimestamp":"2026-11-23T04:39:44Z","labels":{"app.kubernetes.io/name":"proxy",\#
        "topology.kubernetes.io/region":"region-1","topology.kubernetes.io/zone":"zone-a"},\#
        "annotations":{}},"spec":{"containers":[{"ports":[{"name":"http-web-svc",\#
        "containerPort":80,"protocol":"TCP"}]}],"restartPolicy":"Always","nodeName":"node-01"},\#
        "status":{"phase":"Running","conditions":[{"type":"PodReadyToStartContainers",\#
        "status":"True","lastTransitionTime":"2026-11-23T04:39:45Z"},{"type":"Initialized",\#
        "status":"True","lastTransitionTime":"2026-11-23T04:39:44Z"},{"type":"Ready",\#
        "status":"True","lastTransitionTime":"2026-11-23T04:39:45Z"},{"type":"ContainersReady",\#
        "status":"True","lastTransitionTime":"2026-11-23T04:39:45Z"},{"type":"PodScheduled",\#
        "status":"True","lastTransitionTime":"2026-11-23T04:39:44Z"}],\#
        "hostIPs":[{"ip":"172.30.0.11"},{"ip":"fd00:172:30::b"}],"podIP":"10.244.1.2",\#
        "podIPs":[{"ip":"10.244.1.2"},{"ip":"fd00:10:244:1::2"}]}}
        """#.replacing(#""restartPolicy":"Always","#, with: "")
    )
  }

  @Test func redactsAnObjectInsideAnotherDocument() throws {
    let text = #"{"type":"ADDED","object":{"metadata":{"managedFields":[],"uid":"é"}}}"#
    let body = try Fixture.parse(text) { root in
      root["object"].map { Redactor(policy: .standard).body(of: $0) }
    }
    #expect(body == Array(#"{"metadata":{"uid":"é"}}"#.utf8))
  }

  @Test func policiesHaveTheNamesOfTheCommandLine() {
    #expect(RetentionPolicy.allCases.map(\.rawValue) == ["full", "default", "topology"])
  }

  private static func decode(_ root: JSONValue) throws -> DecodedObject {
    let kind = try #require(ObjectDecoder.kind(of: root))
    return try ObjectDecoder.decode(root, kind: kind)
  }
}
