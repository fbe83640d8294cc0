/// A feature gate of Kubernetes that changes a rule (`pkg/features/kube_features.go`, semantics.md 7).
public enum FeatureGate: String, Hashable, Sendable, CaseIterable {
  /// kube-proxy honours node hints, the API takes PreferSameZone and PreferSameNode: alpha and off
  /// in 1.33, beta and on in 1.34, locked on from 1.35 (semantics.md 3.8).
  case preferSameTrafficDistribution = "PreferSameTrafficDistribution"
  /// Service names are RFC 1123 labels: alpha and off in 1.34, beta and on from 1.36.
  case relaxedServiceNameValidation = "RelaxedServiceNameValidation"
  /// New addresses may have neither leading zeros nor the IPv4-mapped form: alpha and off in 1.33,
  /// beta and on from 1.36.
  case strictIPCIDRValidation = "StrictIPCIDRValidation"

  /// What a version says of a gate.
  public enum Stage: Hashable, Sendable {
    /// The version does not know the gate; the feature is off.
    case unknown
    /// Off unless it is switched on.
    case off
    /// On unless it is switched off.
    case on
    /// On, whatever is asked.
    case locked
  }

  /// Returns the gate's stage in a version.
  public func stage(in version: KubernetesVersion) -> Stage {
    switch self {
    case .preferSameTrafficDistribution:
      if version < .v1(33) { return .unknown }
      if version < .v1(34) { return .off }
      return version < .v1(35) ? .on : .locked
    case .relaxedServiceNameValidation:
      if version < .v1(34) { return .unknown }
      return version < .v1(36) ? .off : .on
    case .strictIPCIDRValidation:
      if version < .v1(33) { return .unknown }
      return version < .v1(36) ? .off : .on
    }
  }
}
