/// The rules on selectors and endpoints (semantics.md 6).
extension FindingRule {
  /// ST201 selector-matches-no-pods: A Service's selector selects no Pod.
  public static let selectorMatchesNoPods = FindingRule(
    id: "ST201",
    name: "selector-matches-no-pods",
    severity: .error,
    summary: "A Service's selector selects no Pod.",
    explanation: """
      No Pod of the namespace has all labels of the Service's selector. Raised: for each Service \
      with a selector that matches no Pod, be its workload scaled to zero. Not for ExternalName \
      Services, and not where Pods are not observed.
      """,
    remedy: """
      Compare the selector with the labels of the Pods; scale the workload up, or delete the \
      Service.
      """,
    source: "popeye 1100",
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST202 no-ready-endpoints: A Service has no ready endpoint.
  public static let noReadyEndpoints = FindingRule(
    id: "ST202",
    name: "no-ready-endpoints",
    severity: .error,
    summary: "A Service has no ready endpoint.",
    explanation: """
      None of the Service's endpoints is ready. The message tells three causes apart: none is \
      listed, none is ready, or only terminating ones still serve. Raised: for each Service with \
      a selector or slices, none of whose endpoints is ready. A condition that is absent counts \
      as ready. Not for ExternalName Services, and not where slices are not observed.
      """,
    remedy: "Look at the Pods' readiness, and at ST201, ST204, and ST125 for the Service.",
    source: "`CategorizeEndpoints` of `pkg/proxy/topology.go`; popeye 1105, 1110",
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST203 single-endpoint: A Service has exactly one ready endpoint.
  public static let singleEndpoint = FindingRule(
    id: "ST203",
    name: "single-endpoint",
    severity: .warning,
    summary: "A Service has exactly one ready endpoint.",
    explanation: """
      Everything ready behind the Service is one Pod, or one address. A dual-stack Pod is one \
      endpoint. Raised: for each Service whose ready endpoints are one target, or one address of \
      each family without a target. Not for ExternalName Services, and not for \
      `default/kubernetes`.
      """,
    remedy: "Run more replicas.",
    source: "popeye 1109",
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST212 overlapping-selectors: Another Service selects some of the same Pods.
  public static let overlappingSelectors = FindingRule(
    id: "ST212",
    name: "overlapping-selectors",
    severity: .info,
    summary: "Another Service selects some of the same Pods.",
    explanation: """
      Two Services of a namespace select a common Pod. A headless Service beside one with a \
      cluster IP is the usual reason. Raised: for each other Service of the namespace that \
      selects a Pod which this one selects too. Pods that have finished or are terminating do \
      not count, nor do ExternalName Services. Each of the two Services has its own finding. \
      Severity: info; warning where both have the same selector, share a port, and do not differ \
      in type, policies, affinity, distribution, publishing, or proxy.
      """,
    remedy: "Delete the duplicate, or narrow a selector.",
    source: "this project",
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST224 no-selector-no-slices: Nobody gives a Service endpoints.
  public static let noSelectorNoSlices = FindingRule(
    id: "ST224",
    name: "no-selector-no-slices",
    severity: .warning,
    summary: "Nobody gives a Service endpoints.",
    explanation: """
      The Service has no selector, and no slice names it. Raised: for each Service without a \
      selector and without slices. Not for ExternalName Services, and not where slices are not \
      observed.
      """,
    remedy: "Add a selector, write slices, or delete the Service.",
    source: "`getServicesForPod` of `endpointslice/util/controller_utils.go`",
    waitsForLag: true,
    since: nil,
    before: nil
  )
}
