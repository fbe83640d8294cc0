import TopologyModel

/// The findings about a Pod apart from any Service that selects it: ST126, ST225 and ST308.
public enum PodFindings {
  /// Returns the findings, by rule, subject, detail; none for a Pod that has finished.
  public static func findings(_ input: PodFindingsInput) -> [Finding] {
    guard !EndpointMembership.isTerminal(input.pod.facts) else { return [] }
    return Finding.ordered(ipReused(input) + hostnameWithoutService(input) + strictIP(input))
  }

  /// ST126: two live Pods have the same address (semantics.md 2.24, 6; PR 135593).
  ///
  /// - information about the terminating one of two Pods: its address was given on before it went;
  /// - a warning about the first by name where both are terminating or neither is: nothing hands an
  ///   address to two Pods on purpose;
  /// - none about the other one of the two;
  /// - none where either is on the host network, whose Pods share their Node's address, and none
  ///   where either has finished.
  ///
  /// One for each address and other Pod.
  static func ipReused(_ input: PodFindingsInput) -> [Finding] {
    let pod = input.pod
    let others = input.sharers.filter {
      $0.reference != pod.reference && !EndpointMembership.isTerminal($0.facts)
    }
    guard !others.isEmpty else { return [] }
    let own = addresses(of: pod.facts)
    return others.sorted { $0.reference < $1.reference }.flatMap { other -> [Finding] in
      let shared = own.intersection(addresses(of: other.facts)).sorted()
      let isTerminating = pod.facts.deletionTimestamp != nil
      let otherIsTerminating = other.facts.deletionTimestamp != nil
      if isTerminating == otherIsTerminating {
        guard pod.reference < other.reference else { return [] }
      } else if otherIsTerminating {
        return []
      }
      return shared.map { ip in
        Finding(
          ruleID: FindingRule.ipReused.id,
          severity: isTerminating == otherIsTerminating ? .warning : .info,
          subject: pod.reference,
          detail: "\(ip) \(other.reference)",
          message: "Pod `\(other.reference)` has the same address `\(ip)`",
          evidence: [pod, other].flatMap { evidence(of: $0) }
        )
      }
    }
  }

  /// ST225: the Pod asks for a DNS name that nothing publishes (semantics.md 2.7, 6;
  /// `podToEndpoint` of `endpointslice/utils.go`).
  ///
  /// - one where hostname and subdomain are set, and no headless Service of the subdomain's name is
  ///   in the namespace: none at all, one of type ExternalName, or one with a cluster IP;
  /// - none where either is not set, where the Pod is terminating, and where Services are not
  ///   observed.
  static func hostnameWithoutService(_ input: PodFindingsInput) -> [Finding] {
    let pod = input.pod
    guard let services = input.services, pod.facts.deletionTimestamp == nil,
      !pod.facts.hostname.isEmpty, !pod.facts.subdomain.isEmpty
    else { return [] }
    let service = services[pod.facts.subdomain]
    var evidence = [
      pod.evidence("spec.hostname", pod.facts.hostname),
      pod.evidence("spec.subdomain", pod.facts.subdomain),
    ]
    let reason: String
    if let service {
      if service.facts.type != "ExternalName", service.facts.isHeadless { return [] }
      reason = "is not headless"
      evidence += [
        service.evidence("spec.type", service.facts.type),
        service.evidence("spec.clusterIPs", service.facts.clusterIPs.joined(separator: ",")),
      ]
    } else {
      reason = "does not exist"
    }
    return [
      Finding(
        .hostnameWithoutService,
        subject: pod.reference,
        detail: "",
        message: "the Pod's subdomain names Service `\(pod.facts.subdomain)`, which \(reason)",
        evidence: evidence
      )
    ]
  }

  /// ST308: the Pod's status holds an address that 1.36 refuses on new writes (semantics.md 6, 7;
  /// KEP-4858).
  ///
  /// - one for each address with leading zeros or in the IPv4-mapped form, among `podIPs`, or
  ///   `podIP` where there are none, and `hostIPs`;
  /// - none for others.
  static func strictIP(_ input: PodFindingsInput) -> [Finding] {
    let facts = input.pod.facts
    let primary = facts.ips.isEmpty ? [("status.podIP", facts.primaryIP)] : []
    let fields =
      primary + facts.ips.map { ("status.podIPs", $0) }
      + facts.hostIPs.map { ("status.hostIPs", $0) }
    return FindingAddressSyntax.findings(
      fields,
      subject: input.pod.reference,
      revision: input.pod.revision
    )
  }

  /// The Pod's own addresses; none on the host network.
  private static func addresses(of pod: PodFacts) -> Set<IPAddress> {
    guard !pod.usesHostNetwork else { return [] }
    return Set(([pod.primaryIP] + pod.ips).compactMap { IPAddress($0) })
  }

  private static func evidence(of pod: Observed<PodFacts>) -> [FindingEvidence] {
    [
      pod.evidence("status.podIPs", pod.facts.ips.joined(separator: ",")),
      pod.evidence(
        "metadata.deletionTimestamp",
        pod.facts.deletionTimestamp.map { _ in "present" }
      ),
    ]
  }
}
