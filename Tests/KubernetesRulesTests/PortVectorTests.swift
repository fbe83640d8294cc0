import KubernetesRules
import Testing
import TopologyModel

@Suite struct PortVectorTests {
  @Test func allVectorsAreThere() {
    #expect(Vector.names(of: "ports").count == 19)
  }

  @Test(arguments: Vector.names(of: "ports"))
  func controllerAgrees(name: String) throws {
    let vector = try Vector(kind: "ports", name: name)
    let slot = vector.slot("service", kind: .service)
    let service = try #require(vector.objects.services[slot])
    let pods = vector.objects.pods.values
      .filter {
        ServiceSelection.selects(
          service: service,
          serviceNamespace: slot.namespace,
          podLabels: $0.facts.labels,
          podNamespace: $0.reference.slot.namespace
        )
      }
      .map { (key: $0.reference.slot.name, facts: $0.facts) }
      .sorted { $0.key < $1.key }

    let byPod = vector.expect["byPod"]
    #expect(pods.map(\.key) == byPod.keys)
    for pod in pods {
      #expect(
        PortResolution.slicePorts(of: service, in: pod.facts)
          == byPod[pod.key].array.map(port)
      )
    }
    let expected = vector.expect["groups"].array.map {
      PortGroup(ports: $0["ports"].array.map(port), pods: $0["pods"].strings)
    }
    #expect(Set(PortResolution.groups(of: service, pods: pods)) == Set(expected))
  }

  private func port(_ json: JSONValue) -> EndpointSliceFacts.Port {
    .init(
      name: json["name"].text,
      number: json["port"].int,
      transport: TransportProtocol(rawValue: json["protocol"].text) ?? .tcp,
      appProtocol: json["appProtocol"].text
    )
  }
}
