import KubernetesObjects
import Testing
import TopologyModel

struct ObjectDecoderTests {
  @Test(
    arguments: [
      ("Pod", "v1", .pod), ("Service", "v1", .service), ("Node", "v1", .node),
      ("EndpointSlice", "discovery.k8s.io/v1", .endpointSlice),
      ("EndpointSlice", "discovery.k8s.io/v1beta1", .endpointSlice),
      ("EndpointSlice", "v1", nil), ("EndpointSlice", "discovery.k8s.io/v2", nil),
      ("Pod", "v2", nil), ("Endpoints", "v1", nil), ("Service", "serving.knative.dev/v1", nil),
      ("pod", "v1", nil),
    ] as [(String, String, ResourceKind?)]
  )
  func findsTheKind(kind: String, apiVersion: String, expected: ResourceKind?) throws {
    let found = try Fixture.parse(#"{"apiVersion":"\#(apiVersion)","kind":"\#(kind)"}"#) {
      ObjectDecoder.kind(of: $0)
    }
    #expect(found == expected)
  }

  @Test(arguments: ["{}", "[]", #"{"kind":"Pod"}"#, #"{"kind":1,"apiVersion":[]}"#])
  func findsNoKindWithoutItsMembers(text: String) throws {
    #expect(try Fixture.parse(text) { ObjectDecoder.kind(of: $0) } == nil)
  }

  @Test func readsTheReferenceAlone() throws {
    let (reference, revision) = try JSONParser().withDocument(try Fixture.bytes("slice-hints")) {
      try ObjectDecoder.reference($0, kind: .endpointSlice)
    }
    let slot = ObjectSlot(
      kind: .endpointSlice,
      namespace: "shop",
      name: "echo-prefersamenode-4gldd"
    )
    #expect(
      reference == ObjectReference(slot: slot, uid: "d607cd6a-f168-4e3a-bb8e-622bc7e77b35")
    )
    #expect(revision == "13212")
  }

  @Test(arguments: Fixture.names)
  func readsTheSameReferenceBothWays(name: String) throws {
    try JSONParser().withDocument(try Fixture.bytes(name)) { root in
      let kind = try #require(ObjectDecoder.kind(of: root))
      let object = try ObjectDecoder.decode(root, kind: kind)
      let (reference, revision) = try ObjectDecoder.reference(root, kind: kind)
      #expect(object.reference == reference)
      #expect(object.revision == revision)
      #expect(object.facts.kind == kind)
      #expect(object.apiVersion == root["apiVersion"]?.string)
    }
  }

  @Test func takesObjectsOfManifestsAsTheyAre() throws {
    let object = try Fixture.parse(#"{"metadata":{"name":"n","resourceVersion":null}}"#) {
      try ObjectDecoder.decode($0, kind: .service)
    }
    let slot = ObjectSlot(kind: .service, namespace: "", name: "n")
    #expect(object.reference == ObjectReference(slot: slot, uid: ""))
    #expect(object.revision == "")
    #expect(object.apiVersion == "")
    #expect(object.facts == .service(ServiceFacts()))
  }

  @Test func nodesHaveNoNamespace() throws {
    let text = #"{"metadata":{"name":"node-01","namespace":"x","uid":"u","resourceVersion":"007"}}"#
    let (reference, revision) = try Fixture.parse(text) {
      try ObjectDecoder.reference($0, kind: .node)
    }
    #expect(reference.slot == ObjectSlot(kind: .node, namespace: "", name: "node-01"))
    #expect(revision == "007")
  }

  @Test(
    arguments: [
      (.pod, "[]", "", "an object", "an array"),
      (.pod, "{}", "metadata", "an object", "nothing"),
      (.pod, #"{"metadata":[]}"#, "metadata", "an object", "an array"),
      (.pod, #"{"metadata":{}}"#, "metadata.name", "the name of the object", "nothing"),
      (.pod, #"{"metadata":{"name":7}}"#, "metadata.name", "a string", "a number"),
      (
        .pod, #"{"metadata":{"name":"n","uid":{}}}"#, "metadata.uid", "a string", "an object"
      ),
      (
        .pod, #"{"metadata":{"name":"n","labels":{"a.b/c":1}}}"#, #"metadata.labels["a.b/c"]"#,
        "a string", "a number"
      ),
      (
        .pod, #"{"metadata":{"name":"n","labels":{"a":null}}}"#, "metadata.labels.a", "a string",
        "null"
      ),
      (
        .service, #"{"metadata":{"name":"n"},"spec":{"selector":{"a":true}}}"#, "spec.selector.a",
        "a string", "a boolean"
      ),
      (
        .service, #"{"metadata":{"name":"n"},"spec":{"ports":[{"port":"80"}]}}"#,
        "spec.ports[0].port", "an integer", "a string"
      ),
      (
        .service, #"{"metadata":{"name":"n"},"spec":{"ports":[{"port":1},{}]}}"#,
        "spec.ports[1].port", "an integer", "nothing"
      ),
      (
        .service, #"{"metadata":{"name":"n"},"spec":{"ports":[{"port":80.5}]}}"#,
        "spec.ports[0].port", "an integer of 64 bits", "`80.5`"
      ),
      (
        .service,
        #"{"metadata":{"name":"n"},"#
          + #""spec":{"ports":[{"port":1,"targetPort":9223372036854775808}]}}"#,
        "spec.ports[0].targetPort", "an integer of 64 bits", "`9223372036854775808`"
      ),
      (
        .service, #"{"metadata":{"name":"n"},"spec":{"ports":[{"port":1,"targetPort":true}]}}"#,
        "spec.ports[0].targetPort", "an integer or a string", "a boolean"
      ),
      (
        .service, #"{"metadata":{"name":"n"},"spec":{"ports":[{"port":1,"protocol":"tcp"}]}}"#,
        "spec.ports[0].protocol", "`TCP`, `UDP` or `SCTP`", "`tcp`"
      ),
      (
        .service, #"{"metadata":{"name":"n"},"spec":{"ports":{}}}"#, "spec.ports", "an array",
        "an object"
      ),
      (
        .service, #"{"metadata":{"name":"n"},"spec":{"clusterIPs":["a",null]}}"#,
        "spec.clusterIPs[1]", "a string", "null"
      ),
      (
        .pod, #"{"metadata":{"name":"n"},"spec":{"hostNetwork":"yes"}}"#, "spec.hostNetwork",
        "a boolean", "a string"
      ),
      (
        .pod, #"{"metadata":{"name":"n"},"spec":{"containers":[{"ports":[{"name":"a"}]}]}}"#,
        "spec.containers[0].ports[0].containerPort", "an integer", "nothing"
      ),
      (
        .pod, #"{"metadata":{"name":"n"},"spec":{"containers":[null]}}"#, "spec.containers[0]",
        "an object", "null"
      ),
      (
        .pod, #"{"metadata":{"name":"n","creationTimestamp":"yesterday"}}"#,
        "metadata.creationTimestamp", "a time in RFC 3339 form between 1678 and 2261",
        "`yesterday`"
      ),
      (
        .pod, #"{"metadata":{"name":"n","deletionTimestamp":""}}"#, "metadata.deletionTimestamp",
        "a time in RFC 3339 form between 1678 and 2261", "an empty string"
      ),
      (
        .pod, #"{"metadata":{"name":"n","deletionTimestamp":12}}"#, "metadata.deletionTimestamp",
        "a time", "a number"
      ),
      (
        .pod,
        #"{"metadata":{"name":"n"},"status":{"conditions":[{"type":"Ready","status":true}]}}"#,
        "status.conditions[0].status", "a string", "a boolean"
      ),
      (
        .endpointSlice, #"{"metadata":{"name":"n"},"endpoints":[{"conditions":{"ready":"x"}}]}"#,
        "endpoints[0].conditions.ready", "a boolean", "a string"
      ),
      (
        .endpointSlice, #"{"metadata":{"name":"n"},"endpoints":[{"addresses":[1]}]}"#,
        "endpoints[0].addresses[0]", "a string", "a number"
      ),
      (
        .endpointSlice,
        #"{"metadata":{"name":"n"},"endpoints":[{"hints":{"forZones":["a"]}}]}"#,
        "endpoints[0].hints.forZones[0]", "an object", "a string"
      ),
      (
        .endpointSlice, #"{"metadata":{"name":"n"},"ports":[{"port":[]}]}"#, "ports[0].port",
        "an integer", "an array"
      ),
      (
        .node, #"{"metadata":{"name":"n"},"status":{"addresses":[{"address":1}]}}"#,
        "status.addresses[0].address", "a string", "a number"
      ),
    ] as [(ResourceKind, String, String, String, String)]
  )
  func saysWhichFieldIsWrong(
    kind: ResourceKind,
    text: String,
    path: String,
    expectation: String,
    found: String
  ) {
    let expected = ObjectDecodingError(path: path, expectation: expectation, found: found)
    #expect(throws: expected) {
      try Fixture.parse(text) { try ObjectDecoder.decode($0, kind: kind) }
    }
  }

  @Test func namesPathsFromTheObjectAndNotFromItsDocument() {
    let text = #"{"items":[{},{"metadata":{"name":"n"},"spec":{"type":[]}}]}"#
    let expected = ObjectDecodingError(
      path: "spec.type",
      expectation: "a string",
      found: "an array"
    )
    #expect(throws: expected) {
      try Fixture.parse(text) { root in
        try root["items"]?.forEachElement { item in
          if item["spec"] != nil { _ = try ObjectDecoder.decode(item, kind: .service) }
        }
      }
    }
  }

  @Test func writesSentences() {
    let wrong = ObjectDecodingError(
      path: "spec.ports[0].port",
      expectation: "an integer",
      found: "a string"
    )
    #expect(
      wrong.description == "found a string at `spec.ports[0].port`, expected an integer"
    )
    let root = ObjectDecodingError(path: "", expectation: "an object", found: "an array")
    #expect(root.description == "found an array in place of the object, expected an object")
    let syntax = JSONSyntaxError(message: "expected a value", byteOffset: 3)
    #expect(syntax.description == "expected a value, at byte 3")
  }

  @Test func quotesOnlyTheBeginningOfLongTexts() {
    let text = String(repeating: "x", count: 1000)
    let json = #"{"metadata":{"name":"n","creationTimestamp":"\#(text)"}}"#
    let error = #expect(throws: ObjectDecodingError.self) {
      try Fixture.parse(json) { try ObjectDecoder.decode($0, kind: .pod) }
    }
    #expect(error?.found == "`\(text.prefix(60))…`")
  }
}
