public import Projections

extension TopologyReads {
  /// The reads, less what a restriction hides: other clusters, and names of other namespaces.
  public func restricted(to restriction: AccessRestriction) -> any TopologyReads {
    restriction == .none ? self : RestrictedReads(self, restriction)
  }
}
