/// The rules on DNS names and types (semantics.md 6).
extension FindingRule {
  /// ST221 externalname-ip: An external name is an address.
  public static let externalNameIP = FindingRule(
    id: "ST221",
    name: "externalname-ip",
    severity: .error,
    summary: "An external name is an address.",
    explanation: """
      The Service is of type ExternalName, and its external name is an IP address. Raised: for \
      each ExternalName Service whose name reads as an IP address, with or without a final dot.
      """,
    remedy: "Use a Service without a selector, with a slice that lists the address.",
    source: "`spec.externalName` in `validateService`; CoreDNS",
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST222 externalname-loopback: An external name leads back.
  public static let externalNameLoopback = FindingRule(
    id: "ST222",
    name: "externalname-loopback",
    severity: .error,
    summary: "An external name leads back.",
    explanation: """
      The Service is of type ExternalName, and its external name is `localhost`, a loopback \
      address, or the Service itself. Raised: for each ExternalName Service whose name is \
      `localhost`, ends in `.localhost`, is an address of 127.0.0.0/8, or is \
      `NAME.NAMESPACE.svc.ZONE` of the Service itself.
      """,
    remedy: "Name the host that is meant.",
    source: "`spec.externalName` in `validateService`; CoreDNS",
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST223 externalname-selector: An ExternalName Service has fields that do nothing.
  public static let externalNameSelector = FindingRule(
    id: "ST223",
    name: "externalname-selector",
    severity: .warning,
    summary: "An ExternalName Service has fields that do nothing.",
    explanation: """
      The Service is of type ExternalName, and has a selector or ports. The detail is `selector` \
      or `ports`. Raised: for each ExternalName Service with a selector, and for each with \
      ports. Severity: warning; info for ports, which some Ingress controllers read.
      """,
    remedy: """
      Remove the selector, or change the type. Keep ports that an Ingress controller reads.
      """,
    source: "`syncService` of `pkg/controller/endpointslice/endpointslice_controller.go`",
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST225 hostname-without-service: A Pod asks for a DNS name that nothing publishes.
  public static let hostnameWithoutService = FindingRule(
    id: "ST225",
    name: "hostname-without-service",
    severity: .info,
    summary: "A Pod asks for a DNS name that nothing publishes.",
    explanation: """
      The Pod has a hostname and a subdomain, and no headless Service of the subdomain's name is \
      in its namespace. Raised: for each Pod with both, where there is no such Service, or it is \
      not headless. Not for Pods that have finished or are terminating, and not where Services \
      are not observed.
      """,
    remedy: """
      Create a headless Service of that name that selects the Pod, or correct the subdomain.
      """,
    source: "`podToEndpoint` of `endpointslice/utils.go`",
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST226 headless-ignored-fields: A headless Service has fields that are ignored.
  public static let headlessIgnoredFields = FindingRule(
    id: "ST226",
    name: "headless-ignored-fields",
    severity: .info,
    summary: "A headless Service has fields that are ignored.",
    explanation: """
      The Service has no cluster IP by choice, and sets fields that only matter to traffic \
      through one. The detail is the field. Raised: for each of `spec.externalIPs`, \
      `spec.loadBalancerIP`, and a `spec.sessionAffinity` other than `None` that a headless \
      Service sets.
      """,
    remedy: "Remove the field, or give the Service a cluster IP.",
    source: "`pkg/api/service/warnings.go`",
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST230 type-notes: The type of a Service is worth a note.
  public static let typeNotes = FindingRule(
    id: "ST230",
    name: "type-notes",
    severity: .info,
    summary: "The type of a Service is worth a note.",
    explanation: """
      What the Service's type and ports bring with them. The detail is `load-balancer`, \
      `external-traffic-policy-cluster`, `node-port`, or `numeric-target-port`. Raised: for each \
      Service of type LoadBalancer; for each of them under `externalTrafficPolicy: Cluster`; for \
      each of type NodePort; and for each with a selector and a port that leads to a number.
      """,
    remedy: "Nothing, if it is meant so.",
    source: "popeye 1102, 1103, 1104, 1107",
    waitsForLag: false,
    since: nil,
    before: nil
  )
}
