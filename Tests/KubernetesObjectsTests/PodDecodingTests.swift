import KubernetesObjects
import Testing
import TopologyModel

struct PodDecodingTests {
  private func facts(_ members: String) throws -> PodFacts {
    let text = members.isEmpty ? "" : "," + members
    let object = try Fixture.parse(#"{"metadata":{"name":"n"}\#(text)}"#) {
      try ObjectDecoder.decode($0, kind: .pod)
    }
    return try pod(object)
  }

  private func pod(_ object: DecodedObject) throws -> PodFacts {
    guard case .pod(let facts) = object.facts else { throw WrongKind() }
    return facts
  }

  private struct WrongKind: Error {}

  @Test func readsARealPod() throws {
    let object = try JSONParser().withDocument(try Fixture.bytes("pod-terminating")) {
      try ObjectDecoder.decode($0, kind: .pod)
    }
    var expected = PodFacts()
    expected.labels = [
      "app": "web", "pod-template-hash": "587f8cb6bd",
      "topology.kubernetes.io/region": "region-1", "topology.kubernetes.io/zone": "zone-a",
    ]
    expected.phase = "Running"
    expected.ready = .isTrue
    expected.readySince = Instant(rfc3339: "2026-11-23T04:30:01Z")
    expected.ips = ["10.244.1.2", "fd00:10:244:1::2"]
    expected.hostIPs = ["172.30.0.11", "fd00:172:30::b"]
    expected.nodeName = "node-01"
    expected.primaryIP = expected.ips[0]
    expected.creationTimestamp = Instant(rfc3339: "2026-11-23T04:30:00Z")
    expected.deletionTimestamp = Instant(rfc3339: "2026-11-23T04:30:14Z")
    expected.controller = OwnerReference(
      apiVersion: "apps/v1",
      kind: "ReplicaSet",
      name: "web-587f8cb6bd",
      uid: "6fd30d9e-a696-4c32-9852-55637648d069",
      isController: true
    )
    expected.ports = [
      PodFacts.ContainerPort(name: "http", number: 8080, transport: .tcp, container: .regular),
      PodFacts.ContainerPort(name: "metrics", number: 9090, transport: .tcp, container: .regular),
    ]
    #expect(try pod(object) == expected)
    #expect(object.revision == "609")
    #expect(object.apiVersion == "v1")
  }

  @Test func readsHostnameAndSubdomain() throws {
    let object = try JSONParser().withDocument(try Fixture.bytes("pod-hostname")) {
      try ObjectDecoder.decode($0, kind: .pod)
    }
    #expect(try pod(object).hostname == "db-0")
    #expect(try pod(object).subdomain == "db")
    #expect(try pod(object).ready == .isFalse)
  }

  @Test(
    arguments: [
      "", #""spec":null,"status":null"#, #""spec":{},"status":{}"#,
      #""spec":{"containers":null},"status":{"conditions":null,"podIPs":null,"phase":null}"#,
      #""spec":{"containers":[]},"status":{"conditions":[],"podIPs":[],"hostIPs":[{}]}"#,
      #""spec":{"containers":[{"ports":null}],"hostNetwork":null}"#, #""unknown":[1,{"a":2}]"#,
    ])
  func readsNullAbsentAndEmptyAlike(members: String) throws {
    #expect(try facts(members) == PodFacts())
  }

  @Test(
    arguments: [
      (#""True""#, .isTrue), (#""False""#, .isFalse), (#""Unknown""#, .unknown),
      (#""true""#, .unknown), ("null", .absent),
    ] as [(String, PodFacts.ConditionStatus)]
  )
  func readsTheReadyCondition(status: String, expected: PodFacts.ConditionStatus) throws {
    let facts = try facts(
      #""status":{"conditions":[{"type":"ContainersReady","status":"True"},"#
        + #"{"status":\#(status),"type":"Ready","lastTransitionTime":null}]}"#
    )
    #expect(facts.ready == expected)
    #expect(facts.readySince == nil)
  }

  @Test func readsPortsInTheOrderOfTheLists() throws {
    let facts = try facts(
      #"""
      "spec":{"ephemeralContainers":[{"ports":[{"containerPort":5}]}],\#
      "initContainers":[{"ports":[{"containerPort":1,"name":"a","protocol":"UDP"}]},\#
      {"ports":[{"containerPort":2}],"restartPolicy":"Always"},\#
      {"restartPolicy":"Never","ports":[{"containerPort":3}]}],\#
      "containers":[{"ports":[{"containerPort":8080,"name":"http","protocol":"SCTP"},\#
      {"containerPort":-70000,"protocol":""}]},{"name":"none"},\#
      {"ports":[{"containerPort":9090,"protocol":null}]}]}
      """#
    )
    let ports = facts.ports.map { "\($0.number) \($0.name) \($0.transport) \($0.container)" }
    #expect(
      ports == [
        "8080 http sctp regular", "-70000  tcp regular", "9090  tcp regular", "1 a udp plainInit",
        "2  tcp restartableInit", "3  tcp plainInit", "5  tcp ephemeral",
      ]
    )
  }

  @Test func onlyTheControllerAmongOwnersCounts() throws {
    let text = #"""
      {"metadata":{"name":"n","ownerReferences":[{"kind":"A","name":"a","uid":"1",\#
      "apiVersion":"v1"},{"kind":"B","name":"b","uid":"2","apiVersion":"v1","controller":true},\#
      {"kind":"C","controller":false}]},"spec":{"hostNetwork":true,"hostname":"h\u0031"}}
      """#
    let facts = try pod(try Fixture.parse(text) { try ObjectDecoder.decode($0, kind: .pod) })
    #expect(
      facts.controller
        == OwnerReference(apiVersion: "v1", kind: "B", name: "b", uid: "2", isController: true)
    )
    #expect(facts.usesHostNetwork)
    #expect(facts.hostname == "h1")
  }

  @Test func ofMembersWithTheSameKeyTheLastCounts() throws {
    let facts = try facts(#""status":{"phase":"Pending","phase":"Running"}"#)
    #expect(facts.phase == "Running")
  }
}
