import TopologyModel

extension NaiveReplay {
  /// `pods`: namespace, name, UID, phase, ready, terminating, address.
  func pods(at revision: Revision) -> [[String]] {
    objects(.pod, at: revision).compactMap { object in
      guard case .pod(let pod) = object.facts else { return nil }
      return [
        object.reference.slot.namespace, object.reference.slot.name, object.reference.uid,
        pod.phase,
        "\(pod.ready == .isTrue)", "\(pod.deletionTimestamp != nil)", pod.ips.first ?? "",
      ]
    }
  }

  /// `services`: namespace, name, UID, type, ports.
  func services(at revision: Revision) -> [[String]] {
    objects(.service, at: revision).compactMap { object in
      guard case .service(let service) = object.facts else { return nil }
      return [
        object.reference.slot.namespace, object.reference.slot.name, object.reference.uid,
        service.type,
        service.ports.map { Self.text($0) }.joined(separator: ","),
      ]
    }
  }

  /// `endpoints`: Service, port, address, target port, target's UID, conditions, eligible, slice.
  func endpoints(at revision: Revision) -> [[String]] {
    objects(.service, at: revision).flatMap { object -> [[String]] in
      guard case .service(let service) = object.facts else { return [] }
      let slices = slices(of: object.reference.slot, at: revision)
      let joined = slices.flatMap { slice in
        Self.join(service.ports, slice.ports).map { (slice: slice, port: $0.0, target: $0.1) }
      }
      return joined.flatMap { slice, port, target in
        slice.endpoints.flatMap { endpoint -> [[String]] in
          let isPublished = port == nil && service.isHeadless && (endpoint.ready ?? true)
          let isEligible = port.map { port in
            Self.isEligible(
              among: Self.counting(
                joined.filter { $0.port == port }.flatMap { slice, _, target in
                  slice.endpoints.map { Occurrence(slice: slice, target: target, endpoint: $0) }
                }
              ),
              Occurrence(slice: slice, target: target, endpoint: endpoint),
              of: service
            )
          }
          return endpoint.addresses.map { address in
            [
              object.reference.slot.description, port.map { Self.text($0) } ?? "", address,
              target.map { String($0) } ?? "", endpoint.target?.uid ?? "",
              "\(endpoint.ready ?? true)", "\(endpoint.serving ?? true)",
              "\(endpoint.terminating ?? false)", "\(isEligible ?? isPublished)", slice.name,
            ]
          }
        }
      }
    }
  }

  /// Whether a slice lists an endpoint address twice: which of the two counts is left to the order in which
  /// they are read, which this model does not know.
  func hasDuplicates(at revision: Revision) -> Bool {
    objects(.endpointSlice, at: revision).contains { object in
      guard case .endpointSlice(_, let endpoints) = object.facts else { return false }
      let addresses = endpoints.compactMap { $0.addresses.first }
      return Set(addresses).count < addresses.count
    }
  }

  private struct Slice {
    var name: String
    var revision: Revision
    var ports: [EndpointSliceFacts.Port]
    var endpoints: [EndpointFacts]
  }

  private func slices(of service: ObjectSlot, at revision: Revision) -> [Slice] {
    objects(.endpointSlice, at: revision).compactMap { object in
      guard case .endpointSlice(let facts, let endpoints) = object.facts,
        facts.serviceName == service.name, object.reference.slot.namespace == service.namespace
      else { return nil }
      return Slice(
        name: object.reference.slot.name,
        revision: object.revision,
        ports: facts.ports,
        endpoints: endpoints
      )
    }
  }

  /// Service ports with the target numbers of the slice's ports of the same name and protocol; a
  /// single pair of nothing where there are none.
  private static func join(
    _ ports: [ServiceFacts.Port],
    _ slicePorts: [EndpointSliceFacts.Port]
  ) -> [(ServiceFacts.Port?, Int?)] {
    var pairs: [(ServiceFacts.Port?, Int?)] = []
    for port in ports {
      let match = slicePorts.first { $0.name == port.name && $0.transport == port.transport }
      if let number = match?.number { pairs.append((port, number)) }
    }
    return pairs.isEmpty ? [(nil, nil)] : pairs
  }

  /// An endpoint with the slice that lists it.
  private struct Occurrence {
    var slice: Slice
    var target: Int?
    var endpoint: EndpointFacts

    func isListed(before other: Occurrence) -> Bool {
      let (own, others) = (endpoint.terminating ?? false, other.endpoint.terminating ?? false)
      if own != others { return others }
      let (isReady, otherIsReady) = (endpoint.ready ?? true, other.endpoint.ready ?? true)
      if isReady != otherIsReady { return isReady }
      if slice.revision != other.slice.revision { return slice.revision > other.slice.revision }
      return slice.name < other.slice.name
    }
  }

  /// Of the occurrences of one address and port, one.
  private static func counting(_ all: [Occurrence]) -> [Occurrence] {
    all.filter { candidate in
      !all.contains { other in
        other.endpoint.addresses.first == candidate.endpoint.addresses.first
          && other.target == candidate.target && other.isListed(before: candidate)
      }
    }
  }

  private static func isEligible(
    among counting: [Occurrence],
    _ occurrence: Occurrence,
    of service: ServiceFacts
  ) -> Bool {
    let endpoint = occurrence.endpoint
    // DNS gives what is ready; a Local policy looks at each node by itself.
    if service.isHeadless { return endpoint.ready ?? true }
    let counts = counting.contains {
      $0.slice.name == occurrence.slice.name
        && $0.endpoint.addresses.first == endpoint.addresses.first
    }
    guard counts else { return false }
    var all = counting.map { $0.endpoint }
    if service.internalTrafficPolicy == "Local" {
      guard !endpoint.nodeName.isEmpty else { return false }
      all = all.filter { $0.nodeName == endpoint.nodeName }
    }
    if all.contains(where: { $0.ready ?? true }) { return endpoint.ready ?? true }
    return (endpoint.serving ?? true) && (endpoint.terminating ?? false)
  }

  private static func text(_ port: ServiceFacts.Port) -> String {
    (port.name.isEmpty ? "" : "\(port.name) ") + "\(port.number)/\(port.transport.rawValue)"
  }
}
