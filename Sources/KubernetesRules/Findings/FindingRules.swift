/// The catalogue of findings.
public enum FindingRules {
  /// How many seconds the condition of a rule that waits for lag must have held, unless configured
  /// otherwise: recorded lag is 5 s in the 99th percentile of bursts (semantics.md 6).
  public static let findingLagSeconds = 30

  /// Every rule, by id.
  public static let all: [FindingRule] = [
    .specialAddress,
    .oddAddress,
    .addressIsServiceVIP,
    .nonCanonicalAddress,
    .fqdnAddressType,
    .extraAddresses,
    .sliceWithoutService,
    .sliceOrphan,
    .sliceStaleOwner,
    .sliceUnmanaged,
    .sliceForeignManager,
    .headlessLabelMismatch,
    .duplicateEndpoint,
    .sliceOversize,
    .targetPodMissing,
    .targetPodUIDMismatch,
    .targetIPMismatch,
    .conditionMismatch,
    .notSelectedButListed,
    .readyPodNotListed,
    .ipReused,
    .selectorMatchesNoPods,
    .noReadyEndpoints,
    .singleEndpoint,
    .portNameUnresolvedAll,
    .portNameUnresolvedSome,
    .targetNumberUndeclared,
    .targetNumberVaries,
    .protocolMismatch,
    .slicePortUnknown,
    .servicePortUnserved,
    .slicePortNoNumber,
    .overlappingSelectors,
    .allOnOneNode,
    .allInOneZone,
    .localPolicyGap,
    .hintsIneffective,
    .onlyTerminating,
    .notReadyPublished,
    .nodePortConflict,
    .clusterIPConflict,
    .externalNameIP,
    .externalNameLoopback,
    .externalNameSelector,
    .noSelectorNoSlices,
    .hostnameWithoutService,
    .headlessIgnoredFields,
    .typeNotes,
    .endpointsAPI,
    .topologyAnnotation,
    .preferClose,
    .externalIPs,
    .digitFirstName,
    .trafficDistributionUnsupported,
    .deadAnnotation,
    .strictIP,
    .loadBalancerIP,
    .proxyModeIPVS,
  ]

  /// The rules that stay silent on manifests: they find that something is missing, which the cluster
  /// may have, or that something is not as the cluster's controllers make it.
  private static let ofClusters: Set<String> = Set(
    [
      FindingRule.sliceOrphan, .targetPodMissing, .targetPodUIDMismatch, .targetIPMismatch,
      .conditionMismatch, .readyPodNotListed, .selectorMatchesNoPods, .noReadyEndpoints,
      .noSelectorNoSlices, .localPolicyGap, .onlyTerminating, .notReadyPublished,
      .hostnameWithoutService,
    ].map(\.id)
  )

  /// Returns whether the rule of an id tells of what only a cluster has: it is silent on manifests.
  public static func needsCluster(_ id: String) -> Bool { ofClusters.contains(id) }

  /// What the rules leave out for want of data, by id.
  public static let notCollected: [UncollectedRule] = [
    UncollectedRule(
      ruleID: "ST301",
      part: "`v1 Endpoints` that the endpoint controller does not manage",
      reason: "`v1 Endpoints` are not collected; their mirrored slices are reported",
      isWhole: false
    ),
    UncollectedRule(
      ruleID: "ST306",
      part: "kube-proxies before 1.34, which ignore node hints",
      reason: "Nodes do not tell the version of their kube-proxy since 1.33",
      isWhole: false
    ),
    UncollectedRule(
      ruleID: "ST308",
      part:
        "source ranges of load balancers, name servers and host aliases of Pods, ranges of Nodes",
      reason: "these fields are not read",
      isWhole: false
    ),
    UncollectedRule(
      ruleID: "ST310",
      part: "the whole rule",
      reason: "the configuration of kube-proxy is not collected",
      isWhole: true
    ),
  ]

  /// Returns the rule of an id, or nil where there is none.
  public static func rule(id: String) -> FindingRule? {
    all.first { $0.id == id }
  }
}
