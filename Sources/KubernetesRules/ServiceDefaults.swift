public import TopologyModel

/// What the API fills in when a Service leaves it out (`SetDefaults_Service` of
/// `pkg/apis/core/v1/defaults.go`, semantics.md 2.13), for objects that never passed an API server.
public enum ServiceDefaults {
  /// Seconds that `sessionAffinity: ClientIP` lasts where nothing else is given (semantics.md 3.13).
  public static let sessionAffinitySeconds = 10_800

  /// Returns `spec.sessionAffinity`, or `None` where it is absent.
  public static func sessionAffinity(of service: ServiceFacts) -> String {
    service.sessionAffinity.isEmpty ? "None" : service.sessionAffinity
  }

  /// Returns `spec.internalTrafficPolicy`; where it is absent, nil for ExternalName and `Cluster`
  /// for every other type.
  public static func internalTrafficPolicy(of service: ServiceFacts) -> String? {
    guard service.internalTrafficPolicy.isEmpty else { return service.internalTrafficPolicy }
    return service.type == "ExternalName" ? nil : "Cluster"
  }

  /// Returns `spec.externalTrafficPolicy`; where it is absent, `Cluster` for a Service that the API
  /// counts as externally accessible by type, and nil for others.
  public static func externalTrafficPolicy(of service: ServiceFacts) -> String? {
    guard service.externalTrafficPolicy.isEmpty else { return service.externalTrafficPolicy }
    return TrafficPolicies.isExternallyAccessibleByType(service) ? "Cluster" : nil
  }
}
