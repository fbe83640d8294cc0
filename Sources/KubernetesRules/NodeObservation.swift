public import TopologyModel

/// What is known of the Node that a Pod names (semantics.md 2.4).
public enum NodeObservation: Hashable, Sendable {
  /// Nodes are not watched: the Node counts as existing, and the zone comes from the Pod's own
  /// label.
  case notObserved
  /// Nodes are watched, and there is none of that name.
  case missing
  /// The Node.
  case present(NodeFacts)
}
