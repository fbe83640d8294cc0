import KubernetesObjects
import Testing
import TopologyModel

struct NodeDecodingTests {
  private struct WrongKind: Error {}

  private func facts(_ text: String) throws -> NodeFacts {
    let object = try Fixture.parse(text) { try ObjectDecoder.decode($0, kind: .node) }
    guard case .node(let facts) = object.facts else { throw WrongKind() }
    return facts
  }

  /// No recording holds Nodes; this one has the shape that Kubernetes documents.
  @Test func readsANode() throws {
    let facts = try facts(
      #"""
      {"kind":"Node","apiVersion":"v1","metadata":{"name":"node-01","uid":"u",\#
      "resourceVersion":"7","creationTimestamp":"2026-11-23T04:00:00Z",\#
      "deletionTimestamp":"2026-11-23T05:00:00Z",\#
      "labels":{"topology.kubernetes.io/zone":"zone-a"}},"spec":{"podCIDR":"10.244.1.0/24"},\#
      "status":{"conditions":[{"type":"MemoryPressure","status":"False"},\#
      {"type":"Ready","status":"Unknown","lastTransitionTime":"2026-11-23T04:10:00Z"}],\#
      "addresses":[{"type":"InternalIP","address":"172.30.0.11"},\#
      {"type":"Hostname","address":"node-01"}],\#
      "nodeInfo":{"kubeletVersion":"v1.36.2","kubeProxyVersion":""}}}
      """#
    )
    var expected = NodeFacts()
    expected.labels = [NodeFacts.zoneLabel: "zone-a"]
    expected.addresses = [
      NodeFacts.Address(type: "InternalIP", address: "172.30.0.11"),
      NodeFacts.Address(type: "Hostname", address: "node-01"),
    ]
    expected.ready = .unknown
    expected.kubeletVersion = "v1.36.2"
    expected.creationTimestamp = Instant(rfc3339: "2026-11-23T04:00:00Z")
    expected.deletionTimestamp = Instant(rfc3339: "2026-11-23T05:00:00Z")
    #expect(facts == expected)
  }

  @Test(
    arguments: [
      #"{"metadata":{"name":"n"}}"#, #"{"metadata":{"name":"n"},"status":null}"#,
      #"{"metadata":{"name":"n"},"status":{"addresses":null,"conditions":[],"nodeInfo":null}}"#,
      #"{"metadata":{"name":"n"},"status":{"nodeInfo":{}}}"#,
    ])
  func readsNullAbsentAndEmptyAlike(text: String) throws {
    #expect(try facts(text) == NodeFacts())
  }

  @Test func topologyRetentionKeepsItsFacts() throws {
    let text = #"""
      {"metadata":{"name":"n","managedFields":[]},"spec":{"podCIDR":"10.244.1.0/24"},\#
      "status":{"images":[],"conditions":[{"type":"Ready","status":"True","reason":"x"}],\#
      "addresses":[{"type":"InternalIP","address":"172.30.0.11"}],\#
      "nodeInfo":{"osImage":"x","kubeletVersion":"v1.36.2"}}}
      """#
    let body = try Fixture.parse(text) { Redactor(policy: .topology).body(of: $0) }
    #expect(try facts(String(decoding: body, as: UTF8.self)) == (try facts(text)))
    #expect(
      String(decoding: body, as: UTF8.self) == #"""
        {"metadata":{"name":"n"},"spec":{},\#
        "status":{"conditions":[{"type":"Ready","status":"True"}],\#
        "addresses":[{"type":"InternalIP","address":"172.30.0.11"}],\#
        "nodeInfo":{"kubeletVersion":"v1.36.2"}}}
        """#
    )
  }
}
