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
              endpoint,
              among: joined.filter { $0.port == port }.flatMap { $0.slice.endpoints },
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

  /// Whether some endpoint address stands in more than one slice of a Service, so that who is
  /// eligible depends on more than this model knows.
  func hasDuplicates(at revision: Revision) -> Bool {
    objects(.service, at: revision).contains { object in
      let addresses = slices(of: object.reference.slot, at: revision)
        .flatMap { $0.endpoints }.compactMap { $0.addresses.first }
      return Set(addresses).count < addresses.count
    }
  }

  private struct Slice {
    var name: String
    var ports: [EndpointSliceFacts.Port]
    var endpoints: [EndpointFacts]
  }

  private func slices(of service: ObjectSlot, at revision: Revision) -> [Slice] {
    objects(.endpointSlice, at: revision).compactMap { object in
      guard case .endpointSlice(let facts, let endpoints) = object.facts,
        facts.serviceName == service.name, object.reference.slot.namespace == service.namespace
      else { return nil }
      return Slice(name: object.reference.slot.name, ports: facts.ports, endpoints: endpoints)
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

  private static func isEligible(
    _ endpoint: EndpointFacts,
    among everything: [EndpointFacts],
    of service: ServiceFacts
  ) -> Bool {
    // DNS gives what is ready; a Local policy looks at each node by itself.
    if service.isHeadless { return endpoint.ready ?? true }
    var all = everything
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
