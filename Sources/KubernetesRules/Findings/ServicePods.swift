public import TopologyModel

/// The Pods that findings about a Service read; there are none of these where Pods of its namespace
/// are not observed.
public struct ServicePods: Hashable, Sendable {
  /// The live Pods that its selector selects; none where it has no selector.
  public var selected: [Observed<PodFacts>]
  /// The live incarnations of the Pods that its endpoints name as targets, by slot.
  ///
  /// A Pod of the Service's own namespace that is not here does not exist; of other namespaces
  /// nothing is known.
  public var targets: [ObjectSlot: Observed<PodFacts>]

  /// Creates the Pods of a Service.
  public init(selected: [Observed<PodFacts>], targets: [ObjectSlot: Observed<PodFacts>]) {
    self.selected = selected
    self.targets = targets
  }
}
