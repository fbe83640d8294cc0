import KubernetesRules
import Projections
import TopologyModel

/// Evaluates the questions about one Service's endpoints: who is listed, and who is eligible.
struct ServiceSource {
  /// One endpoint under one Service port.
  struct Entry {
    /// The Service port; nil for an endpoint whose slice has none of the Service's ports.
    var port: ServiceFacts.Port?
    /// The number in the Pod; nil where there is no port.
    var targetPort: Int?
    var slice: SliceRuns
    var endpoint: FactRun<EndpointFacts>
    /// The address of this entry; kube-proxy uses the first one only.
    var address: String
    var eligibleAs: EligibleAs?
  }

  let scene: Scene
  let service: FactRun<ObjectFacts>
  let facts: ServiceFacts
  let slices: [SliceRuns]

  init?(scene: Scene, service: FactRun<ObjectFacts>) throws {
    guard case .service(let facts) = service.facts else { return nil }
    self.scene = scene
    self.service = service
    self.facts = facts
    slices = try scene.slices(of: service.object.slot)
  }

  /// Every endpoint address under every Service port that its slice carries.
  func entries(on port: BoundPort?) -> [Entry] {
    let eligible = eligibleEndpoints()
    var entries: [Entry] = []
    for slice in slices {
      for servicePort in matchingPorts(slice, port) {
        for endpoint in slice.endpoints {
          for (index, address) in endpoint.facts.addresses.enumerated() {
            let place = Place(
              slice: slice.run.object,
              endpoint: endpoint.facts,
              port: servicePort.port
            )
            entries.append(
              Entry(
                port: servicePort.port,
                targetPort: servicePort.target,
                slice: slice,
                endpoint: endpoint,
                address: address,
                eligibleAs: index == 0 || facts.isHeadless ? eligible[place] : nil
              )
            )
          }
        }
      }
    }
    return entries
  }

  /// Whether the Service has a port that is meant; false only where one was named.
  func hasPort(_ port: BoundPort) -> Bool {
    if port.isTarget {
      return slices.contains { !matchingPorts($0, port).isEmpty }
    }
    return facts.ports.contains { port.matches($0, target: nil) }
  }

  /// The occurrences of ip:port that contradict one another (semantics.md 2.24).
  func conflicts() -> [EndpointConflict] {
    facts.ports.flatMap { port in
      [IPAddress.Family.ipv4, .ipv6].flatMap { family in
        EndpointSelection.deduplicate(candidates(port, family)).conflicts
      }
    }
  }

  /// Where an eligible endpoint stands.
  private struct Place: Hashable {
    var slice: ObjectReference
    var endpoint: EndpointFacts
    var port: ServiceFacts.Port?
  }

  private func matchingPorts(
    _ slice: SliceRuns,
    _ port: BoundPort?
  ) -> [(port: ServiceFacts.Port?, target: Int?)] {
    var matching: [(port: ServiceFacts.Port?, target: Int?)] = []
    for candidate in facts.ports {
      guard let joined = ServicePortJoin.slicePort(for: candidate, in: slice.facts) else {
        continue
      }
      if let port, !port.matches(candidate, target: joined.number) { continue }
      matching.append((candidate, joined.number))
    }
    if matching.isEmpty, port == nil { return [(nil, nil)] }
    return matching
  }

  private func eligibleEndpoints() -> [Place: EligibleAs] {
    var eligible: [Place: EligibleAs] = [:]
    if facts.type == "ExternalName" { return eligible }
    if facts.isHeadless {
      for slice in slices {
        for endpoint in slice.endpoints where endpoint.facts.isReady {
          for port in matchingPorts(slice, nil) {
            let place = Place(
              slice: slice.run.object,
              endpoint: endpoint.facts,
              port: port.port
            )
            eligible[place] = .dns
          }
        }
      }
      return eligible
    }
    for port in facts.ports {
      for family in ProxyEligibility.families(of: facts) {
        let kept = EndpointSelection.deduplicate(candidates(port, family)).kept
        for (candidate, reason) in EndpointSelection.clusterSet(kept) {
          let place = Place(slice: candidate.slice, endpoint: candidate.endpoint, port: port)
          eligible[place] = reason
        }
      }
    }
    return eligible
  }

  private func candidates(
    _ port: ServiceFacts.Port,
    _ family: IPAddress.Family
  ) -> [EndpointCandidate] {
    slices.flatMap { slice -> [EndpointCandidate] in
      let exclusion = ProxyEligibility.exclusion(
        of: slice.facts,
        sliceNamespace: slice.run.object.slot.namespace,
        service: service.object.slot,
        family: family
      )
      guard exclusion == nil else { return [] }
      return EndpointCandidate.candidates(
        for: port,
        in: slice.facts,
        endpoints: slice.endpoints.map { $0.facts },
        reference: slice.run.object,
        revision: slice.run.validity.from
      )
    }
  }
}
