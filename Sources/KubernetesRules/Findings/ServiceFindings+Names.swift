import TopologyModel

extension ServiceFindings {
  /// ST221: the external name is an address (semantics.md 5.9, 6).
  ///
  /// - one where it is an IP address, with or without a final dot: CoreDNS answers `NXDOMAIN`;
  /// - none for names, and for other types than ExternalName.
  static func externalNameIP(_ service: ServiceEvaluation) -> [Finding] {
    guard let address = externalAddress(service) else { return [] }
    return [
      service.finding(
        .externalNameIP,
        detail: "",
        message: "external name `\(address)` is an address, which cluster DNS does not answer",
        evidence: [externalNameEvidence(service)]
      )
    ]
  }

  /// ST222: the external name leads back (semantics.md 5.9, 6).
  ///
  /// - one where it is `localhost`, a name under `localhost`, a loopback address, or the Service's
  ///   own name in full, which is a loop of CNAMEs;
  /// - none for other names, and for other types than ExternalName.
  static func externalNameLoopback(_ service: ServiceEvaluation) -> [Finding] {
    guard service.isExternalName, !service.facts.externalName.isEmpty else { return [] }
    let slot = service.reference.slot
    let name = DNSName(service.facts.externalName)
    let own = DNSName("\(slot.name).\(slot.namespace).svc.\(service.input.dnsZone)")
    let isLoopback = externalAddress(service).map { AddressClass($0) == .loopback } ?? false
    let isLoop = name == own
    guard isLoopback || isLoop || name.labels.last == "localhost" else { return [] }
    return [
      service.finding(
        .externalNameLoopback,
        detail: "",
        message: isLoop
          ? "external name `\(service.facts.externalName)` is the Service's own name"
          : "external name `\(service.facts.externalName)` leads clients to themselves",
        evidence: [externalNameEvidence(service)]
      )
    ]
  }

  /// ST223: an ExternalName Service has fields that do nothing (semantics.md 2.2, 6).
  ///
  /// - a warning, `selector`, where it has a selector: nothing lists the Pods;
  /// - information, `ports`, where it has ports: neither DNS nor kube-proxy reads them, though some
  ///   Ingress controllers do;
  /// - none for other types.
  static func externalNameSelector(_ service: ServiceEvaluation) -> [Finding] {
    guard service.isExternalName else { return [] }
    var findings: [Finding] = []
    if !service.facts.selector.isEmpty {
      findings.append(
        service.finding(
          .externalNameSelector,
          detail: "selector",
          message: "the selector of an ExternalName Service does nothing",
          evidence: [service.evidence("spec.type", "ExternalName"), service.selectorEvidence]
        )
      )
    }
    if !service.facts.ports.isEmpty {
      let ports = service.facts.ports.map(FindingText.port).joined(separator: ",")
      findings.append(
        service.finding(
          .externalNameSelector,
          severity: .info,
          detail: "ports",
          message: "the ports of an ExternalName Service do nothing in DNS or kube-proxy",
          evidence: [
            service.evidence("spec.type", "ExternalName"), service.evidence("spec.ports", ports),
          ]
        )
      )
    }
    return findings
  }

  /// ST226: a headless Service has fields that are ignored (semantics.md 6;
  /// `pkg/api/service/warnings.go`).
  ///
  /// - one each for a session affinity other than `None`, external IPs, and a load-balancer IP;
  /// - none for other Services, and for type ExternalName.
  static func headlessIgnoredFields(_ service: ServiceEvaluation) -> [Finding] {
    guard service.facts.isHeadless, !service.isExternalName else { return [] }
    let affinity = ServiceDefaults.sessionAffinity(of: service.facts)
    let fields = [
      ("spec.externalIPs", service.facts.externalIPs.joined(separator: ",")),
      ("spec.loadBalancerIP", service.facts.loadBalancerIP),
      ("spec.sessionAffinity", affinity == "None" ? "" : affinity),
    ]
    return fields.compactMap { field, value in
      guard !value.isEmpty else { return nil }
      return service.finding(
        .headlessIgnoredFields,
        detail: field,
        message: "`\(field)` of a headless Service is ignored",
        evidence: [
          service.evidence(field, value), service.evidence("spec.clusterIPs", "None"),
        ]
      )
    }
  }

  /// ST230: notes on the type of the Service (semantics.md 6; popeye 1102, 1103, 1104, 1107).
  ///
  /// - `load-balancer` for type LoadBalancer, which costs;
  /// - `external-traffic-policy-cluster` for type LoadBalancer under `externalTrafficPolicy:
  ///   Cluster`, which hides the client's address;
  /// - `node-port` for type NodePort, which opens a port on every Node;
  /// - `numeric-target-port` where the Service has a selector and a port leads to a number, also
  ///   where none is given; not for type ExternalName.
  static func typeNotes(_ service: ServiceEvaluation) -> [Finding] {
    let type = service.evidence("spec.type", service.facts.type)
    var notes: [(detail: String, message: String, evidence: [FindingEvidence])] = []
    if service.facts.type == "LoadBalancer" {
      notes.append(("load-balancer", "type `LoadBalancer` costs a load balancer", [type]))
      if ServiceDefaults.externalTrafficPolicy(of: service.facts) == "Cluster" {
        notes.append(
          (
            "external-traffic-policy-cluster",
            "`externalTrafficPolicy: Cluster` hides the addresses of clients",
            [type, service.evidence("spec.externalTrafficPolicy", "Cluster")]
          )
        )
      }
    }
    if service.facts.type == "NodePort" {
      notes.append(("node-port", "type `NodePort` opens a port on every Node", [type]))
    }
    let numeric = numericTargets(service)
    if !numeric.isEmpty {
      notes.append(
        ("numeric-target-port", "a port leads to a number, and not to a named port", numeric)
      )
    }
    return notes.map {
      service.finding(.typeNotes, detail: $0.detail, message: $0.message, evidence: $0.evidence)
    }
  }

  // MARK: - Parts

  private static func numericTargets(_ service: ServiceEvaluation) -> [FindingEvidence] {
    guard ServiceSelection.isReconciled(service.facts) else { return [] }
    return service.facts.ports.enumerated().compactMap { index, port in
      switch port.target {
      case .number:
        service.evidence("spec.ports[\(index)].targetPort", FindingText.target(port.target))
      case .name: nil
      }
    }
  }

  /// The external name as an address, or nil where it is none.
  private static func externalAddress(_ service: ServiceEvaluation) -> IPAddress? {
    guard service.isExternalName else { return nil }
    let name = service.facts.externalName
    return IPAddress(name.hasSuffix(".") ? String(name.dropLast()) : name)
  }

  private static func externalNameEvidence(_ service: ServiceEvaluation) -> FindingEvidence {
    service.evidence("spec.externalName", service.facts.externalName)
  }
}
