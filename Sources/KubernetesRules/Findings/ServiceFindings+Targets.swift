import TopologyModel

extension ServiceFindings {
  /// ST120: the Pod that an endpoint names does not exist (semantics.md 1.2, 6).
  ///
  /// - one for each slice and Pod of the Service's namespace that a `targetRef` names and that is
  ///   missing;
  /// - none where Pods are not observed, for Pods of other namespaces, and for targets that are no
  ///   Pods.
  ///
  /// Waits for lag.
  static func targetPodMissing(_ service: ServiceEvaluation) -> [Finding] {
    guard let pods = service.input.pods else { return [] }
    return service.endpoints.compactMap { endpoint in
      guard let slot = endpoint.podSlot, slot.namespace == service.reference.slot.namespace,
        pods.targets[slot] == nil
      else { return nil }
      return targetFinding(
        .targetPodMissing,
        endpoint,
        detail: slot.description,
        message: "Pod `\(slot)`, which an endpoint names, does not exist",
        evidence: [
          endpoint.evidence("targetRef.name", slot.name),
          endpoint.evidence("targetRef.uid", endpoint.facts.target?.uid),
        ]
      )
    }
  }

  /// ST121: an endpoint names a former incarnation of a Pod (semantics.md 1.2, 6; `podToEndpoint`
  /// of `endpointslice/utils.go`).
  ///
  /// - one for each slice and Pod whose live incarnation has another UID than the `targetRef`;
  /// - none where the Pod is missing (ST120), and where either UID is unknown.
  ///
  /// Waits for lag: a Pod that is created again under its name is listed anew a little later.
  static func targetPodUIDMismatch(_ service: ServiceEvaluation) -> [Finding] {
    service.endpoints.compactMap { endpoint in
      guard let pod = livePod(of: endpoint, service), !isSameIncarnation(pod, endpoint) else {
        return nil
      }
      return targetFinding(
        .targetPodUIDMismatch,
        endpoint,
        detail: pod.reference.description,
        message: "an endpoint names a former Pod of the name `\(pod.reference)`",
        evidence: [
          endpoint.evidence("targetRef.uid", endpoint.facts.target?.uid),
          pod.evidence("metadata.uid", pod.reference.uid),
        ]
      )
    }
  }

  /// ST122: an endpoint's address is none of its Pod's (semantics.md 2.5, 6; `getEndpointAddresses`
  /// of `endpointslice/utils.go`).
  ///
  /// - one for each slice, Pod and address that is not in `status.podIPs`, nor `status.podIP`;
  /// - none where the endpoint names another incarnation (ST121), where the Pod is missing or not
  ///   observed, and for text that is no address.
  ///
  /// Waits for lag.
  static func targetIPMismatch(_ service: ServiceEvaluation) -> [Finding] {
    service.endpoints.flatMap { endpoint -> [Finding] in
      guard let pod = livePod(of: endpoint, service), isSameIncarnation(pod, endpoint) else {
        return []
      }
      let texts = [pod.facts.primaryIP] + pod.facts.ips
      if endpoint.facts.addresses.allSatisfy(texts.contains) { return [] }
      let own = texts.compactMap { IPAddress($0) }
      return endpoint.addresses.enumerated().compactMap { place, address in
        guard let address, !own.contains(address) else { return nil }
        return targetFinding(
          .targetIPMismatch,
          endpoint,
          detail: "\(pod.reference) \(address)",
          message: "endpoint address `\(address)` is none of Pod `\(pod.reference)`",
          evidence: [
            endpoint.evidence("addresses[\(place)]", endpoint.facts.addresses[place]),
            pod.evidence("status.podIPs", pod.facts.ips.joined(separator: ",")),
          ]
        )
      }
    }
  }

  /// ST123: an endpoint's conditions are not those that its Pod gives (semantics.md 2.6, 2.12, 6;
  /// `podToEndpoint` of `endpointslice/utils.go`).
  ///
  /// - one for each slice and Pod where `ready`, absent being true, or a `serving` or `terminating`
  ///   that is set, differs from what `EndpointMembership.endpoint` computes;
  /// - one for each slice of the EndpointSlice controller and Pod that has finished, which it should
  ///   not list at all (2.3);
  /// - none for conditions that mirrored and hand-made slices leave out;
  /// - none where the endpoint names another incarnation, and where the Pod is missing or not
  ///   observed.
  ///
  /// Waits for lag.
  static func conditionMismatch(_ service: ServiceEvaluation) -> [Finding] {
    service.endpoints.compactMap { endpoint in
      guard let pod = livePod(of: endpoint, service), isSameIncarnation(pod, endpoint) else {
        return nil
      }
      let computed = EndpointMembership.endpoint(
        of: pod.facts,
        podReference: pod.reference,
        node: .notObserved,
        service: service.facts,
        serviceName: service.reference.slot.name,
        family: endpoint.family
      )
      let stored = endpoint.facts
      if isLeftover(pod.facts, endpoint, service) {
        return targetFinding(
          .conditionMismatch,
          endpoint,
          detail: pod.reference.description,
          message: "Pod `\(pod.reference)` has finished, and is still listed",
          evidence: [endpoint.conditionsEvidence, pod.evidence("status.phase", pod.facts.phase)]
        )
      }
      let pairs = [
        ("ready", stored.isReady, computed.isReady),
        ("serving", stored.serving ?? computed.isServing, computed.isServing),
        ("terminating", stored.terminating ?? computed.isTerminating, computed.isTerminating),
      ]
      let differing = pairs.filter { $0.1 != $0.2 }.map { "`\($0.0)`" }
      guard !differing.isEmpty else { return nil }
      let subject = differing.joined(separator: " and ")
      return targetFinding(
        .conditionMismatch,
        endpoint,
        detail: pod.reference.description,
        message:
          "\(subject) of an endpoint \(differing.count == 1 ? "differs" : "differ") from what Pod "
          + "`\(pod.reference)` gives",
        evidence: [
          endpoint.conditionsEvidence,
          pod.evidence("status.conditions[Ready]", FindingText.status(pod.facts.ready)),
          pod.evidence(
            "metadata.deletionTimestamp",
            pod.facts.deletionTimestamp.map { _ in "present" }
          ),
        ]
      )
    }
  }

  /// Whether the EndpointSlice controller lists a Pod that has finished.
  private static func isLeftover(
    _ pod: PodFacts,
    _ endpoint: ListedEndpoint,
    _ service: ServiceEvaluation
  ) -> Bool {
    EndpointMembership.isTerminal(pod) && ServiceSelection.isReconciled(service.facts)
      && (endpoint.slice.manager ?? SliceOwnership.controllerName)
        == SliceOwnership.controllerName
  }

  /// ST124: an endpoint's Pod is not selected any more (semantics.md 2.1, 6).
  ///
  /// - one for each slice and Pod that the Service's selector does not select;
  /// - none for Services without a selector or of type ExternalName, and for slices of other
  ///   writers than the EndpointSlice controller (ST114);
  /// - none where the endpoint names another incarnation, and where the Pod is missing or not
  ///   observed.
  ///
  /// Waits for lag.
  static func notSelectedButListed(_ service: ServiceEvaluation) -> [Finding] {
    guard ServiceSelection.isReconciled(service.facts) else { return [] }
    return service.endpoints.compactMap { endpoint in
      guard
        (endpoint.slice.manager ?? SliceOwnership.controllerName)
          == SliceOwnership.controllerName,
        let pod = livePod(of: endpoint, service), isSameIncarnation(pod, endpoint),
        !ServiceSelection.selects(
          service: service.facts,
          serviceNamespace: service.reference.slot.namespace,
          podLabels: pod.facts.labels,
          podNamespace: pod.reference.slot.namespace
        )
      else { return nil }
      let unmatched = ServiceSelection.unmatchedLabels(
        service: service.facts,
        podLabels: pod.facts.labels
      )
      return targetFinding(
        .notSelectedButListed,
        endpoint,
        detail: pod.reference.description,
        message: "Pod `\(pod.reference)` is listed, and the selector does not select it",
        evidence: [
          endpoint.evidence("targetRef.name", pod.reference.slot.name), service.selectorEvidence,
        ]
          + unmatched.map {
            pod.evidence("metadata.labels[\"\($0.key)\"]", pod.facts.labels[$0.key])
          }
      )
    }
  }

  /// ST125: a ready Pod is in no slice (semantics.md 2.1–2.5, 6; `ShouldPodBeInEndpoints`).
  ///
  /// - one for each Pod that `EndpointMembership.verdict` lists in a family of the Service, that is
  ///   ready and not terminating, and that no slice of that family has as a target or by address;
  /// - none where Pods or slices are not observed, and for Services without a selector or of type
  ///   ExternalName.
  ///
  /// Waits for lag: the controller writes slices after the Pod became ready.
  static func readyPodNotListed(_ service: ServiceEvaluation) -> [Finding] {
    guard service.observesSlices, ServiceSelection.isReconciled(service.facts) else { return [] }
    let slots = Set(
      service.endpoints.compactMap { endpoint in
        endpoint.podSlot.map { ListedPlace(family: endpoint.family, what: $0) }
      }
    )
    let addresses = Set(service.endpoints.flatMap { $0.addresses.compactMap { $0 } })
    let families = ServiceFamilies.families(of: service.facts).sorted {
      $0.rawValue < $1.rawValue
    }
    return service.lastingPods.compactMap { pod in
      let missing = families.filter { family in
        guard pod.facts.ready == .isTrue,
          !slots.contains(ListedPlace(family: family, what: pod.reference.slot)),
          let endpoint = EndpointMembership.verdict(
            service: service.facts,
            serviceSlot: service.reference.slot,
            pod: pod.facts,
            podReference: pod.reference,
            node: node(of: pod.facts, service),
            family: family
          ).endpoint
        else { return false }
        return !endpoint.addresses.contains { IPAddress($0).map(addresses.contains) ?? false }
      }
      guard !missing.isEmpty else { return nil }
      let names = missing.map { "`\($0.rawValue)`" }.joined(separator: " or ")
      return service.finding(
        .readyPodNotListed,
        detail: pod.reference.description,
        message: "Pod `\(pod.reference)` is selected and ready, and in no \(names) slice",
        evidence: [
          service.selectorEvidence,
          pod.evidence("status.conditions[Ready]", FindingText.status(pod.facts.ready)),
          pod.evidence(
            "status.conditions[Ready].lastTransitionTime",
            pod.facts.readySince.map { "\($0)" }
          ),
          pod.evidence("status.podIPs", pod.facts.ips.joined(separator: ",")),
        ]
      )
    }
  }

  // MARK: - Parts

  private struct ListedPlace: Hashable {
    let family: IPAddress.Family
    let what: ObjectSlot
  }

  private static func targetFinding(
    _ rule: FindingRule,
    _ endpoint: ListedEndpoint,
    detail: String,
    message: String,
    evidence: [FindingEvidence]
  ) -> Finding {
    Finding(
      rule,
      subject: endpoint.slice.reference,
      detail: detail,
      message: message,
      evidence: evidence
    )
  }

  /// The live Pod of the slot that an endpoint names; nil where there is none, or none is known.
  private static func livePod(
    of endpoint: ListedEndpoint,
    _ service: ServiceEvaluation
  ) -> Observed<PodFacts>? {
    endpoint.podSlot.flatMap { service.input.pods?.targets[$0] }
  }

  /// Whether an endpoint names this incarnation of the Pod; true where either UID is unknown.
  private static func isSameIncarnation(
    _ pod: Observed<PodFacts>,
    _ endpoint: ListedEndpoint
  ) -> Bool {
    let uid = endpoint.facts.target?.uid ?? ""
    return uid.isEmpty || pod.reference.uid.isEmpty || uid == pod.reference.uid
  }

  private static func node(of pod: PodFacts, _ service: ServiceEvaluation) -> NodeObservation {
    guard let nodes = service.input.nodes else { return .notObserved }
    return nodes[pod.nodeName].map { .present($0.facts) } ?? .missing
  }
}
