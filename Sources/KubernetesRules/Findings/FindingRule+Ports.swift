/// The rules on ports (semantics.md 6).
extension FindingRule {
  /// ST204 port-name-unresolved-all: A named target port is in no selected Pod.
  public static let portNameUnresolvedAll = FindingRule(
    id: "ST204",
    name: "port-name-unresolved-all",
    severity: .error,
    summary: "A named target port is in no selected Pod.",
    explanation: """
      The Service port leads to a container port by name, and no selected Pod has a container \
      port of that name and protocol. Raised: for each Service port with a name as target that \
      resolves in none of the selected Pods. Pods that have finished or are terminating do not \
      count, and where there are no others nothing is raised.
      """,
    remedy: """
      Name the container port, or correct `targetPort`. Only regular containers and sidecars \
      count.
      """,
    source: "`FindPort` of `endpointslice/utils.go`; popeye 1106",
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST205 port-name-unresolved-some: A named target port is not in every selected Pod.
  public static let portNameUnresolvedSome = FindingRule(
    id: "ST205",
    name: "port-name-unresolved-some",
    severity: .warning,
    summary: "A named target port is not in every selected Pod.",
    explanation: """
      The Service port leads to a container port by name, and some selected Pods have no \
      container port of that name and protocol. Raised: for each Service port with a name as \
      target that resolves in some of the selected Pods, and not in all. Pods that have finished \
      or are terminating do not count.
      """,
    remedy: "Name the container port in all Pods, or narrow the selector.",
    source: "`FindPort` of `endpointslice/utils.go`",
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST206 target-number-undeclared: No container declares the number that a Service port leads to.
  public static let targetNumberUndeclared = FindingRule(
    id: "ST206",
    name: "target-number-undeclared",
    severity: .info,
    summary: "No container declares the number that a Service port leads to.",
    explanation: """
      The Service port leads to a number, and no container of any selected Pod declares it with \
      this protocol. Raised: for each Service port with a number as target, also where none is \
      given, that no regular container or sidecar of the selected Pods declares. Pods that have \
      finished or are terminating do not count.
      """,
    remedy: "Declare the port, or correct `targetPort`.",
    source: "`FindPort` of `endpointslice/utils.go`; popeye 1101, 1106",
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST207 target-number-varies: A named target port is several numbers.
  public static let targetNumberVaries = FindingRule(
    id: "ST207",
    name: "target-number-varies",
    severity: .info,
    summary: "A named target port is several numbers.",
    explanation: """
      The name that a Service port leads to stands for different numbers in different Pods. \
      Raised: for each Service port with a name as target that resolves to several numbers. Pods \
      that have finished or are terminating do not count.
      """,
    remedy: "Nothing during a rollout. Otherwise narrow the selector.",
    source: "`NewPortMapKey` of `endpointslice/util/controller_utils.go`",
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST208 protocol-mismatch: A container port has the right name and the wrong protocol.
  public static let protocolMismatch = FindingRule(
    id: "ST208",
    name: "protocol-mismatch",
    severity: .error,
    summary: "A container port has the right name and the wrong protocol.",
    explanation: """
      The name that a Service port leads to is that of a container port with another protocol. \
      Raised: for each Service port with a name as target that does not resolve in a selected \
      Pod, where a regular container or sidecar has a port of that name with another protocol. \
      Pods that have finished or are terminating do not count.
      """,
    remedy: """
      Correct the protocol on one side, or declare the container port for both protocols.
      """,
    source: "`FindPort` of `endpointslice/utils.go`",
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST209 slice-port-unknown: A slice's port belongs to no port of its Service.
  public static let slicePortUnknown = FindingRule(
    id: "ST209",
    name: "slice-port-unknown",
    severity: .warning,
    summary: "A slice's port belongs to no port of its Service.",
    explanation: """
      No port of the Service has the name and the protocol of the slice's port. Raised: for each \
      port of a slice of addresses that no Service port matches. Not for headless Services \
      without ports, and not for ExternalName Services.
      """,
    remedy: "Give the slice's port the name of the Service port; empty if that has none.",
    source: "`endpointInfoByServicePort` of `pkg/proxy/endpointslicecache.go`",
    waitsForLag: true,
    since: nil,
    before: nil
  )

  /// ST210 service-port-unserved: No slice serves a Service port, although there are endpoints.
  public static let servicePortUnserved = FindingRule(
    id: "ST210",
    name: "service-port-unserved",
    severity: .error,
    summary: "No slice serves a Service port, although there are endpoints.",
    explanation: """
      The Service's slices list endpoints, and none of them has a port of this port's name and \
      protocol, with a number. Raised: for each Service port that no slice port joins, where a \
      slice of addresses lists endpoints. Not for ExternalName Services, and not where slices \
      are not observed. Severity: error; warning for headless Services, where only `SRV` records \
      are missing.
      """,
    remedy: "Look at ST204, ST208, ST209, and ST211 for the Service.",
    source: "`endpointInfoByServicePort` of `pkg/proxy/endpointslicecache.go`",
    waitsForLag: true,
    since: nil,
    before: nil
  )

  /// ST211 slice-port-no-number: A slice's port has no number.
  public static let slicePortNoNumber = FindingRule(
    id: "ST211",
    name: "slice-port-no-number",
    severity: .warning,
    summary: "A slice's port has no number.",
    explanation: """
      The number of a port of the slice is absent or 0. Raised: for each such port of a slice \
      that names a Service.
      """,
    remedy: "Write the number.",
    source: "`endpointInfoByServicePort` of `pkg/proxy/endpointslicecache.go`",
    waitsForLag: false,
    since: nil,
    before: nil
  )
}
