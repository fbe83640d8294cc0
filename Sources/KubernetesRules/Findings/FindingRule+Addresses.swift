/// The rules on addresses of endpoints (semantics.md 6).
extension FindingRule {
  /// ST101 special-address: An endpoint has an address that the API refuses.
  public static let specialAddress = FindingRule(
    id: "ST101",
    name: "special-address",
    severity: .error,
    summary: "An endpoint has an address that the API refuses.",
    explanation: """
      An endpoint's address is loopback, link-local, link-local multicast, or unspecified. No \
      other Node reaches such an address. Raised: for each slice and address of 127.0.0.0/8, \
      ::1, 169.254.0.0/16, fe80::/10, 224.0.0.0/24, ffx2::/16, 0.0.0.0 or ::, whatever the \
      slice's address type and the address's place in the endpoint.
      """,
    remedy: """
      Correct the address in what writes the slice. For a process on a Node, use the Node's own \
      address.
      """,
    source: "`ValidateEndpointIP` of `pkg/apis/core/validation/validation.go`",
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST102 odd-address: An endpoint has an address that no Pod can own.
  public static let oddAddress = FindingRule(
    id: "ST102",
    name: "odd-address",
    severity: .warning,
    summary: "An endpoint has an address that no Pod can own.",
    explanation: """
      An endpoint's address is multicast, broadcast, reserved, or of 0.0.0.0/8. The API accepts \
      it. Raised: for each slice and address of 224.0.0.0/4 or ff00::/8 that is not link-local, \
      255.255.255.255, 240.0.0.0/4, or 0.0.0.0/8 but for 0.0.0.0 itself.
      """,
    remedy: "Correct the address in what writes the slice.",
    source: """
      `ValidateEndpointIP` of `pkg/apis/core/validation/validation.go`, whose comment calls the \
      gap probably a bug
      """,
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST103 address-is-service-vip: An endpoint has the virtual address of a Service.
  public static let addressIsServiceVIP = FindingRule(
    id: "ST103",
    name: "address-is-service-vip",
    severity: .error,
    summary: "An endpoint has the virtual address of a Service.",
    explanation: """
      An endpoint's address is a cluster IP, an external IP, or a load balancer's address of \
      some Service in the cluster. Raised: for each slice and address that a Service holds as a \
      cluster IP, or as an external IP or load-balancer address that is not a Node's own. Not \
      for headless and ExternalName Services. External IPs and load-balancer addresses do not \
      count where the target Pod is on the host network, where a Node has the address, or where \
      neither Pod nor Nodes are known.
      """,
    remedy: """
      List the addresses of the other Service's Pods, or make the Service an ExternalName \
      Service that names the other one.
      """,
    source: "the note in the Kubernetes documentation of Services without selectors",
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST104 non-canonical-address: An endpoint's address is not written canonically.
  public static let nonCanonicalAddress = FindingRule(
    id: "ST104",
    name: "non-canonical-address",
    severity: .info,
    summary: "An endpoint's address is not written canonically.",
    explanation: """
      An endpoint's address has leading zeros, is an IPv4 address in IPv6 form, or is an IPv6 \
      address in another form than that of RFC 5952. Hindcast reads it as Kubernetes does, \
      leading zeros being decimal. Raised: for each slice and address whose canonical text \
      differs from what is written.
      """,
    remedy: "Write the canonical form.",
    source: "`apimachinery/pkg/util/validation/ip.go`",
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST105 fqdn-addresstype: A slice lists domain names.
  public static let fqdnAddressType = FindingRule(
    id: "ST105",
    name: "fqdn-addresstype",
    severity: .warning,
    summary: "A slice lists domain names.",
    explanation: """
      The slice's address type is FQDN, which is deprecated and has no defined meaning. Raised: \
      for each slice with the address type FQDN.
      """,
    remedy: "Use an ExternalName Service for a name, or list addresses.",
    source: """
      `warnOnDeprecatedAddressType` of `pkg/registry/discovery/endpointslice/strategy.go`
      """,
    waitsForLag: false,
    since: nil,
    before: nil
  )

  /// ST106 extra-addresses: An endpoint has several addresses.
  public static let extraAddresses = FindingRule(
    id: "ST106",
    name: "extra-addresses",
    severity: .warning,
    summary: "An endpoint has several addresses.",
    explanation: """
      An endpoint lists more than one address. Only the first has a defined meaning. Raised: for \
      each slice and endpoint with more than one address, by its first address.
      """,
    remedy: "Write one endpoint for each address.",
    source: """
      `staging/src/k8s.io/api/discovery/v1/types.go`, `addEndpoints` of \
      `pkg/proxy/endpointslicecache.go`
      """,
    waitsForLag: false,
    since: nil,
    before: nil
  )
}
