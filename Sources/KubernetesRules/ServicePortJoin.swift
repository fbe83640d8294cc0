public import TopologyModel

/// How a Service port finds its endpoints (semantics.md 2.17, 2.19–2.21).
public enum ServicePortJoin {
  /// Returns the slice port that serves a Service port: `endpointInfoByServicePort` of
  /// `pkg/proxy/endpointslicecache.go`, semantics.md 2.19.
  ///
  /// - the slice port of the same name and the same protocol, whatever its number;
  /// - nil where no slice port has both, an empty list of ports included: such a slice contributes
  ///   to no Service port;
  /// - nil where its number is absent or 0: kube-proxy ignores it ("all ports" is not implemented).
  ///
  /// Numbers and `appProtocol` are never part of the join: the number is the target's, the Service
  /// port's own number never appears in a slice.
  public static func slicePort(
    for port: ServiceFacts.Port,
    in slice: EndpointSliceFacts
  ) -> EndpointSliceFacts.Port? {
    slice.ports.first {
      $0.name == port.name && $0.transport == port.transport && ($0.number ?? 0) != 0
    }
  }

  /// Returns the Service port that a slice port belongs to, or nil where no Service port has its
  /// name and protocol (semantics.md 2.19, finding ST209).
  public static func servicePort(
    for port: EndpointSliceFacts.Port,
    in service: ServiceFacts
  ) -> ServiceFacts.Port? {
    service.ports.first { $0.name == port.name && $0.transport == port.transport }
  }
}
