import TopologyModel

extension ServiceFindings {
  /// ST103: an endpoint's address is a virtual one of a Service (semantics.md 6; the note in the
  /// Kubernetes documentation of Services without selectors).
  ///
  /// - one for each slice and address that any Service of the cluster holds as a cluster IP;
  /// - one also where it is an external IP or an address of a load balancer, unless it is a Node's
  ///   own, as under hostNetwork or where Nodes are their own load balancers: it is when the
  ///   target Pod is on the host network, or any Node has it;
  /// - none for such an address where neither the Pod nor the Nodes are known, since it may be a
  ///   Node's;
  /// - none for headless Services, whose addresses DNS publishes and kube-proxy never sees, and
  ///   none for type ExternalName.
  static func addressIsServiceVIP(_ service: ServiceEvaluation) -> [Finding] {
    guard !service.input.addressHolders.isEmpty, !service.isExternalName,
      !service.facts.isHeadless
    else { return [] }
    var nodeAddresses: Set<IPAddress>?
    var findings: [Finding] = []
    for endpoint in service.endpoints {
      for (place, address) in endpoint.addresses.enumerated() {
        guard let address, let all = service.input.addressHolders[address] else { continue }
        var holders = all
        if all.contains(where: { $0.field != .clusterIP }),
          mayBeNodes(address, of: endpoint, service: service, nodeAddresses: &nodeAddresses)
        {
          holders = all.filter { $0.field == .clusterIP }
        }
        holders.sort { ($0.service, $0.field.rawValue) < ($1.service, $1.field.rawValue) }
        guard let first = holders.first else { continue }
        let field = first.field.rawValue
        findings.append(
          Finding(
            .addressIsServiceVIP,
            subject: endpoint.slice.reference,
            detail: address.description,
            message: """
              endpoint address `\(address)` is in `\(field)` of Service `\(first.service)`, and \
              kube-proxy cannot use it
              """,
            evidence: [
              endpoint.evidence("addresses[\(place)]", endpoint.facts.addresses[place])
            ] + holders.map { evidence(of: $0, address: address) }
          )
        )
      }
    }
    return findings
  }

  /// Whether an address belongs to a Node, or may.
  private static func mayBeNodes(
    _ address: IPAddress,
    of endpoint: ListedEndpoint,
    service: ServiceEvaluation,
    nodeAddresses: inout Set<IPAddress>?
  ) -> Bool {
    if let slot = endpoint.podSlot, let pod = service.input.pods?.targets[slot] {
      return pod.facts.usesHostNetwork
        || pod.facts.hostIPs.contains { IPAddress($0) == address }
    }
    guard let nodes = service.input.nodes else { return true }
    let known =
      nodeAddresses
      ?? Set(nodes.values.flatMap { $0.facts.addresses.compactMap { IPAddress($0.address) } })
    nodeAddresses = known
    return known.contains(address)
  }

  private static func evidence(of holder: AddressHolder, address: IPAddress) -> FindingEvidence {
    FindingEvidence(
      object: holder.service,
      revision: holder.revision,
      field: holder.field.rawValue,
      value: address.description
    )
  }
}
