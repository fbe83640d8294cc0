public import TopologyModel

/// How every consumer reads conditions that are absent: `staging/src/k8s.io/api/discovery/v1/types.go`
/// and `newEndpointSliceInfo` of `pkg/proxy/endpointslicecache.go`, semantics.md 2.12.
extension EndpointFacts {
  /// Whether the endpoint is ready: true when `ready` is absent or true, false when it is false.
  public var isReady: Bool { ready ?? true }

  /// Whether the endpoint is serving: true when `serving` is absent or true, false when it is false.
  public var isServing: Bool { serving ?? true }

  /// Whether the endpoint is terminating: true when `terminating` is true, false when it is absent
  /// or false.
  public var isTerminating: Bool { terminating ?? false }

  /// Whether the writer of traffic-distribution hints counts the endpoint as ready:
  /// `endpointReady` of `endpointslice/trafficdist`, the exception of semantics.md 2.12.
  ///
  /// True only when `ready` is true; an absent condition counts as not ready there.
  public var isReadyForHints: Bool { ready == true }
}
