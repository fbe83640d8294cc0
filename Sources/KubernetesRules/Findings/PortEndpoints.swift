import TopologyModel

/// What one Service port offers in one family that kube-proxy handles.
struct PortEndpoints {
  /// The Service port.
  let port: ServiceFacts.Port
  /// The family.
  let family: IPAddress.Family
  /// What the Service's traffic policies mean for the port.
  let policies: TrafficPolicies
  /// One candidate for each `ip:port`.
  let kept: [EndpointCandidate]
  /// What occurs more than once.
  let conflicts: [EndpointConflict]
  /// Those of the kept candidates that are ready.
  let ready: [EndpointCandidate]
}
