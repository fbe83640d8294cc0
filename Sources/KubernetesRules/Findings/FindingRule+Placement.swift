/// The rules on placement, policies and hints (semantics.md 6).
extension FindingRule {
  /// ST213 all-on-one-node: All ready endpoints are on one Node.
  public static let allOnOneNode = FindingRule(
    id: "ST213",
    name: "all-on-one-node",
    severity: .warning,
    summary: "All ready endpoints are on one Node.",
    explanation: """
      At least two Pods are ready, and all of them run on the same Node. Raised: for each \
      Service whose ready endpoints are at least two Pods that name the same Node. Not where a \
      ready endpoint names no Pod or no Node, and not in a cluster of one Node.
      """,
    remedy: "Spread the Pods with topology spread constraints or anti-affinity.",
    source: "this project",
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST214 all-in-one-zone: All ready endpoints are in one zone.
  public static let allInOneZone = FindingRule(
    id: "ST214",
    name: "all-in-one-zone",
    severity: .info,
    summary: "All ready endpoints are in one zone.",
    explanation: """
      At least two Pods are ready, and all of them are in the same zone of a cluster that has \
      several. Raised: for each Service whose ready endpoints are at least two Pods that name \
      the same zone. Not where a ready endpoint names no Pod or no zone.
      """,
    remedy: """
      Spread the Pods with topology spread constraints over `topology.kubernetes.io/zone`.
      """,
    source: "this project",
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST215 local-policy-gap: Traffic that must stay on its Node finds no endpoint there.
  public static let localPolicyGap = FindingRule(
    id: "ST215",
    name: "local-policy-gap",
    severity: .warning,
    summary: "Traffic that must stay on its Node finds no endpoint there.",
    explanation: """
      A traffic policy is `Local`, and some Nodes, or all, have no ready endpoint. The detail is \
      `internal` or `external`. Raised: for `internalTrafficPolicy: Local`, and for \
      `externalTrafficPolicy: Local` where a port accepts external traffic, if an endpoint is \
      ready and a Node lacks one. Nodes that are not ready or being deleted do not count, nor \
      for external traffic those that load balancers leave out. Where Nodes are not observed, \
      only if no ready endpoint names a Node. Severity: warning for internal traffic; info for \
      external traffic; error where no Node has a ready endpoint.
      """,
    remedy: """
      Run the Pods as a DaemonSet, or use the policy `Cluster`. For external traffic let the \
      load balancer use the health-check node port.
      """,
    source: "`CategorizeEndpoints` of `pkg/proxy/topology.go`; popeye 1108",
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST216 hints-ineffective: Hints do not take effect.
  public static let hintsIneffective = FindingRule(
    id: "ST216",
    name: "hints-ineffective",
    severity: .warning,
    summary: "Hints do not take effect.",
    explanation: """
      The Service asks for traffic distribution, or its endpoints have hints, and kube-proxy \
      does not follow them everywhere. The detail is `unhinted-endpoints`, `nodes-without-zone`, \
      or `zones-without-endpoint`. Raised: for Services that kube-proxy handles and that have a \
      ready endpoint: where a ready endpoint has no hint; else where a Node in use has no zone; \
      and where a zone of the cluster has no ready endpoint that is hinted for it. Not for ports \
      whose traffic is all local.
      """,
    remedy: """
      Label all Nodes with `topology.kubernetes.io/zone`, and run enough Pods in every zone.
      """,
    source: "`topologyModeFromHints` of `pkg/proxy/topology.go`",
    waitsForLag: true,
    since: nil,
    before: nil
  )

  /// ST217 only-terminating: Only terminating endpoints serve a Service port.
  public static let onlyTerminating = FindingRule(
    id: "ST217",
    name: "only-terminating",
    severity: .warning,
    summary: "Only terminating endpoints serve a Service port.",
    explanation: """
      Nothing is ready, and kube-proxy falls back to endpoints that still serve while they \
      terminate. Raised: for each Service port where the cluster set of a family consists of \
      serving and terminating endpoints. Not for headless Services, since DNS publishes none of \
      them.
      """,
    remedy: """
      Look why no replacement is ready: the rollout's strategy, disruption budgets, readiness.
      """,
    source: "`CategorizeEndpoints` of `pkg/proxy/topology.go`",
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST218 not-ready-published: Endpoints that do not serve receive traffic.
  public static let notReadyPublished = FindingRule(
    id: "ST218",
    name: "not-ready-published",
    severity: .info,
    summary: "Endpoints that do not serve receive traffic.",
    explanation: """
      The Service sets `publishNotReadyAddresses`, which makes every endpoint ready, and some of \
      them do not serve. Raised: for each Service that publishes Pods that are not ready, with a \
      ready endpoint that says `serving: false`. Not for headless Services, whose clients look \
      for such Pods on purpose.
      """,
    remedy: """
      Set `publishNotReadyAddresses` on a headless Service for discovery, and not on the one for \
      traffic.
      """,
    source: "`podToEndpoint` of `endpointslice/utils.go`, `pkg/proxy/topology.go`",
    waitsForLag: false,
    since: nil,
    before: nil
  )
}
