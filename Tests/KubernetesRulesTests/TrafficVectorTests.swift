import KubernetesRules
import Testing
import TopologyModel

@Suite struct TrafficVectorTests {
  @Test func allVectorsAreThere() {
    #expect(Vector.names(of: "traffic").count == 63)
  }

  @Test(arguments: Vector.names(of: "traffic"))
  func kubeProxyAgrees(name: String) throws {
    let vector = try Vector(kind: "traffic", name: name)
    let expect = vector.expect
    let slot = vector.slot("service", kind: .service)
    let service = try #require(vector.objects.services[slot])
    let family = try #require(IPAddress.Family(rawValue: vector.when["ipFamily"].text))
    let exclusion = ProxyEligibility.exclusion(of: service, family: family)
    #expect((exclusion == nil) == expect["proxied"].bool)
    guard exclusion == nil else {
      #expect(!expect["cluster"].exists && !expect["local"].exists)
      #expect(expect["reachable"].array.isEmpty && expect["anyInCluster"].bool == false)
      return
    }
    let port = try #require(
      service.ports.first {
        $0.name == vector.when["port"]["name"].text
          && $0.transport.rawValue == vector.when["port"]["protocol"].text
      }
    )
    let policies = TrafficPolicies(service: service, port: port, family: family)
    let endpoints = EndpointSelection.categorize(
      candidates(of: vector, service: slot, port: port, family: family),
      policies: policies,
      client: client(of: vector),
      gates: try gates(of: vector)
    )

    #expect(texts(endpoints.cluster) == expected(expect["cluster"]))
    #expect(texts(endpoints.local) == expected(expect["local"]))
    #expect(texts(endpoints.reachable) == expected(expect["reachable"]))
    #expect(endpoints.anyInCluster == expect["anyInCluster"].bool)
    check(TrafficOutcome.clusterIPTraffic(endpoints, policies: policies), expect, "internal")
    check(TrafficOutcome.externalTraffic(endpoints, policies: policies), expect, "external")
    check(
      TrafficOutcome.inClusterTrafficToExternalAddress(endpoints, policies: policies),
      expect,
      "inClusterClientToExternalVIP"
    )
  }

  private func candidates(
    of vector: Vector,
    service: ObjectSlot,
    port: ServiceFacts.Port,
    family: IPAddress.Family
  ) -> [EndpointCandidate] {
    let offered = vector.objects.slices.filter {
      ProxyEligibility.exclusion(
        of: $0.facts,
        sliceNamespace: $0.reference.slot.namespace,
        service: service,
        family: family
      ) == nil
    }
    return EndpointSelection.deduplicate(
      offered.flatMap {
        EndpointCandidate.candidates(
          for: port,
          in: $0.facts,
          endpoints: $0.endpoints,
          reference: $0.reference,
          revision: $0.revision
        )
      }
    ).kept
  }

  private func client(of vector: Vector) -> ClientNode {
    let name = vector.when["node"].text
    return ClientNode(name: name, labels: vector.objects.nodes[name]?.labels ?? [:])
  }

  private func gates(of vector: Vector) throws -> FeatureGates {
    let version = try #require(KubernetesVersion(vector.when["kubernetes"].text))
    let features = vector.when["features"]
    var overrides: [FeatureGate: Bool] = [:]
    for key in features.keys {
      overrides[try #require(FeatureGate(rawValue: key))] = features[key].bool
    }
    return FeatureGates(version: version, overrides: overrides)
  }

  private func texts(_ endpoints: [EligibleEndpoint]?) -> [String]? {
    endpoints.map { $0.map(\.candidate.addressAndPort).sorted() }
  }

  private func expected(_ json: JSONValue) -> [String]? {
    json.exists ? json.strings.sorted() : nil
  }

  private func check(_ outcome: TrafficOutcome?, _ expect: JSONValue, _ key: String) {
    guard expect.has(key) else { return }
    #expect(outcome?.action.rawValue == expect[key]["action"].text)
    #expect(texts(outcome?.endpoints) == expected(expect[key]["endpoints"]))
  }
}
