public import TopologyModel

/// What of a store somebody may ask about: some clusters, some namespaces, or all.
public struct AccessRestriction: Hashable, Sendable {
  /// No restriction.
  public static let none = AccessRestriction()

  /// The clusters; nil for all.
  public var clusters: Set<String>?
  /// The namespaces; nil for all, and for what has no namespace.
  public var namespaces: Set<String>?
  /// Creates a restriction; without arguments nothing is restricted.
  public init(clusters: Set<String>? = nil, namespaces: Set<String>? = nil) {
    self.clusters = clusters
    self.namespaces = namespaces
  }

  /// Whether a cluster may be asked about.
  public func allows(cluster: String) -> Bool { clusters?.contains(cluster) ?? true }

  /// The restriction within it to one namespace, as if the store had that alone.
  public func confined(to namespace: String) -> AccessRestriction {
    AccessRestriction(
      clusters: clusters,
      namespaces: allows(namespace: namespace) ? [namespace] : []
    )
  }

  /// Whether a namespace may be asked about.
  public func allows(namespace: String) -> Bool { namespaces?.contains(namespace) ?? true }

  /// Whether an object may be told of: one without a namespace, a Node, only where all namespaces are
  /// allowed.
  public func allows(_ slot: ObjectSlot) -> Bool { allows(namespace: slot.namespace) }
}
