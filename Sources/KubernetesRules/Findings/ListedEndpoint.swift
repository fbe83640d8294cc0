import TopologyModel

/// An endpoint of one of a Service's slices, with what rules read of it again and again.
struct ListedEndpoint {
  /// Who answers behind an endpoint, whatever the family and the slice that lists it.
  enum Backend: Hashable {
    /// What `targetRef` names; a dual-stack Pod is one.
    case target(EndpointFacts.Target)
    /// An address that nothing stands behind.
    case address(IPAddress.Family, String)
  }

  /// The slice.
  let slice: ObservedSlice
  /// The endpoint's place in it.
  let index: Int
  /// The family of the slice.
  let family: IPAddress.Family
  /// The addresses as they were read; nil for what is no address.
  let addresses: [IPAddress?]
  /// The slot of the Pod that `targetRef` names; nil where it names none.
  let podSlot: ObjectSlot?

  /// Creates the endpoint at a place of a slice.
  init(slice: ObservedSlice, index: Int, family: IPAddress.Family) {
    self.slice = slice
    self.index = index
    self.family = family
    let facts = slice.endpoints[index].facts
    addresses = facts.addresses.map { IPAddress($0) }
    guard let target = facts.target, target.kind == ResourceKind.pod.kindName, !target.name.isEmpty
    else {
      podSlot = nil
      return
    }
    podSlot = ObjectSlot(
      kind: .pod,
      namespace: target.namespace.isEmpty ? slice.reference.slot.namespace : target.namespace,
      name: target.name
    )
  }

  /// What the endpoint says.
  var facts: EndpointFacts { slice.endpoints[index].facts }

  /// Who answers behind it; nil where it has neither target nor address.
  var backend: Backend? {
    if let target = facts.target { return .target(target) }
    guard let text = facts.addresses.first else { return nil }
    return .address(family, addresses.first??.description ?? text)
  }

  /// Returns evidence on a field of the endpoint.
  func evidence(_ field: String, _ value: String?) -> FindingEvidence {
    slice.evidence(endpoint: index, field, value)
  }

  /// Evidence on the address that kube-proxy uses.
  var addressEvidence: FindingEvidence { evidence("addresses[0]", facts.addresses.first) }

  /// Evidence on the conditions.
  var conditionsEvidence: FindingEvidence {
    evidence("conditions", FindingText.conditions(facts))
  }
}
