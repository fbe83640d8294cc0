import TopologyModel

extension ServiceFindings {
  /// ST219: two Services hold the same port of the Nodes (semantics.md 6;
  /// `pkg/registry/core/service/portallocator`).
  ///
  /// - one for each node port and protocol that another Service holds as well;
  /// - one for a health-check node port, which is TCP, that another Service holds as a TCP node
  ///   port or a health-check node port, or this Service as a TCP node port;
  /// - none where the protocols differ, and for Services that are being deleted.
  ///
  /// Each of two such Services has its own finding.
  static func nodePortConflict(_ service: ServiceEvaluation) -> [Finding] {
    let own = claims(of: service.input.service)
    guard !own.isEmpty else { return [] }
    let others = rivals(service).flatMap { claims(of: $0) }
    let byPort = Dictionary(grouping: own + others, by: \.port)
    var done: Set<ClaimedPort> = []
    return own.compactMap { claim in
      guard let all = byPort[claim.port], all.count > 1, done.insert(claim.port).inserted else {
        return nil
      }
      let holders = all.prefix(FindingEvidence.examplesMax).map(\.evidence)
      let key = "\(claim.port.number)/\(claim.port.transport.rawValue)"
      let other = all.first { $0.evidence.object != service.reference }
      return service.finding(
        .nodePortConflict,
        detail: key,
        message: other.map { "Service `\($0.evidence.object)` holds node port `\(key)` too" }
          ?? "node port `\(key)` is the Service's own health-check node port too",
        evidence: holders
      )
    }
  }

  /// ST220: two Services hold the same cluster IP (semantics.md 6;
  /// `pkg/registry/core/service/ipallocator`).
  ///
  /// - one for each cluster IP that another Service holds as well, however it is written;
  /// - none for `None`, and for Services that are being deleted or of type ExternalName.
  ///
  /// Each of two such Services has its own finding.
  static func clusterIPConflict(_ service: ServiceEvaluation) -> [Finding] {
    let own = clusterIPs(of: service.input.service)
    guard !own.isEmpty else { return [] }
    let others = rivals(service)
    return own.compactMap { address, evidence in
      let holders = others.flatMap { other in
        clusterIPs(of: other).filter { $0.address == address }.map(\.evidence)
      }
      guard let first = holders.first else { return nil }
      return service.finding(
        .clusterIPConflict,
        detail: address.description,
        message: "Service `\(first.object)` holds cluster IP `\(address)` too",
        evidence: [evidence] + holders.prefix(FindingEvidence.examplesMax)
      )
    }
  }

  // MARK: - Parts

  private struct ClaimedPort: Hashable {
    let number: Int
    let transport: TransportProtocol
  }

  private struct Claim {
    let port: ClaimedPort
    let evidence: FindingEvidence
  }

  private static func rivals(_ service: ServiceEvaluation) -> [Observed<ServiceFacts>] {
    service.input.rivals
      .filter { $0.reference != service.reference && $0.facts.deletionTimestamp == nil }
      .sorted { $0.reference < $1.reference }
  }

  private static func claims(of service: Observed<ServiceFacts>) -> [Claim] {
    var claims = service.facts.ports.enumerated().compactMap { index, port -> Claim? in
      guard port.nodePort != 0 else { return nil }
      return Claim(
        port: ClaimedPort(number: port.nodePort, transport: port.transport),
        evidence: service.evidence("spec.ports[\(index)].nodePort", String(port.nodePort))
      )
    }
    let healthCheck = service.facts.healthCheckNodePort
    if healthCheck != 0 {
      claims.append(
        Claim(
          port: ClaimedPort(number: healthCheck, transport: .tcp),
          evidence: service.evidence("spec.healthCheckNodePort", String(healthCheck))
        )
      )
    }
    return claims
  }

  private static func clusterIPs(
    of service: Observed<ServiceFacts>
  ) -> [(address: IPAddress, evidence: FindingEvidence)] {
    guard service.facts.type != "ExternalName" else { return [] }
    return service.facts.clusterIPs.enumerated().compactMap { index, text in
      IPAddress(text).map { ($0, service.evidence("spec.clusterIPs[\(index)]", text)) }
    }
  }
}
