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

  /// Calls `body` with the numbers of slices and the texts of the addresses that they ever listed, some
  /// of them more than once, in no defined order.
  ///
  /// What only a later position than the basis tells may be among them.
  func forEachListedAddress(
    _ context: ClusterContext,
    _ body: (Int64, UnsafeBufferPointer<UInt8>) -> Void
  ) throws

  /// Calls `body` with the runs of the objects that hold an address, or held it, at any revision; in no
  /// defined order.
  func forEachRun(
    everHolding address: IPAddress,
    _ context: ClusterContext,
    _ body: (AddressRun) throws -> Void
  ) throws

  /// Calls `body` with the runs of a slice's endpoints that begin by a revision, the last that is
  /// known, in no defined order.
  func forEachEndpointRun(
    ofSlice objectID: Int64,
    through last: Revision,
    _ body: (EndpointRun) throws -> Void
  ) throws

  /// All facts of an endpoint's run.
  func endpoint(ofRun number: Int64) throws -> EndpointFacts

  /// The slice of a number.
  func slice(_ objectID: Int64) throws -> ObjectReference
}
