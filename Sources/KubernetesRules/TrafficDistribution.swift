public import TopologyModel

/// Which hints the EndpointSlice controller writes for a Service (semantics.md 3.7, 3.8, 7).
///
/// kube-proxy reads only the hints; the findings ST302, ST303 and ST306 read this.
public enum TrafficDistribution: String, Hashable, Sendable, CaseIterable {
  /// No hints.
  case none = "none"
  /// Zone hints by proportion of the zones' CPUs, asked for by annotation.
  case topologyMode = "topology-mode"
  /// Zone hints.
  case preferSameZone = "PreferSameZone"
  /// Node and zone hints.
  case preferSameNode = "PreferSameNode"

  /// The annotation that asks for topology hints.
  public static let topologyModeAnnotation = "service.kubernetes.io/topology-mode"
  /// Its older name, deprecated; where both are set this one counts.
  public static let topologyHintsAnnotation = "service.kubernetes.io/topology-aware-hints"

  /// Returns what a Service asks for, as far as the version understands it: `canUseTrafficDistribution`
  /// and `hintsEnabled` of `endpointslice`.
  ///
  /// - `topologyMode` where an annotation asks for it; `trafficDistribution` is then ignored;
  /// - `preferSameZone` for PreferClose, and for PreferSameZone from 1.34;
  /// - `preferSameNode` for PreferSameNode from 1.34;
  /// - else `none`.
  public init(service: ServiceFacts, gates: FeatureGates) {
    if Self.isTopologyModeActive(service.annotations) {
      self = .topologyMode
      return
    }
    let knowsSame = gates.isEnabled(.preferSameTrafficDistribution)
    switch service.trafficDistribution {
    case "PreferClose": self = .preferSameZone
    case "PreferSameZone": self = knowsSame ? .preferSameZone : .none
    case "PreferSameNode": self = knowsSame ? .preferSameNode : .none
    default: self = .none
    }
  }

  /// Returns whether an annotation asks for topology hints: `hintsEnabled` of
  /// `endpointslice/utils.go`.
  ///
  /// - by the deprecated annotation where it is set at all, else by the current one;
  /// - true for the values `Auto` and `auto`, false for every other and for none.
  public static func isTopologyModeActive(_ annotations: LabelSet) -> Bool {
    let value = annotations[topologyHintsAnnotation] ?? annotations[topologyModeAnnotation]
    return value == "Auto" || value == "auto"
  }
}
