import TopologyModel

extension ServiceFindings {
  /// An annotation that nothing reads any more (ST307).
  static let tolerateUnreadyAnnotation = "service.alpha.kubernetes.io/tolerate-unready-endpoints"

  /// ST302: the Service asks for topology hints by annotation (semantics.md 6; `hintsEnabled` of
  /// `endpointslice/utils.go`, `canUseTrafficDistribution` of the reconciler, `warnings.go`).
  ///
  /// One for each of the two annotations that is set; the message says what comes of it:
  /// - the newer one does nothing where the older one is set as well;
  /// - a value other than `Auto` and `auto` does nothing;
  /// - an active one makes `trafficDistribution` ignored, where that is set;
  /// - else `trafficDistribution` is to be used instead.
  static func topologyAnnotation(_ service: ServiceEvaluation) -> [Finding] {
    let older = TrafficDistribution.topologyHintsAnnotation
    let newer = TrafficDistribution.topologyModeAnnotation
    return [older, newer].compactMap { key in
      guard let value = service.facts.annotations[key] else { return nil }
      let message: String
      if key == newer, service.facts.annotations[older] != nil {
        message = "annotation `\(newer)` does nothing, because `\(older)` is set too"
      } else if !TrafficDistribution.isTopologyModeActive(service.facts.annotations) {
        message = "annotation `\(key)` has the value `\(value)`, which does nothing"
      } else if !service.facts.trafficDistribution.isEmpty {
        message = "annotation `\(key)` is superseded, and makes `trafficDistribution` ignored"
      } else {
        message = "annotation `\(key)` is superseded by `trafficDistribution`"
      }
      let distribution = service.facts.trafficDistribution
      return service.finding(
        .topologyAnnotation,
        detail: key,
        message: message,
        evidence: [
          service.evidence("metadata.annotations[\"\(key)\"]", value),
          service.evidence("spec.trafficDistribution", distribution.isEmpty ? nil : distribution),
        ]
      )
    }
  }

  /// ST303: the distribution is `PreferClose` (semantics.md 6; `warnings.go`, KEP-3015).
  ///
  /// - a warning from 1.34 on, where it is a deprecated alias of `PreferSameZone`;
  /// - information before, where there is nothing else;
  /// - none for other values.
  static func preferClose(_ service: ServiceEvaluation) -> [Finding] {
    guard service.facts.trafficDistribution == "PreferClose" else { return [] }
    let isAlias = service.input.version >= .v1(34)
    return [
      service.finding(
        .preferClose,
        severity: isAlias ? .warning : .info,
        detail: "",
        message: isAlias
          ? "`PreferClose` is a deprecated alias of `PreferSameZone`"
          : "`PreferClose` becomes a deprecated alias of `PreferSameZone` in 1.34",
        evidence: [distributionEvidence(service)]
      )
    ]
  }

  /// ST304: the Service has external IPs (semantics.md 6; `warnings.go`, KEP-5707).
  ///
  /// - one where `spec.externalIPs` is set, from 1.36 on;
  /// - none before, and where it is not set.
  static func externalIPs(_ service: ServiceEvaluation) -> [Finding] {
    guard FindingRule.externalIPs.applies(to: service.input.version),
      !service.facts.externalIPs.isEmpty
    else { return [] }
    return [
      service.finding(
        .externalIPs,
        detail: "",
        message: "`spec.externalIPs` is deprecated",
        evidence: [
          service.evidence("spec.externalIPs", service.facts.externalIPs.joined(separator: ","))
        ]
      )
    ]
  }

  /// ST305: the Service's name begins with a digit (semantics.md 5.15, 6, 7;
  /// `ValidateServiceCreate`).
  ///
  /// - one where it does: API servers without `RelaxedServiceNameValidation` refuse to create it;
  /// - none for other names.
  static func digitFirstName(_ service: ServiceEvaluation) -> [Finding] {
    let name = service.reference.slot.name
    guard let first = name.utf8.first, (48...57).contains(first) else { return [] }
    return [
      service.finding(
        .digitFirstName,
        detail: "",
        message: "name `\(name)` begins with a digit, which API servers before 1.36 refuse",
        evidence: [service.evidence("metadata.name", name)]
      )
    ]
  }

  /// ST306: the cluster does not know the distribution (semantics.md 3.8, 6).
  ///
  /// - one for `PreferSameZone` and `PreferSameNode` before 1.34, which refuses them and writes no
  ///   hints;
  /// - none from 1.34 on, and for other values.
  ///
  /// The versions of the kube-proxies are not collected.
  static func trafficDistributionUnsupported(_ service: ServiceEvaluation) -> [Finding] {
    let value = service.facts.trafficDistribution
    guard value == "PreferSameZone" || value == "PreferSameNode",
      !service.gates.isEnabled(.preferSameTrafficDistribution)
    else { return [] }
    return [
      service.finding(
        .trafficDistributionUnsupported,
        detail: "",
        message: "Kubernetes \(service.input.version) does not know `\(value)`",
        evidence: [distributionEvidence(service)]
      )
    ]
  }

  /// ST307: an annotation that nothing reads any more (semantics.md 2.8, 6).
  ///
  /// - one where `service.alpha.kubernetes.io/tolerate-unready-endpoints` is set, to whatever
  ///   value;
  /// - none where it is not.
  static func deadAnnotation(_ service: ServiceEvaluation) -> [Finding] {
    let key = tolerateUnreadyAnnotation
    guard let value = service.facts.annotations[key] else { return [] }
    return [
      service.finding(
        .deadAnnotation,
        detail: "",
        message: "nothing reads annotation `\(key)` any more",
        evidence: [
          service.evidence("metadata.annotations[\"\(key)\"]", value),
          service.evidence(
            "spec.publishNotReadyAddresses",
            service.facts.publishesNotReadyAddresses ? "true" : nil
          ),
        ]
      )
    ]
  }

  /// ST308: the Service holds an address that 1.36 refuses on new writes (semantics.md 6, 7;
  /// KEP-4858).
  ///
  /// - one for each cluster IP, external IP and load-balancer address with leading zeros or in the
  ///   IPv4-mapped form;
  /// - none for others, nor for `loadBalancerIP`, which the API never checks.
  ///
  /// Source ranges of load balancers are not collected.
  static func strictIP(_ service: ServiceEvaluation) -> [Finding] {
    let facts = service.facts
    let fields =
      facts.clusterIPs.map { ("spec.clusterIPs", $0) }
      + facts.externalIPs.map { ("spec.externalIPs", $0) }
      + facts.ingress.map { ("status.loadBalancer.ingress", $0.ip) }
    return FindingAddressSyntax.findings(
      fields,
      subject: service.reference,
      revision: service.input.service.revision
    )
  }

  /// ST309: the Service has a load-balancer IP (semantics.md 6).
  ///
  /// - one where `spec.loadBalancerIP` is set, which is deprecated since 1.24;
  /// - none where it is not.
  static func loadBalancerIP(_ service: ServiceEvaluation) -> [Finding] {
    guard !service.facts.loadBalancerIP.isEmpty else { return [] }
    return [
      service.finding(
        .loadBalancerIP,
        detail: "",
        message: "`spec.loadBalancerIP` is deprecated",
        evidence: [service.evidence("spec.loadBalancerIP", service.facts.loadBalancerIP)]
      )
    ]
  }

  private static func distributionEvidence(_ service: ServiceEvaluation) -> FindingEvidence {
    service.evidence("spec.trafficDistribution", service.facts.trafficDistribution)
  }
}
