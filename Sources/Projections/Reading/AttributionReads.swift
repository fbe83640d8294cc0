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

  /// Calls `body` with the numbers of slices and the addresses that they ever listed, some of them more
  /// than once, in no defined order.
  ///
  /// What only a later position than the basis tells may be among them.
  func forEachListedAddress(
    _ context: ClusterContext,
    _ body: (Int64, AddressKey) -> Void
  ) throws

  /// Calls `body` with the runs of the objects that hold an address, or held it, at any revision; those
  /// of an object follow one another.
  ///
  /// The object is nil where it is the one before.
  func forEachRun(
    everHolding address: AddressKey,
    _ context: ClusterContext,
    _ body: (AddressRun, ObjectReference?) throws -> Void
  ) throws

  /// Calls `body` with the runs of a slice's endpoints that begin by a revision, the last that is
  /// known, in no defined order.
  func forEachEndpointRun(
    ofSlice objectID: Int64,
    through last: Revision,
    _ body: (EndpointRun) throws -> Void
  ) throws

  /// About how many runs of objects and endpoints reading all of them at once would read; nil where
  /// that cannot be done.
  func runCountMax() throws -> Int?

  /// Calls `body` with the Services, Pods, and Nodes of an epoch, by number.
  func forEachHolder(
    _ context: ClusterContext,
    _ body: (Int64, ObjectReference) -> Void
  ) throws

  /// Calls `holder` with the runs of all Services, Pods, and Nodes of an epoch, and `endpoint` with
  /// those of all slices' endpoints and the slice's number, in the order in which they were written.
  func forEachRun(
    _ context: ClusterContext,
    holder: (AddressRun) throws -> Void,
    endpoint: (Int64, EndpointRun) throws -> Void
  ) throws

  /// All facts of an endpoint's run.
  func endpoint(ofRun number: Int64) throws -> EndpointFacts

  /// The slice of a number.
  func slice(_ objectID: Int64) throws -> ObjectReference
}
