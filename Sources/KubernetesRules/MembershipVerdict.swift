public import TopologyModel

/// Whether a Pod belongs in a Service's slices of one family, and as what.
public enum MembershipVerdict: Hashable, Sendable {
  /// The controller lists the Pod, as this endpoint.
  case listed(EndpointFacts)
  /// The controller leaves the Pod out.
  case leftOut(MembershipReason)

  /// Whether the Service selects the Pod (semantics.md 2.1).
  public var isSelected: Bool { reason?.isSelected ?? true }

  /// Whether the controller lists the Pod (semantics.md 2.3).
  public var isListed: Bool { reason == nil }

  /// The endpoint, or nil where the Pod is left out.
  public var endpoint: EndpointFacts? {
    switch self {
    case .listed(let endpoint): endpoint
    case .leftOut: nil
    }
  }

  /// Why the Pod is left out, or nil where it is listed.
  public var reason: MembershipReason? {
    switch self {
    case .listed: nil
    case .leftOut(let reason): reason
    }
  }
}
