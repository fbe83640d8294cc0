/// Why an endpoint receives new connections.
public enum EligibleAs: String, Hashable, Sendable, CaseIterable {
  /// It is ready (semantics.md 3.4, 3.5).
  case ready = "ready"
  /// Nothing is ready, and it still serves while it terminates (semantics.md 3.5, 3.6).
  case terminatingFallback = "terminating-fallback"
  /// It left the set a while ago, and established connections may still reach it (semantics.md
  /// 3.13). No rule here returns it: it is for questions that include draining endpoints.
  case draining = "draining"
  /// Cluster DNS publishes it under a headless Service (semantics.md 5.5, 5.10).
  case dns = "dns"
}
