public import EventLog
public import TopologyModel

/// The narrow protocol of reads at (valid time, position) through which questions are answered.
///
/// Everything is read as known at one log position, the basis. No method depends on a clock.
public protocol TopologyReads {
  /// What the reads rest on.
  var basis: Basis { get }

  /// Whether Nodes are hidden from who asks, so that they look as if they had never been watched.
  var hidesNodes: Bool { get }

  /// Notes that so many bytes of what was read are held until who asks has the answer; fewer than none
  /// where some are given up before.
  ///
  /// Throws where who asks holds too much then.
  func noteHeld(bytes: Int) throws

  /// The names of the clusters, sorted.
  func clusterNames() throws -> [String]

  /// The epochs of a cluster, in order, with the instants at which they began.
  func epochs(of cluster: String) throws -> [(context: ClusterContext, begunAt: Instant)]

  /// R(T): what was proven by an instant (architecture.md section 3).
  func reached(at instant: Instant, _ context: ClusterContext) throws -> RevisionVector

  /// R just before an instant: what was proven by the nanosecond before it.
  func reached(before instant: Instant, _ context: ClusterContext) throws -> RevisionVector

  /// The valid time of a change: the earliest instant at which its commit was proven; nil where
  /// nothing proves it.
  func validTime(
    of revision: Revision,
    kind: ResourceKind,
    _ context: ClusterContext
  ) throws -> Instant?

  /// The greatest instant at which a revision of the epoch was proven; nil for nothing.
  func lastObservedAt(_ context: ClusterContext) throws -> Instant?

  /// The greatest instant at which anything of the epoch was told, the opening and ending of watches
  /// included; nil for nothing.
  func latestObservation(_ context: ClusterContext) throws -> Instant?

  /// The highest revision seen of a kind; nil for nothing.
  func lastRevision(of kind: ResourceKind, _ context: ClusterContext) throws -> Revision?

  /// The objects of a kind at a revision, of one namespace or of all, ordered by slot, then UID.
  func objects(
    kind: ResourceKind,
    namespace: String?,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [FactRun<ObjectFacts>]

  /// What the objects of a kind at a revision are called, of one namespace or of all, sorted.
  func slots(
    of kind: ResourceKind,
    namespace: String?,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [ObjectSlot]

  /// The objects of a kind at a revision that have a name, in any namespace, sorted.
  func slots(
    of kind: ResourceKind,
    named name: String,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [ObjectSlot]

  /// Whether a namespace has an object of a kind at a revision, or the cluster where none is named.
  func hasObjects(
    kind: ResourceKind,
    namespace: String?,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> Bool

  /// The Pods of a namespace at a revision whose labels match a selector, ordered by slot, then UID;
  /// an empty selector matches all.
  func pods(
    selectedBy selector: LabelSet,
    namespace: String,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [FactRun<ObjectFacts>]

  /// The incarnation that a slot held at a revision.
  func object(
    in slot: ObjectSlot,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> FactRun<ObjectFacts>?

  /// The object of a UID at a revision.
  func object(
    uid: String,
    kind: ResourceKind,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> FactRun<ObjectFacts>?

  /// The slices that named a Service by label at a revision, ordered by slot, then UID; their
  /// endpoint counts are not filled in.
  func slices(
    namingService service: String,
    namespace: String,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [FactRun<ObjectFacts>]

  /// The stretch of revisions around one over which no slice that ever named a Service changed; its
  /// beginning is nil before the first change.
  func quietStretch(
    ofSlicesNamingService service: String,
    namespace: String,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> (from: Revision?, until: Revision?)

  /// The endpoints of a slice at a revision, ordered by their facts; where facts are given, only
  /// the endpoints that are read like them, their conditions being written out or not.
  func endpoints(
    ofSlice objectID: Int64,
    object: ObjectReference,
    readLike facts: EndpointFacts?,
    at revision: Revision
  ) throws -> [FactRun<EndpointFacts>]

  /// Whether the log says anything of an object above a revision, through another one.
  func hasAssertion(
    ofObject objectID: Int64,
    after revision: Revision,
    through last: Revision
  ) throws -> Bool

  /// Whether a slice that ever named a Service lists an endpoint that is read like certain facts at a
  /// revision.
  func listsEndpoint(
    _ facts: EndpointFacts,
    inSlicesNamingService service: String,
    namespace: String,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> Bool

  /// Where slices that ever named a Service listed addresses first in endpoints, of those addresses that two
  /// endpoints had at one revision; none for others.
  ///
  /// The addresses are such as `EndpointCandidate.canonicalAddress` gives, and of all listings those come,
  /// by beginning, that share a revision with another.
  func contests(
    ofAddresses addresses: [String],
    inSlicesNamingService service: String,
    namespace: String,
    _ context: ClusterContext
  ) throws -> [String: [AddressListing]]

  /// How many endpoints a slice listed at a revision.
  func endpointCount(
    ofSlice objectID: Int64,
    object: ObjectReference,
    at revision: Revision
  )
    throws -> FactRun<Int>?

  /// The runs of objects that are valid somewhere in a stretch of revisions, by beginning, then
  /// object.
  ///
  /// The slices among them may have named another Service then; their endpoint counts are not filled
  /// in.
  func runs(
    of selection: RunSelection,
    in stretch: ClosedRange<Revision>,
    _ context: ClusterContext
  ) throws -> [FactRun<ObjectFacts>]

  /// The runs of a slice's endpoints that are valid somewhere in a stretch of revisions, by
  /// beginning, then facts.
  func endpointRuns(
    ofSlice objectID: Int64,
    object: ObjectReference,
    in stretch: ClosedRange<Revision>
  ) throws -> [FactRun<EndpointFacts>]

  /// The runs of Pods by UID that are valid somewhere in a stretch of revisions, by beginning, with what
  /// tells their workloads; none of UIDs that no Pod has.
  func workloadRuns(
    ofPods uids: [String],
    in stretch: ClosedRange<Revision>,
    _ context: ClusterContext
  ) throws -> [String: [WorkloadRun]]

  /// The runs of a slice's endpoint count that are valid somewhere in a stretch of revisions.
  func endpointCountRuns(
    ofSlice objectID: Int64,
    object: ObjectReference,
    in stretch: ClosedRange<Revision>
  ) throws -> [FactRun<Int>]

  /// The objects valid at a revision that hold an IP address, or held it at another one; ordered by
  /// slot, then UID.
  func objects(
    holding address: IPAddress,
    kind: ResourceKind,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [FactRun<ObjectFacts>]

  /// The earliest instant at which a revision above one was proven, of the kinds given where they do
  /// not share a counter; nil where nothing proves one.
  func firstProof(
    above revision: Revision,
    kind: ResourceKind,
    _ context: ClusterContext
  ) throws -> Instant?

  /// The sessions and listings of a kind in an epoch, as known at the basis.
  func coverage(of kind: ResourceKind, _ context: ClusterContext) throws -> CoverageRecords

  /// When a kind was observed, for a question that reads one namespace, or all where it is nil; that
  /// makes no difference for kinds without namespaces.
  func coverageTimeline(
    of kind: ResourceKind,
    namespace: String?,
    _ context: ClusterContext
  ) throws -> CoverageTimeline

  /// The numbers of every incarnation that a slot had in an epoch.
  func incarnations(of slot: ObjectSlot, _ context: ClusterContext) throws -> [Int64]

  /// The body of the state that an object had at a revision.
  func body(ofObject objectID: Int64, at revision: Revision) throws -> [UInt8]?

  /// The version of an object that holds at a revision, the object's last state by then.
  ///
  /// Whether the object still lived then, its runs tell.
  func version(
    ofObject objectID: Int64,
    object: ObjectReference,
    at revision: Revision
  ) throws -> FactRun<ObjectVersion>?

  /// Everything that the log asserts of an object, its states and its end, by revision; an end that
  /// only a listing told is the last one, inferred.
  func versions(
    ofObject objectID: Int64,
    object: ObjectReference
  ) throws -> [FactRun<ObjectVersion>]

  /// The events of an object through the basis, by revision, then position; `seen` ones included.
  func events(ofObject objectID: Int64) throws -> [StoredEvent]

  /// Every object of a kind that an epoch has had, of one namespace or of all, with its number;
  /// ordered by slot, then number.
  func incarnations(
    kind: ResourceKind,
    namespace: String?,
    _ context: ClusterContext
  ) throws -> [(id: Int64, object: ObjectReference)]

  /// The objects that a UID has named in an epoch, with their numbers.
  func incarnations(
    uid: String,
    kind: ResourceKind,
    _ context: ClusterContext
  ) throws -> [(id: Int64, object: ObjectReference)]

  /// The objects that a slot has held in an epoch, with their numbers, in order of first append.
  func objects(
    everIn slot: ObjectSlot,
    _ context: ClusterContext
  ) throws -> [(id: Int64, object: ObjectReference)]

  /// The body of an event as a tree; nil where the event has none.
  func document(of event: LogPosition) throws -> ObjectDocument?

  /// The first position at which the log proved a revision, or one above it; nil where it never did.
  func firstPosition(
    proving revision: Revision,
    _ context: ClusterContext
  ) throws -> LogPosition?

  /// How what a sort of read asks for is found, a line for each step: indexes, or scans.
  func accessPaths(of read: TopologyRead, _ context: ClusterContext) throws -> [String]

  /// How many of something there are, for the estimates of `explain`.
  func estimate(_ cardinality: Cardinality, _ context: ClusterContext) throws -> Int

  /// Calls `body` with the events through the basis, in order, until it returns false.
  func forEachEvent(_ body: (StoredEvent) throws -> Bool) throws

  /// Calls `body` with events through the basis, in order, until it returns false: with all of the
  /// epochs whose valid time, or where nothing proves one the time of observation, lies from one instant
  /// through another, both included. Others may be among them.
  func forEachEvent(
    from since: Instant,
    through last: Instant,
    of epochs: [ClusterContext],
    _ body: (StoredEvent) throws -> Bool
  ) throws

  /// What was told of an object last below a revision, by the events below a position: where its state,
  /// or its end, is told; of one revision what was told first. Nil where nothing was told.
  func told(
    ofObject objectID: Int64,
    below revision: Revision,
    before position: LogPosition
  ) throws -> (position: LogPosition, isEnd: Bool)?

  /// The event at a position; nil where there is none.
  func event(at position: LogPosition) throws -> StoredEvent?

  /// What an object event says of its object; nil for `seen` events and observations.
  func facts(of event: StoredEvent) throws -> ObjectFacts?

  /// What an observation event says; nil for object events.
  func observation(of event: StoredEvent) throws -> ObservationDetails?

  /// Whether an audit log told anything of a cluster.
  func hasAuditEntries(_ context: ClusterContext) throws -> Bool

  /// The audit entries of a cluster, of all its epochs, by when the server had answered.
  func auditEntries(
    _ selection: AuditSelection,
    _ context: ClusterContext
  ) throws -> [AuditedEvent]

  /// What an `audited` event says; nil for other events.
  func auditEntry(of event: StoredEvent) throws -> AuditEntry?

  /// The body of an event.
  func body(of event: LogPosition) throws -> [UInt8]

  /// The names of a cluster's feeds by number.
  func feedNames(_ context: ClusterContext) throws -> [Int64: String]

  /// Reads at once what single reads will ask for; it changes no answer.
  func prepare(_ upcoming: UpcomingReads, _ context: ClusterContext) throws
}

extension TopologyReads {
  /// Reads them all: those who know their names without do better.
  ///
  /// Throws what `objects(kind:namespace:at:_:)` throws.
  public func slots(
    of kind: ResourceKind,
    namespace: String?,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [ObjectSlot] {
    try objects(kind: kind, namespace: namespace, at: revision, context).map(\.object.slot)
  }

  /// Reads what all of them are called: those who know without do better.
  ///
  /// Throws what `slots(of:namespace:at:_:)` throws.
  public func slots(
    of kind: ResourceKind,
    named name: String,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [ObjectSlot] {
    try slots(of: kind, namespace: nil, at: revision, context).filter { $0.name == name }
  }

  /// Reads what all of them are called: those who know without do better.
  ///
  /// Throws what `slots(of:namespace:at:_:)` throws.
  public func hasObjects(
    kind: ResourceKind,
    namespace: String?,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> Bool {
    try !slots(of: kind, namespace: namespace, at: revision, context).isEmpty
  }

  /// Does nothing: single reads find what they ask for by themselves.
  public func prepare(_ upcoming: UpcomingReads, _ context: ClusterContext) throws {}

  /// The timeline of `coverage(of:_:)`, computed anew.
  public func coverageTimeline(
    of kind: ResourceKind,
    namespace: String?,
    _ context: ClusterContext
  ) throws -> CoverageTimeline {
    CoverageTimeline(
      try coverage(of: kind, context),
      namespace: kind.isNamespaced ? namespace : nil
    )
  }
}

extension TopologyReads {
  /// Nobody counts what is held.
  public func noteHeld(bytes: Int) throws {}
}
