public import TopologyModel

/// Whether a Pod serves a Service port, and why (semantics.md 4).
public struct ServingVerdict: Hashable, Sendable {
  /// Whether it does.
  public var isServing: Bool
  /// Why.
  public var reason: ServingReason
  /// What exactly: the label that differs, the condition, the phase; empty where there is no more to
  /// say.
  public var detail: String

  /// Creates a verdict.
  public init(isServing: Bool, reason: ServingReason, detail: String) {
    self.isServing = isServing
    self.reason = reason
    self.detail = detail
  }

  /// One place in a slice of the Service that names a Pod.
  public struct Listing: Hashable, Sendable {
    /// What the slice says.
    public var slice: EndpointSliceFacts
    /// The slice's namespace and name.
    public var sliceSlot: ObjectSlot
    /// The endpoint.
    public var endpoint: EndpointFacts
    /// Why it receives new connections on the port; nil where it does not.
    public var eligibleAs: EligibleAs?

    /// Creates a listing.
    public init(
      slice: EndpointSliceFacts,
      sliceSlot: ObjectSlot,
      endpoint: EndpointFacts,
      eligibleAs: EligibleAs?
    ) {
      self.slice = slice
      self.sliceSlot = sliceSlot
      self.endpoint = endpoint
      self.eligibleAs = eligibleAs
    }
  }

  /// Returns whether a Pod serves a Service port, and why (semantics.md 4.1).
  ///
  /// - where a listing is eligible: how;
  /// - where it is not listed: the first reason that the controller has to leave it out
  ///   (`EndpointMembership.verdict`), `slice-missing` where it has none and there is no slice,
  ///   else `controller-lag`;
  /// - a Pod of a manifest has its address and its Node still to get, and so is `slice-missing`;
  /// - where it is listed: what keeps kube-proxy from its slices, then `port-unresolved`, then
  ///   `terminating` or `not-ready`, then what keeps it out of the set though it is ready.
  ///
  /// `port` is nil for a Service without ports, `pod` nil for a Pod of which only its endpoint is
  /// known, `hasSlices` whether the Service has any slice.
  public static func verdict(
    service: ServiceFacts,
    serviceSlot: ObjectSlot,
    port: ServiceFacts.Port?,
    pod: PodFacts?,
    podReference: ObjectReference,
    node: NodeObservation,
    listings: [Listing],
    hasSlices: Bool
  ) -> ServingVerdict {
    if let eligible = listings.compactMap(\.eligibleAs).first {
      return ServingVerdict(isServing: true, reason: reason(eligible), detail: "")
    }
    if listings.isEmpty {
      return unlisted(
        service: service,
        serviceSlot: serviceSlot,
        pod: pod,
        podReference: podReference,
        node: node,
        hasSlices: hasSlices
      )
    }
    return listed(
      service: service,
      serviceSlot: serviceSlot,
      port: port,
      pod: pod,
      listings: listings
    )
  }

  private static func reason(_ eligibleAs: EligibleAs) -> ServingReason {
    switch eligibleAs {
    case .ready, .draining: .ready
    case .terminatingFallback: .terminatingFallback
    case .dns: .dns
    }
  }

  private static func no(_ reason: ServingReason, _ detail: String = "") -> ServingVerdict {
    ServingVerdict(isServing: false, reason: reason, detail: detail)
  }

  private static func unlisted(
    service: ServiceFacts,
    serviceSlot: ObjectSlot,
    pod: PodFacts?,
    podReference: ObjectReference,
    node: NodeObservation,
    hasSlices: Bool
  ) -> ServingVerdict {
    guard let pod else { return no(.controllerLag) }
    var left: MembershipReason?
    for family in ServiceFamilies.families(of: service) {
      let verdict = EndpointMembership.verdict(
        service: service,
        serviceSlot: serviceSlot,
        pod: pod,
        podReference: podReference,
        node: node,
        family: family
      )
      switch verdict {
      case .listed: return no(hasSlices ? .controllerLag : .sliceMissing)
      case .leftOut(.noPodIP) where service.isManifest,
        .leftOut(.nodeNotFound) where service.isManifest:
        return no(.sliceMissing, "a cluster gives the pod its address, and lists it")
      case .leftOut(let reason): left = left ?? reason
      }
    }
    guard let left, let reason = ServingReason(rawValue: left.rawValue) else {
      return no(.familyNotInService)
    }
    return no(reason, detail(left, service: service, pod: pod))
  }

  private static func detail(
    _ reason: MembershipReason,
    service: ServiceFacts,
    pod: PodFacts
  ) -> String {
    switch reason {
    case .selectorMismatch:
      ServiceSelection.unmatchedLabels(service: service, podLabels: pod.labels).map { label in
        pod.labels[label.key].map { "label \(label.key) is \($0), not \(label.value)" }
          ?? "label \(label.key)=\(label.value) is missing"
      }.joined(separator: ", ")
    case .terminalPhase: "phase \(pod.phase)"
    case .nodeNotFound: "node \(pod.nodeName)"
    case .externalName: service.externalName
    case .otherNamespace, .noSelector, .noPodIP, .familyNotInService, .noAddressOfFamily: ""
    }
  }

  private static func listed(
    service: ServiceFacts,
    serviceSlot: ObjectSlot,
    port: ServiceFacts.Port?,
    pod: PodFacts?,
    listings: [Listing]
  ) -> ServingVerdict {
    if service.type == "ExternalName" { return no(.externalName, service.externalName) }
    var usable = listings
    if !service.isHeadless {
      if let exclusion = unserved(service) { return exclusion }
      usable = listings.filter { exclusion($0, service, serviceSlot) == nil }
      if usable.isEmpty, let first = listings.first,
        let exclusion = exclusion(first, service, serviceSlot)
      {
        return no(reason(exclusion), "slice \(first.sliceSlot.name)")
      }
    }
    if let port {
      usable = usable.filter { ServicePortJoin.slicePort(for: port, in: $0.slice) != nil }
      if usable.isEmpty { return no(.portUnresolved, target(of: port)) }
    }
    if usable.contains(where: { $0.endpoint.isReady }) {
      return no(service.internalTrafficPolicy == "Local" ? .trafficPolicy : .duplicateAddress)
    }
    if usable.contains(where: { $0.endpoint.isTerminating }) {
      let isServing = usable.contains { $0.endpoint.isServing }
      return no(.terminating, isServing ? "still serving, and others are ready" : "not serving")
    }
    return no(.notReady, unreadiness(pod))
  }

  /// Why kube-proxy serves the Service in no family; nil where it does in one.
  private static func unserved(_ service: ServiceFacts) -> ServingVerdict? {
    guard ProxyEligibility.families(of: service).isEmpty else { return nil }
    switch ProxyEligibility.exclusion(of: service, family: .ipv4) {
    case .otherProxy: return no(.otherProxy)
    case .headlessLabel: return no(.headlessLabel, "on the service")
    case .externalName, .headless, .noClusterIP, .noClusterIPOfFamily, nil:
      return no(.noClusterIP)
    }
  }

  private static func exclusion(
    _ listing: Listing,
    _ service: ServiceFacts,
    _ serviceSlot: ObjectSlot
  ) -> ProxyEligibility.SliceExclusion? {
    let family = IPAddress.Family(rawValue: listing.slice.addressType)
    guard let family, ProxyEligibility.families(of: service).contains(family) else {
      return .otherAddressType
    }
    return ProxyEligibility.exclusion(
      of: listing.slice,
      sliceNamespace: listing.sliceSlot.namespace,
      service: serviceSlot,
      family: family
    )
  }

  private static func reason(_ exclusion: ProxyEligibility.SliceExclusion) -> ServingReason {
    switch exclusion {
    case .otherService, .otherAddressType: .addressType
    case .headlessLabel: .headlessLabel
    case .otherProxy: .otherProxy
    }
  }

  private static func target(of port: ServiceFacts.Port) -> String {
    switch port.target {
    case .number(let number): "no slice port for \(number)/\(port.transport.rawValue)"
    case .name(let name): "no container port named \(name) with \(port.transport.rawValue)"
    }
  }

  private static func unreadiness(_ pod: PodFacts?) -> String {
    guard let pod else { return "" }
    let since = pod.readySince.map { " since \($0)" } ?? ""
    return switch pod.ready {
    case .isTrue: "the pod is ready\(since), its endpoint not yet"
    case .isFalse: "condition Ready is False\(since)"
    case .unknown: "condition Ready is Unknown\(since)"
    case .absent: "there is no condition Ready"
    }
  }
}
