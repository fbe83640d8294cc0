/// Which hints narrow a cluster set (semantics.md 3.7).
public enum HintMode: String, Hashable, Sendable, CaseIterable {
  /// No hints: every ready endpoint.
  case none = "none"
  /// `PreferSameZone`: ready endpoints hinted for the client node's zone.
  case zone = "zone"
  /// `PreferSameNode`: ready endpoints hinted for the client node.
  case node = "node"
}
