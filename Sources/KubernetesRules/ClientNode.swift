public import TopologyModel

/// The node that traffic starts at or arrives at, as kube-proxy there knows it (semantics.md 3.4, 3.7).
public struct ClientNode: Hashable, Sendable {
  /// The node's name; empty for any node of a zone, where nothing is local.
  public var name: String
  /// The label `topology.kubernetes.io/zone`; empty when absent.
  public var zone: String

  /// Creates a node from its name and zone.
  public init(name: String, zone: String) {
    self.name = name
    self.zone = zone
  }

  /// Creates a node from its name and labels.
  public init(name: String, labels: LabelSet) {
    self.init(name: name, zone: labels[NodeFacts.zoneLabel] ?? "")
  }

  /// Returns whether the endpoint is on this node: `isLocal` of `pkg/proxy/endpointslicecache.go`,
  /// semantics.md 3.4.
  ///
  /// False when the endpoint names no node, and false when this node has no name.
  public func isLocal(_ endpoint: EndpointFacts) -> Bool {
    !name.isEmpty && endpoint.nodeName == name
  }
}
