public import TopologyModel

/// Which part of a store is exported.
public struct ExportScope: Hashable, Sendable {
  /// The cluster; nil where the store has only one.
  public var cluster: String?
  /// The instant from which on; nil for the beginning.
  public var from: Instant?
  /// The instant through which; nil for the end.
  public var through: Instant?
  /// The namespace; nil for all, and for Nodes.
  public var namespace: String?

  /// Creates a scope.
  public init(cluster: String?, from: Instant?, through: Instant?, namespace: String?) {
    self.cluster = cluster
    self.from = from
    self.through = through
    self.namespace = namespace
  }

  /// Whether objects of a kind and namespace belong to it: of one namespace, Nodes do not, as a
  /// recorder with rights in that namespace alone would not see them.
  func contains(_ slot: ObjectSlot) -> Bool {
    guard let namespace else { return true }
    return slot.kind.isNamespaced && slot.namespace == namespace
  }

  /// Whether an observation of a kind, in a namespace or in all, says something of it.
  func contains(_ kind: ResourceKind, observedIn observed: String?) -> Bool {
    guard let namespace else { return true }
    return kind.isNamespaced && (observed == nil || observed == namespace)
  }
}
