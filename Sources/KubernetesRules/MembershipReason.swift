/// Why a Pod is not an endpoint of a Service (semantics.md 2.1–2.5).
public enum MembershipReason: String, Hashable, Sendable, CaseIterable {
  /// They live in different namespaces.
  case otherNamespace = "other-namespace"
  /// The Service has no selector and selects nothing.
  case noSelector = "no-selector"
  /// A label of the selector is absent from the Pod or has another value.
  case selectorMismatch = "selector-mismatch"
  /// The Service is an alias; the controller writes no slices for it.
  case externalName = "external-name"
  /// The Pod has finished: phase Succeeded or Failed.
  case terminalPhase = "terminal-phase"
  /// The Pod has no address yet.
  case noPodIP = "no-pod-ip"
  /// The Service has no endpoints of the family.
  case familyNotInService = "family-not-in-service"
  /// The Pod's Node does not exist, and the Service does not publish Pods that are not ready.
  case nodeNotFound = "node-not-found"
  /// The Pod has no address of the family in `status.podIPs`.
  case noAddressOfFamily = "no-address-of-family"

  /// Whether the Pod is selected nevertheless: true for every reason that comes after the selector.
  public var isSelected: Bool {
    switch self {
    case .otherNamespace, .noSelector, .selectorMismatch: false
    case .externalName, .terminalPhase, .noPodIP, .familyNotInService, .nodeNotFound,
      .noAddressOfFamily:
      true
    }
  }
}
