/// The rules on what endpoints stand for (semantics.md 6).
extension FindingRule {
  /// ST120 target-pod-missing: An endpoint names a Pod that does not exist.
  public static let targetPodMissing = FindingRule(
    id: "ST120",
    name: "target-pod-missing",
    severity: .error,
    summary: "An endpoint names a Pod that does not exist.",
    explanation: """
      The endpoint's `targetRef` is a Pod of the Service's namespace, and there is no Pod of \
      that name. Raised: for each slice and Pod that is missing. Not where Pods are not \
      observed, and not for Pods of other namespaces.
      """,
    remedy: """
      Look whether the EndpointSlice controller works. Delete or correct slices that are written \
      by hand.
      """,
    source: "semantics of `targetRef`; popeye 407 is like it",
    waitsForLag: true,
    since: nil,
    before: nil
  )

  /// ST121 target-pod-uid-mismatch: An endpoint names a former Pod of the same name.
  public static let targetPodUIDMismatch = FindingRule(
    id: "ST121",
    name: "target-pod-uid-mismatch",
    severity: .error,
    summary: "An endpoint names a former Pod of the same name.",
    explanation: """
      The endpoint's `targetRef` has another UID than the Pod that has this name now. Raised: \
      for each slice and Pod whose UID differs from that of the target. Not where either UID is \
      unknown.
      """,
    remedy: """
      Nothing, if it goes away by itself. Otherwise look whether the EndpointSlice controller \
      works.
      """,
    source: "`podToEndpoint` of `endpointslice/utils.go`",
    waitsForLag: true,
    since: nil,
    before: nil
  )

  /// ST122 target-ip-mismatch: An endpoint's address is none of its Pod's.
  public static let targetIPMismatch = FindingRule(
    id: "ST122",
    name: "target-ip-mismatch",
    severity: .error,
    summary: "An endpoint's address is none of its Pod's.",
    explanation: """
      The endpoint names a Pod, and its address is not in the Pod's `status.podIPs`. Raised: for \
      each slice, Pod, and address that the Pod does not have. Not where the Pod is missing or \
      another incarnation.
      """,
    remedy: """
      Correct the slice. Secondary networks list addresses that Pods have besides `podIPs`; \
      there it is meant so.
      """,
    source: "`getEndpointAddresses` of `endpointslice/utils.go`",
    waitsForLag: true,
    since: nil,
    before: nil
  )

  /// ST123 condition-mismatch: An endpoint's conditions are not those that its Pod gives.
  public static let conditionMismatch = FindingRule(
    id: "ST123",
    name: "condition-mismatch",
    severity: .warning,
    summary: "An endpoint's conditions are not those that its Pod gives.",
    explanation: """
      The conditions `ready`, `serving`, and `terminating` follow from the Pod's condition \
      `Ready`, its deletion timestamp, and the Service's `publishNotReadyAddresses`. Those of \
      the endpoint differ. Raised: for each slice and Pod where `ready`, absent being true, or a \
      `serving` or `terminating` that is set differs from what the Pod gives, or the Pod has \
      finished and is still listed. Not where the Pod is missing or another incarnation.
      """,
    remedy: "Look whether the EndpointSlice controller works, or keeps up.",
    source: "`podToEndpoint` of `endpointslice/utils.go`",
    waitsForLag: true,
    since: nil,
    before: nil
  )

  /// ST124 not-selected-but-listed: An endpoint's Pod is not selected any more.
  public static let notSelectedButListed = FindingRule(
    id: "ST124",
    name: "not-selected-but-listed",
    severity: .warning,
    summary: "An endpoint's Pod is not selected any more.",
    explanation: """
      The Pod that an endpoint names lacks a label of the Service's selector. Raised: for each \
      slice and Pod that the selector does not select, in slices of the EndpointSlice controller \
      or of nobody. Not where the Pod is missing or another incarnation.
      """,
    remedy: "Look whether the EndpointSlice controller works, or keeps up.",
    source: "`getServicesForPod` of `endpointslice/util/controller_utils.go`",
    waitsForLag: true,
    since: nil,
    before: nil
  )

  /// ST125 ready-pod-not-listed: A ready Pod is in no slice of its Service.
  public static let readyPodNotListed = FindingRule(
    id: "ST125",
    name: "ready-pod-not-listed",
    severity: .warning,
    summary: "A ready Pod is in no slice of its Service.",
    explanation: """
      The Service selects the Pod, the Pod is ready, has an address, and its Node exists; no \
      slice lists it. Raised: for each selected Pod that the EndpointSlice controller lists in a \
      family of the Service, that is ready and not terminating, and that no slice of the family \
      has as a target or by address. Not where Pods or slices are not observed.
      """,
    remedy: "Look whether the EndpointSlice controller works, or keeps up.",
    source: "`ShouldPodBeInEndpoints` of `endpointslice/util/controller_utils.go`",
    waitsForLag: true,
    since: nil,
    before: nil
  )

  /// ST126 ip-reused: Two live Pods have the same address.
  public static let ipReused = FindingRule(
    id: "ST126",
    name: "ip-reused",
    severity: .info,
    summary: "Two live Pods have the same address.",
    explanation: """
      A Pod's address belongs to another Pod as well. Mostly the first is terminating, and its \
      address was given on before it went. Raised: for the terminating one of two Pods that \
      share an address; where both are terminating, or neither, for the first by name. Not for \
      Pods on the host network, and not for Pods that have finished. Severity: info; warning \
      where both or neither of the Pods is terminating.
      """,
    remedy: """
      Nothing, if one is terminating. Otherwise look for a fault of the network plugin.
      """,
    source: "Kubernetes PR 135593",
    waitsForLag: false,
    since: nil,
    before: nil
  )
}
