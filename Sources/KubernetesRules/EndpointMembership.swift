public import TopologyModel

/// Which Pods the EndpointSlice controller lists, and as what (semantics.md 2.1–2.8).
public enum EndpointMembership {
  /// Returns whether the controller lists the Pod in the Service's slices of the family, and the
  /// exact endpoint: `syncService`, then `reconcileByAddressType` of `endpointslice/reconciler.go`
  /// with `ShouldPodBeInEndpoints` and `podToEndpoint`, semantics.md 2.1–2.7.
  ///
  /// `leftOut` for the first of these that holds:
  /// - `otherNamespace`, `noSelector`, `selectorMismatch`: not selected (2.1);
  /// - `externalName`: no slices for that type (2.2);
  /// - `terminalPhase`: Succeeded or Failed, whatever the conditions say (2.3);
  /// - `noPodIP`: neither `status.podIP` nor `status.podIPs` (2.3);
  /// - `familyNotInService`: the Service has no slices of the family (2.5);
  /// - `nodeNotFound`: Nodes are watched, the Pod's Node is not there, and the Service does not
  ///   publish Pods that are not ready (2.4);
  /// - `noAddressOfFamily`: `status.podIPs` has none of the family (2.5).
  ///
  /// Else `listed`, with `endpoint(of:…)`. Pending, unknown and terminating Pods are listed;
  /// `tolerate-unready-endpoints` has no effect (2.8).
  public static func verdict(
    service: ServiceFacts,
    serviceSlot: ObjectSlot,
    pod: PodFacts,
    podReference: ObjectReference,
    node: NodeObservation,
    family: IPAddress.Family
  ) -> MembershipVerdict {
    if let reason = unselectedReason(
      service: service,
      serviceNamespace: serviceSlot.namespace,
      podLabels: pod.labels,
      podNamespace: podReference.slot.namespace
    ) {
      return .leftOut(reason)
    }
    if service.type == "ExternalName" { return .leftOut(.externalName) }
    if isTerminal(pod) { return .leftOut(.terminalPhase) }
    if !hasAddress(pod) { return .leftOut(.noPodIP) }
    if !ServiceFamilies.families(of: service).contains(family) {
      return .leftOut(.familyNotInService)
    }
    if node == .missing, !service.publishesNotReadyAddresses { return .leftOut(.nodeNotFound) }
    let endpoint = endpoint(
      of: pod,
      podReference: podReference,
      node: node,
      service: service,
      serviceName: serviceSlot.name,
      family: family
    )
    return endpoint.addresses.isEmpty ? .leftOut(.noAddressOfFamily) : .listed(endpoint)
  }

  /// Returns why the Service does not select the Pod, or nil when it does (semantics.md 2.1):
  /// `otherNamespace`, else `noSelector`, else `selectorMismatch`.
  public static func unselectedReason(
    service: ServiceFacts,
    serviceNamespace: String,
    podLabels: LabelSet,
    podNamespace: String
  ) -> MembershipReason? {
    if serviceNamespace != podNamespace { return .otherNamespace }
    if service.selector.isEmpty { return .noSelector }
    if !podLabels.contains(allOf: service.selector) { return .selectorMismatch }
    return nil
  }

  /// Returns whether the Pod has finished: true for the phases Succeeded and Failed, false for
  /// every other, an absent one included (`IsPodTerminal`, semantics.md 2.3).
  public static func isTerminal(_ pod: PodFacts) -> Bool {
    pod.phase == "Succeeded" || pod.phase == "Failed"
  }

  /// Returns whether the Pod belongs in the legacy `v1 Endpoints`: `ShouldPodBeInEndpoints` with
  /// `includeTerminating` = `publishNotReadyAddresses`, semantics.md 2.3.
  ///
  /// - false for a finished Pod, and for one without an address;
  /// - false for a terminating Pod, unless the Service publishes Pods that are not ready;
  /// - else true, ready or not.
  public static func belongsInLegacyEndpoints(_ pod: PodFacts, service: ServiceFacts) -> Bool {
    !isTerminal(pod) && hasAddress(pod)
      && (pod.deletionTimestamp == nil || service.publishesNotReadyAddresses)
  }

  /// Returns the endpoint that the controller writes for a Pod: `podToEndpoint` of
  /// `endpointslice/utils.go`, semantics.md 2.5–2.7.
  ///
  /// - `addresses`: those of the family in `status.podIPs`, in order, canonical; may be empty;
  /// - `serving`: the Pod condition `Ready` is true, and only that one counts;
  /// - `terminating`: the Pod has a deletion timestamp, though it lies in the future (1.9);
  /// - `ready`: serving and not terminating, or `publishNotReadyAddresses`;
  /// - `nodeName` of the Pod; `zone` of the Node's label, or of the Pod's own where Nodes are not
  ///   observed; empty where the Node is missing;
  /// - `hostname` only where the Pod has one and its subdomain is the Service's name;
  /// - `target`: the Pod with its UID.
  public static func endpoint(
    of pod: PodFacts,
    podReference: ObjectReference,
    node: NodeObservation,
    service: ServiceFacts,
    serviceName: String,
    family: IPAddress.Family
  ) -> EndpointFacts {
    var endpoint = EndpointFacts()
    endpoint.addresses = pod.ips.compactMap { ip in
      // Most are; reading them into bytes and printing them again changes nothing.
      if IPAddress.isCanonicalIPv4(ip) { return family == .ipv4 ? ip : nil }
      return IPAddress(ip).flatMap { $0.family == family ? $0.description : nil }
    }
    let isServing = pod.ready == .isTrue
    let isTerminating = pod.deletionTimestamp != nil
    endpoint.serving = isServing
    endpoint.terminating = isTerminating
    endpoint.ready = service.publishesNotReadyAddresses || (isServing && !isTerminating)
    endpoint.nodeName = pod.nodeName
    endpoint.zone = zone(of: pod, node: node)
    if !pod.hostname.isEmpty, pod.subdomain == serviceName { endpoint.hostname = pod.hostname }
    endpoint.target = EndpointFacts.Target(
      kind: ResourceKind.pod.kindName,
      namespace: podReference.slot.namespace,
      name: podReference.slot.name,
      uid: podReference.uid
    )
    return endpoint
  }

  private static func hasAddress(_ pod: PodFacts) -> Bool {
    !pod.primaryIP.isEmpty || !pod.ips.isEmpty
  }

  private static func zone(of pod: PodFacts, node: NodeObservation) -> String {
    switch node {
    case .notObserved: pod.labels[NodeFacts.zoneLabel] ?? ""
    case .missing: ""
    case .present(let facts): facts.labels[NodeFacts.zoneLabel] ?? ""
    }
  }
}
