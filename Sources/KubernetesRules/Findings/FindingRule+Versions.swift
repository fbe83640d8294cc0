/// The rules on deprecations and versions (semantics.md 6).
extension FindingRule {
  /// ST301 endpoints-api: A slice comes from the deprecated Endpoints API.
  public static let endpointsAPI = FindingRule(
    id: "ST301",
    name: "endpoints-api",
    severity: .warning,
    summary: "A slice comes from the deprecated Endpoints API.",
    explanation: """
      The slice is a mirror of `v1 Endpoints` that somebody writes. That API is deprecated from \
      1.33 on. Raised: for each slice of the mirroring controller, in clusters from 1.33 on. `v1 \
      Endpoints` themselves are not collected.
      """,
    remedy: "Write EndpointSlices, with their own `managed-by`.",
    source: "KEP-4974",
    waitsForLag: false,
    since: .v1(33),
    before: nil
  )

  /// ST302 topology-annotation: A Service asks for topology hints by annotation.
  public static let topologyAnnotation = FindingRule(
    id: "ST302",
    name: "topology-annotation",
    severity: .warning,
    summary: "A Service asks for topology hints by annotation.",
    explanation: """
      The Service has `service.kubernetes.io/topology-aware-hints` or \
      `service.kubernetes.io/topology-mode`. The detail is the annotation. Raised: for each of \
      the two annotations that is set. The message says whether it does nothing, because of its \
      value or of the older annotation, and whether it makes `trafficDistribution` ignored.
      """,
    remedy: "Remove the annotation, and set `spec.trafficDistribution`.",
    source: """
      `hintsEnabled` of `endpointslice/utils.go`, `canUseTrafficDistribution` of the reconciler, \
      `warnings.go`
      """,
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST303 prefer-close: A Service prefers `PreferClose`.
  public static let preferClose = FindingRule(
    id: "ST303",
    name: "prefer-close",
    severity: .info,
    summary: "A Service prefers `PreferClose`.",
    explanation: """
      The Service's `trafficDistribution` is `PreferClose`, which is an alias of \
      `PreferSameZone` from 1.34 on. Raised: for each Service with that value. Severity: info; \
      warning from 1.34 on.
      """,
    remedy: "Write `PreferSameZone` from 1.34 on.",
    source: "`pkg/api/service/warnings.go`, KEP-3015",
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST304 external-ips: A Service has external IPs.
  public static let externalIPs = FindingRule(
    id: "ST304",
    name: "external-ips",
    severity: .warning,
    summary: "A Service has external IPs.",
    explanation: """
      The Service sets `spec.externalIPs`, which is deprecated from 1.36 on. Raised: for each \
      Service that sets it, in clusters from 1.36 on.
      """,
    remedy: "Use a load balancer, or the Gateway API.",
    source: "`pkg/api/service/warnings.go`, KEP-5707",
    waitsForLag: false,
    since: .v1(36),
    before: nil
  )

  /// ST305 digit-first-name: A Service's name begins with a digit.
  public static let digitFirstName = FindingRule(
    id: "ST305",
    name: "digit-first-name",
    severity: .info,
    summary: "A Service's name begins with a digit.",
    explanation: """
      The name is an RFC 1123 label and no DNS-1035 label. Raised: for each Service whose name \
      begins with a digit.
      """,
    remedy: "Begin the name with a letter.",
    source: "`ValidateServiceCreate` of `pkg/apis/core/validation/validation.go`, KEP-5311",
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST306 traffic-distribution-unsupported: The cluster does not know a traffic distribution.
  public static let trafficDistributionUnsupported = FindingRule(
    id: "ST306",
    name: "traffic-distribution-unsupported",
    severity: .error,
    summary: "The cluster does not know a traffic distribution.",
    explanation: """
      The Service's `trafficDistribution` is `PreferSameZone` or `PreferSameNode`, in a cluster \
      before 1.34. Raised: for each Service with one of these values, in clusters before 1.34. \
      The versions of kube-proxies, which may be older, are not collected.
      """,
    remedy: "Write `PreferClose`, or upgrade the cluster.",
    source: "`canUseTrafficDistribution` of the reconciler, KEP-3015",
    waitsForLag: false,
    since: nil,
    before: .v1(34)
  )

  /// ST307 dead-annotation: A Service has an annotation that nothing reads any more.
  public static let deadAnnotation = FindingRule(
    id: "ST307",
    name: "dead-annotation",
    severity: .warning,
    summary: "A Service has an annotation that nothing reads any more.",
    explanation: """
      The Service has `service.alpha.kubernetes.io/tolerate-unready-endpoints`. Raised: for each \
      Service with the annotation, whatever its value.
      """,
    remedy: """
      Set `spec.publishNotReadyAddresses` if that is what is wanted, and remove the annotation.
      """,
    source: "no reader is left in Kubernetes 1.36",
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST308 strict-ip: An object holds an address that 1.36 refuses on new writes.
  public static let strictIP = FindingRule(
    id: "ST308",
    name: "strict-ip",
    severity: .warning,
    summary: "An object holds an address that 1.36 refuses on new writes.",
    explanation: """
      A Service, slice, or Pod holds an IPv4 address with leading zeros, or in IPv6 form. \
      `StrictIPCIDRValidation`, which is on from 1.36, refuses it when it is written anew. \
      Raised: for each such address among a Service's cluster IPs, external IPs, and \
      load-balancer addresses, in an IPv4 slice, and among a Pod's and its host's addresses. In \
      clusters of every version.
      """,
    remedy: "Write the canonical form.",
    source: "`apimachinery/pkg/util/validation/ip.go`, KEP-4858",
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST309 loadbalancerip: A Service has a load-balancer IP.
  public static let loadBalancerIP = FindingRule(
    id: "ST309",
    name: "loadbalancerip",
    severity: .info,
    summary: "A Service has a load-balancer IP.",
    explanation: """
      The Service sets `spec.loadBalancerIP`, which is deprecated since 1.24. Raised: for each \
      Service that sets it.
      """,
    remedy: "Use the annotation of the load balancer's implementation.",
    source: "the API's documentation of `spec.loadBalancerIP`",
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST310 proxy-mode-ipvs: kube-proxy runs in the mode ipvs.
  public static let proxyModeIPVS = FindingRule(
    id: "ST310",
    name: "proxy-mode-ipvs",
    severity: .info,
    summary: "kube-proxy runs in the mode ipvs.",
    explanation: """
      The mode ipvs of kube-proxy is deprecated from 1.35 on. Raised: never: kube-proxy's \
      configuration is not collected.
      """,
    remedy: "Change to the mode nftables.",
    source: "KEP-5495",
    waitsForLag: false,
    since: .v1(35),
    before: nil
  )
}
