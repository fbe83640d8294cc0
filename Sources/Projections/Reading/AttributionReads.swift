public import TopologyModel

/// What attributing many addresses reads besides what questions do: whole columns at once, where a
/// question looks single entries up.
public protocol AttributionReads: TopologyReads {
  /// Calls `body` with every proof of an epoch, in no defined order: the kind, when it was seen, and
  /// the revision; nil for a revision of more than 18 digits.
  func forEachProof(
    _ context: ClusterContext,
    _ body: (ResourceKind, Instant, Int64?) -> Void
  ) throws

  /// Calls `body` with the numbers of slices and the addresses that they ever listed, some of them
  /// more than once, in no defined order; FQDNs are left out.
  ///
  /// What only a later position than the basis tells may be among them.
  func forEachListedAddress(
    _ context: ClusterContext,
    _ body: (Int64, IPAddress) -> Void
  ) throws

  /// The runs of the objects that hold an address, or held it, at any revision; in no defined order.
  func runs(
    everHolding address: IPAddress,
    _ context: ClusterContext
  ) throws -> [FactRun<ObjectFacts>]

  /// The slice of a number.
  func slice(_ objectID: Int64) throws -> ObjectReference
}
