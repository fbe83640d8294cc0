/// The feature gates of a component: those of its version, less what was set by hand.
public struct FeatureGates: Hashable, Sendable {
  /// The component's version.
  public var version: KubernetesVersion
  /// The gates that were set explicitly.
  public var overrides: [FeatureGate: Bool]

  /// Creates the gates of a version.
  public init(version: KubernetesVersion, overrides: [FeatureGate: Bool]) {
    self.version = version
    self.overrides = overrides
  }

  /// The gates of the version that is assumed where none is known.
  public static let assumed = FeatureGates(version: .assumed, overrides: [:])

  /// Returns whether a feature is on (semantics.md 7).
  ///
  /// - false in a version that does not know the gate, overrides aside;
  /// - true where the gate is locked on, overrides aside;
  /// - else the override, or the version's default.
  public func isEnabled(_ gate: FeatureGate) -> Bool {
    switch gate.stage(in: version) {
    case .unknown: false
    case .off: overrides[gate] ?? false
    case .on: overrides[gate] ?? true
    case .locked: true
    }
  }
}
