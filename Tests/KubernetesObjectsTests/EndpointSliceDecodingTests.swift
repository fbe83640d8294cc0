import KubernetesObjects
import Testing
import TopologyModel

struct EndpointSliceDecodingTests {
  private struct WrongKind: Error {}

  private func parts(
    _ object: DecodedObject
  ) throws -> (slice: EndpointSliceFacts, endpoints: [EndpointFacts]) {
    guard case .endpointSlice(let slice, let endpoints) = object.facts else { throw WrongKind() }
    return (slice, endpoints)
  }

  private func facts(
    _ members: String
  ) throws -> (slice: EndpointSliceFacts, endpoints: [EndpointFacts]) {
    try parts(
      try Fixture.parse(#"{"metadata":{"name":"n"},\#(members)}"#) {
        try ObjectDecoder.decode($0, kind: .endpointSlice)
      }
    )
  }

  private func fixture(
    _ name: String
  ) throws -> (slice: EndpointSliceFacts, endpoints: [EndpointFacts]) {
    try parts(
      try JSONParser().withDocument(try Fixture.bytes(name)) {
        try ObjectDecoder.decode($0, kind: .endpointSlice)
      }
    )
  }

  @Test func readsARealSlice() throws {
    let (slice, endpoints) = try fixture("slice-hostnames")
    var expected = EndpointSliceFacts()
    expected.labels = [
      EndpointSliceFacts.managedByLabel: "endpointslice-controller.k8s.io",
      EndpointSliceFacts.serviceNameLabel: "db", EndpointSliceFacts.headlessLabel: "",
    ]
    expected.addressType = "IPv4"
    expected.ports = [
      EndpointSliceFacts.Port(name: "pg", number: 5432, transport: .tcp, appProtocol: "")
    ]
    expected.owners = [
      OwnerReference(
        apiVersion: "v1",
        kind: "Service",
        name: "db",
        uid: "9f528c99-2b14-4809-9a11-d5a6e035d9fa",
        isController: true
      )
    ]
    expected.endpointCount = 1
    #expect(slice == expected)
    var endpoint = EndpointFacts()
    endpoint.addresses = ["10.244.1.5"]
    endpoint.ready = false
    endpoint.serving = false
    endpoint.terminating = false
    endpoint.hostname = "db-0"
    endpoint.nodeName = "node-01"
    endpoint.zone = "zone-a"
    endpoint.target = EndpointFacts.Target(
      kind: "Pod",
      namespace: "shop",
      name: "db-0",
      uid: "c2bccdc1-1f75-449a-a13c-9c4cb83147fd"
    )
    #expect(endpoints == [endpoint])
  }

  @Test func readsHints() throws {
    let (slice, endpoints) = try fixture("slice-hints")
    #expect(slice.endpointCount == 6)
    #expect(endpoints.map(\.zoneHints).first == ["zone-c"])
    #expect(endpoints.map(\.nodeHints).first == ["node-03"])
    #expect(endpoints.allSatisfy { $0.zoneHints == [$0.zone] && $0.nodeHints == [$0.nodeName] })
  }

  @Test func readsASliceMadeByHand() throws {
    let (slice, endpoints) = try fixture("slice-handmade")
    #expect(endpoints.map(\.addresses) == [["10.4.5.6"], ["10.1.2.3"]])
    #expect(endpoints.allSatisfy { $0.ready == nil && $0.serving == nil && $0.target == nil })
    #expect(slice.owners.isEmpty)
    #expect(
      slice.ports == [
        EndpointSliceFacts.Port(name: "http", number: 9376, transport: .tcp, appProtocol: "http")
      ]
    )
  }

  @Test func readsAPlaceholder() throws {
    let (slice, endpoints) = try fixture("slice-placeholder")
    #expect(endpoints.isEmpty)
    #expect(slice.ports.isEmpty)
    #expect(slice.endpointCount == 0)
    #expect(slice.serviceName == "api")
  }

  @Test(
    arguments: [
      ("{}", nil, nil, nil),
      (#"{"conditions":null}"#, nil, nil, nil),
      (#"{"conditions":{}}"#, nil, nil, nil),
      (#"{"conditions":{"ready":null,"serving":true}}"#, nil, true, nil),
      (#"{"conditions":{"ready":false,"terminating":true}}"#, false, nil, true),
    ] as [(String, Bool?, Bool?, Bool?)]
  )
  func conditionsMayBeUnknown(
    endpoint: String,
    ready: Bool?,
    serving: Bool?,
    terminating: Bool?
  ) throws {
    let found = try facts(#""endpoints":[\#(endpoint)]"#).endpoints
    #expect(found.map(\.ready) == [ready])
    #expect(found.map(\.serving) == [serving])
    #expect(found.map(\.terminating) == [terminating])
  }

  @Test(
    arguments: [
      ("{}", nil), (#"{"hostname":null}"#, nil), (#"{"hostname":""}"#, ""),
      (#"{"hostname":"h"}"#, "h"),
    ] as [(String, String?)]
  )
  func anEmptyHostnameIsNotAMissingOne(endpoint: String, expected: String?) throws {
    #expect(try facts(#""endpoints":[\#(endpoint)]"#).endpoints.map(\.hostname) == [expected])
  }

  @Test(
    arguments: [
      #""endpoints":null,"ports":null"#, #""endpoints":[],"ports":[]"#, #""addressType":null"#,
    ])
  func readsNullAbsentAndEmptyAlike(members: String) throws {
    let (slice, endpoints) = try facts(members)
    #expect(slice == EndpointSliceFacts())
    #expect(endpoints.isEmpty)
  }

  @Test(
    arguments: [
      #"{"targetRef":null,"hints":null,"addresses":null,"nodeName":null,"zone":null}"#,
      #"{"targetRef":{},"hints":{"forZones":[],"forNodes":null},"addresses":[]}"#,
      #"{"deprecatedTopology":{"kubernetes.io/hostname":"node-01"},"nodeName":""}"#,
    ])
  func readsNullAbsentAndEmptyAlikeInEndpoints(endpoint: String) throws {
    #expect(try facts(#""endpoints":[\#(endpoint)]"#).endpoints == [EndpointFacts()])
  }

  @Test func portsHaveNoDefaultNumber() throws {
    let ports = try facts(
      #""ports":[{},{"name":null,"port":null},{"port":0,"protocol":"UDP"},{"port":70000}]"#
    ).slice.ports
    #expect(ports.map(\.number) == [nil, nil, 0, 70_000])
    #expect(ports.map(\.name) == ["", "", "", ""])
    #expect(ports.map(\.transport) == [.tcp, .tcp, .udp, .tcp])
  }

  @Test func readsTheEarlierVersionWhereItAgrees() throws {
    let text = #"""
      {"kind":"EndpointSlice","apiVersion":"discovery.k8s.io/v1beta1","metadata":{"name":"n"},\#
      "addressType":"IPv6","endpoints":[{"addresses":["fd00::1"],"nodeName":"node-01",\#
      "topology":{"topology.kubernetes.io/zone":"zone-a"}}],"ports":[{"port":1}]}
      """#
    let object = try Fixture.parse(text) { root in
      try ObjectDecoder.decode(root, kind: try #require(ObjectDecoder.kind(of: root)))
    }
    let (slice, endpoints) = try parts(object)
    #expect(object.apiVersion == "discovery.k8s.io/v1beta1")
    #expect(slice.addressType == "IPv6")
    #expect(endpoints.map(\.nodeName) == ["node-01"])
    #expect(endpoints.map(\.zone) == [""])
  }
}
