public import TopologyModel

/// Pods that share a resolved list of ports, and therefore slices (semantics.md 2.16).
public struct PortGroup<Key: Hashable & Sendable>: Hashable, Sendable {
  /// The slice ports, in the Service's order; empty where no name resolved or the Service has none.
  public var ports: [EndpointSliceFacts.Port]
  /// The Pods, in the order in which they were given.
  public var pods: [Key]

  /// Creates a group.
  public init(ports: [EndpointSliceFacts.Port], pods: [Key]) {
    self.ports = ports
    self.pods = pods
  }
}
