public import TopologyModel

/// What kube-proxy derives from a Service about one of its ports and one address family
/// (`newBaseServiceInfo` of `pkg/proxy/serviceport.go`, semantics.md 3.5, 3.6, 3.9).
public struct TrafficPolicies: Hashable, Sendable {
  /// Whether traffic to the cluster IP stays on its node (`internalTrafficPolicy: Local`).
  public var internalIsLocal: Bool
  /// Whether external traffic stays on its node (`externalTrafficPolicy: Local`, of a type that
  /// the API counts as externally accessible).
  public var externalIsLocal: Bool
  /// Whether kube-proxy accepts external traffic for the port.
  public var isExternallyAccessible: Bool

  /// Creates policies.
  public init(internalIsLocal: Bool, externalIsLocal: Bool, isExternallyAccessible: Bool) {
    self.internalIsLocal = internalIsLocal
    self.externalIsLocal = externalIsLocal
    self.isExternallyAccessible = isExternallyAccessible
  }

  /// Reads the policies of a Service port for one family.
  public init(service: ServiceFacts, port: ServiceFacts.Port, family: IPAddress.Family) {
    self.init(
      internalIsLocal: service.internalTrafficPolicy == "Local",
      externalIsLocal: Self.isExternallyAccessibleByType(service)
        && service.externalTrafficPolicy == "Local",
      isExternallyAccessible: Self.isExternallyAccessible(service, port: port, family: family)
    )
  }

  /// Whether some traffic of the port uses the policy Cluster: `UsesClusterEndpoints` of
  /// `pkg/proxy/serviceport.go`.
  ///
  /// True unless `internalTrafficPolicy` is Local; true also when the port accepts external
  /// traffic, even under `externalTrafficPolicy: Local`, since traffic from within the cluster to an
  /// external address takes a short cut (semantics.md 3.10).
  public var usesClusterEndpoints: Bool { !internalIsLocal || isExternallyAccessible }

  /// Whether some traffic of the port uses the policy Local: `UsesLocalEndpoints` of
  /// `pkg/proxy/serviceport.go`.
  ///
  /// True under `internalTrafficPolicy: Local`; true under `externalTrafficPolicy: Local` when the
  /// port accepts external traffic; else false.
  public var usesLocalEndpoints: Bool {
    internalIsLocal || (externalIsLocal && isExternallyAccessible)
  }

  /// Returns whether kube-proxy accepts external traffic for the port: `ExternallyAccessible` of
  /// `pkg/proxy/serviceport.go`, semantics.md 3.9.
  ///
  /// - true when the port has a node port;
  /// - true when a load-balancer ingress has an IP address of the family, with `ipMode` VIP or none;
  ///   a host name, or `ipMode: Proxy`, gives the node no address to accept;
  /// - true when an external IP is of the family;
  /// - else false.
  public static func isExternallyAccessible(
    _ service: ServiceFacts,
    port: ServiceFacts.Port,
    family: IPAddress.Family
  ) -> Bool {
    port.nodePort != 0
      || service.ingress.contains {
        ($0.ipMode.isEmpty || $0.ipMode == "VIP") && IPAddress($0.ip)?.family == family
      }
      || service.externalIPs.contains { IPAddress($0)?.family == family }
  }

  /// Returns whether the API counts the Service as externally accessible: `ExternallyAccessible` of
  /// `pkg/api/v1/service/util.go`, semantics.md 3.9.
  ///
  /// - true for the types LoadBalancer and NodePort;
  /// - true for the type ClusterIP with an external IP;
  /// - else false.
  public static func isExternallyAccessibleByType(_ service: ServiceFacts) -> Bool {
    switch service.type {
    case "LoadBalancer", "NodePort": true
    case "ClusterIP": !service.externalIPs.isEmpty
    default: false
    }
  }
}
