import KubernetesRules
import Testing
import TopologyModel

@Suite struct MembershipVectorTests {
  @Test func allVectorsAreThere() {
    #expect(Vector.names(of: "membership").count == 35)
  }

  @Test(arguments: Vector.names(of: "membership"))
  func controllerAgrees(name: String) throws {
    let vector = try Vector(kind: "membership", name: name)
    let slot = vector.slot("service", kind: .service)
    let service = try #require(vector.objects.services[slot])
    let pod = try #require(vector.objects.pods[vector.slot("pod", kind: .pod)])
    let family = try #require(IPAddress.Family(rawValue: vector.when["addressType"].text))
    let node = vector.objects.nodes[pod.facts.nodeName]
    let verdict = EndpointMembership.verdict(
      service: service,
      serviceSlot: slot,
      pod: pod.facts,
      podReference: pod.reference,
      node: node.map { .present($0) } ?? .missing,
      family: family
    )

    let expect = vector.expect
    #expect(verdict.isSelected == expect["selected"].bool)
    #expect(verdict.isListed == expect["listed"].bool)
    #expect(
      verdict.isSelected
        == ServiceSelection.selects(
          service: service,
          serviceNamespace: slot.namespace,
          podLabels: pod.facts.labels,
          podNamespace: pod.reference.slot.namespace
        )
    )
    if expect.has("reason") { #expect(verdict.reason?.rawValue == expect["reason"].string) }
    let endpoint = expect["endpoint"]
    #expect(
      verdict.endpoint == (endpoint.exists ? FactsReader.endpoint(endpoint) : nil)
    )
  }
}
