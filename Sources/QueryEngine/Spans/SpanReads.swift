import EventLog
import Projections
import TopologyModel

/// Reads that go forward over a span and note when what was read changes next.
///
/// A question that is evaluated through them at a revision gives the same rows up to the least of
/// the next changes, since a result depends on nothing but what was read. So a span costs what its
/// changes cost, whatever the question.
final class SpanReads: TopologyReads {
  private let source: SpanRuns
  private var base: any TopologyReads { source.reads }
  private var objectCursors: [CursorKey: RunCursor<ObjectFacts>] = [:]
  private var endpointCursors: [Int64: RunCursor<EndpointFacts>] = [:]
  private var countCursors: [Int64: RunCursor<Int>] = [:]
  /// Per kind, the least revision at which something that was read since `begin()` changes.
  private(set) var nextChanges: [ResourceKind: Revision] = [:]

  init(_ source: SpanRuns) {
    self.source = source
  }

  /// Begins another evaluation; its revisions must not lie behind those of the one before.
  func begin() {
    nextChanges = [:]
  }

  // MARK: Tracked

  func objects(
    kind: ResourceKind,
    namespace: String?,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [FactRun<ObjectFacts>] {
    try valid(.kind(kind, namespace: namespace), kind, at: revision).occupants
  }

  func slots(
    of kind: ResourceKind,
    namespace: String?,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [ObjectSlot] {
    try slots(.kind(kind, namespace: namespace), kind, at: revision)
  }

  func slots(
    of kind: ResourceKind,
    named name: String,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [ObjectSlot] {
    try slots(.named(name, kind: kind), kind, at: revision)
  }

  private func slots(
    _ selection: RunSelection,
    _ kind: ResourceKind,
    at revision: Revision
  ) throws -> [ObjectSlot] {
    try withCursor(selection, kind, at: revision) { cursor in
      note(cursor.nextChange, kind)
      return cursor.slots
    }
  }

  /// As long as one of those that are there stays, others may come and go.
  func hasObjects(
    kind: ResourceKind,
    namespace: String?,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> Bool {
    try withCursor(.kind(kind, namespace: namespace), kind, at: revision) { cursor in
      note(cursor.nextChangeOfPresence, kind)
      return !cursor.active.isEmpty
    }
  }

  func pods(
    selectedBy selector: LabelSet,
    namespace: String,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [FactRun<ObjectFacts>] {
    try valid(.pods(selectedBy: selector, namespace: namespace), .pod, at: revision).occupants
  }

  func object(
    in slot: ObjectSlot,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> FactRun<ObjectFacts>? {
    try valid(.slot(slot), slot.kind, at: revision).max { $1.tookSlot(after: $0) }
  }

  func object(
    uid: String,
    kind: ResourceKind,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> FactRun<ObjectFacts>? {
    try valid(.uid(uid, kind: kind), kind, at: revision).first
  }

  func slices(
    namingService service: String,
    namespace: String,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [FactRun<ObjectFacts>] {
    let selection = RunSelection.slices(service: service, namespace: namespace)
    return try valid(selection, .endpointSlice, at: revision).filter { run in
      guard case .endpointSlice(let facts, _) = run.facts else { return false }
      return facts.serviceName == service
    }
  }

  func objects(
    holding address: IPAddress,
    kind: ResourceKind,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [FactRun<ObjectFacts>] {
    try valid(.holders(of: address), kind, at: revision).filter { $0.object.slot.kind == kind }
  }

  func endpoints(
    ofSlice objectID: Int64,
    object: ObjectReference,
    readLike facts: EndpointFacts?,
    at revision: Revision
  ) throws -> [FactRun<EndpointFacts>] {
    var cursor =
      try endpointCursors.removeValue(forKey: objectID)
      ?? RunCursor(try source.endpointRuns(ofSlice: objectID, object)) {
        $0.isRead(before: $1)
      }
    cursor.advance(to: revision)
    note(cursor.nextChange, .endpointSlice)
    let active = cursor.active
    endpointCursors[objectID] = cursor
    return facts.map { wanted in active.filter { $0.facts.isRead(like: wanted) } } ?? active
  }

  func endpointCount(
    ofSlice objectID: Int64,
    object: ObjectReference,
    at revision: Revision
  ) throws -> FactRun<Int>? {
    var cursor =
      try countCursors.removeValue(forKey: objectID)
      ?? RunCursor(try source.countRuns(ofSlice: objectID, object)) {
        $0.validity.from < $1.validity.from
      }
    cursor.advance(to: revision)
    note(cursor.nextChange, .endpointSlice)
    let count = cursor.active.first
    countCursors[objectID] = cursor
    return count
  }

  func version(
    ofObject objectID: Int64,
    object: ObjectReference,
    at revision: Revision
  ) throws -> FactRun<ObjectVersion>? {
    let found = try base.version(ofObject: objectID, object: object, at: revision)
    note(found?.validity.until, object.slot.kind)
    return found
  }

  private func valid(
    _ selection: RunSelection,
    _ kind: ResourceKind,
    at revision: Revision
  ) throws -> [FactRun<ObjectFacts>] {
    try withCursor(selection, kind, at: revision) { cursor in
      note(cursor.nextChange, kind)
      return cursor.active
    }
  }

  /// Hands over the cursor of a selection, advanced to a revision.
  private func withCursor<Result>(
    _ selection: RunSelection,
    _ kind: ResourceKind,
    at revision: Revision,
    _ body: (RunCursor<ObjectFacts>) throws -> Result
  ) throws -> Result {
    // Where kinds have revisions of their own, a selection of several kinds has a cursor for each.
    let key = CursorKey(selection: selection, kind: kind)
    var cursor =
      try objectCursors.removeValue(forKey: key)
      ?? RunCursor(
        try source.runs(of: selection).filter { $0.object.slot.kind == kind }
      ) { $0.object < $1.object }
    cursor.advance(to: revision)
    defer { objectCursors[key] = cursor }
    return try body(cursor)
  }

  private struct CursorKey: Hashable {
    var selection: RunSelection
    var kind: ResourceKind
  }

  private func note(_ change: Revision?, _ kind: ResourceKind) {
    nextChanges[kind] = HalfOpenInterval.earlier(nextChanges[kind], change)
  }

  // MARK: Not tracked

  var basis: Basis { base.basis }

  var hidesNodes: Bool { base.hidesNodes }

  func clusterNames() throws -> [String] { try base.clusterNames() }

  func epochs(of cluster: String) throws -> [(context: ClusterContext, begunAt: Instant)] {
    try base.epochs(of: cluster)
  }

  func reached(at instant: Instant, _ context: ClusterContext) throws -> RevisionVector {
    try base.reached(at: instant, context)
  }

  func reached(before instant: Instant, _ context: ClusterContext) throws -> RevisionVector {
    try base.reached(before: instant, context)
  }

  func validTime(
    of revision: Revision,
    kind: ResourceKind,
    _ context: ClusterContext
  ) throws -> Instant? {
    try base.validTime(of: revision, kind: kind, context)
  }

  func lastObservedAt(_ context: ClusterContext) throws -> Instant? {
    try base.lastObservedAt(context)
  }

  func latestObservation(_ context: ClusterContext) throws -> Instant? {
    try base.latestObservation(context)
  }

  func lastRevision(of kind: ResourceKind, _ context: ClusterContext) throws -> Revision? {
    try base.lastRevision(of: kind, context)
  }

  /// Rows of a span end where an evaluation tells so, and need no stretch of their own.
  func quietStretch(
    ofSlicesNamingService service: String,
    namespace: String,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> (from: Revision?, until: Revision?) {
    (nil, nil)
  }

  func hasAssertion(
    ofObject objectID: Int64,
    after revision: Revision,
    through last: Revision
  ) throws -> Bool {
    try base.hasAssertion(ofObject: objectID, after: revision, through: last)
  }

  func listsEndpoint(
    _ facts: EndpointFacts,
    inSlicesNamingService service: String,
    namespace: String,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> Bool {
    try base.listsEndpoint(
      facts,
      inSlicesNamingService: service,
      namespace: namespace,
      at: revision,
      context
    )
  }

  func contests(
    ofAddresses addresses: [String],
    inSlicesNamingService service: String,
    namespace: String,
    _ context: ClusterContext
  ) throws -> [String: [AddressListing]] {
    try base.contests(
      ofAddresses: addresses,
      inSlicesNamingService: service,
      namespace: namespace,
      context
    )
  }

  func runs(
    of selection: RunSelection,
    in stretch: ClosedRange<Revision>,
    _ context: ClusterContext
  ) throws -> [FactRun<ObjectFacts>] {
    try base.runs(of: selection, in: stretch, context)
  }

  func workloadRuns(
    ofPods uids: [String],
    in stretch: ClosedRange<Revision>,
    _ context: ClusterContext
  ) throws -> [String: [WorkloadRun]] {
    try base.workloadRuns(ofPods: uids, in: stretch, context)
  }

  func endpointRuns(
    ofSlice objectID: Int64,
    object: ObjectReference,
    in stretch: ClosedRange<Revision>
  ) throws -> [FactRun<EndpointFacts>] {
    try base.endpointRuns(ofSlice: objectID, object: object, in: stretch)
  }

  func endpointCountRuns(
    ofSlice objectID: Int64,
    object: ObjectReference,
    in stretch: ClosedRange<Revision>
  ) throws -> [FactRun<Int>] {
    try base.endpointCountRuns(ofSlice: objectID, object: object, in: stretch)
  }

  func firstProof(
    above revision: Revision,
    kind: ResourceKind,
    _ context: ClusterContext
  ) throws -> Instant? {
    try base.firstProof(above: revision, kind: kind, context)
  }

  func coverage(of kind: ResourceKind, _ context: ClusterContext) throws -> CoverageRecords {
    try base.coverage(of: kind, context)
  }

  func coverageTimeline(
    of kind: ResourceKind,
    namespace: String?,
    _ context: ClusterContext
  ) throws -> CoverageTimeline {
    try base.coverageTimeline(of: kind, namespace: namespace, context)
  }

  func incarnations(of slot: ObjectSlot, _ context: ClusterContext) throws -> [Int64] {
    try base.incarnations(of: slot, context)
  }

  func body(ofObject objectID: Int64, at revision: Revision) throws -> [UInt8]? {
    try base.body(ofObject: objectID, at: revision)
  }

  func versions(
    ofObject objectID: Int64,
    object: ObjectReference
  ) throws -> [FactRun<ObjectVersion>] {
    try base.versions(ofObject: objectID, object: object)
  }

  func events(ofObject objectID: Int64) throws -> [StoredEvent] {
    try base.events(ofObject: objectID)
  }

  func incarnations(
    kind: ResourceKind,
    namespace: String?,
    _ context: ClusterContext
  ) throws -> [(id: Int64, object: ObjectReference)] {
    try base.incarnations(kind: kind, namespace: namespace, context)
  }

  func incarnations(
    uid: String,
    kind: ResourceKind,
    _ context: ClusterContext
  ) throws -> [(id: Int64, object: ObjectReference)] {
    try base.incarnations(uid: uid, kind: kind, context)
  }

  func objects(
    everIn slot: ObjectSlot,
    _ context: ClusterContext
  ) throws -> [(id: Int64, object: ObjectReference)] {
    try base.objects(everIn: slot, context)
  }

  func document(of event: LogPosition) throws -> ObjectDocument? {
    try base.document(of: event)
  }

  func firstPosition(
    proving revision: Revision,
    _ context: ClusterContext
  ) throws -> LogPosition? {
    try base.firstPosition(proving: revision, context)
  }

  func forEachEvent(_ body: (StoredEvent) throws -> Bool) throws { try base.forEachEvent(body) }

  func forEachEvent(
    from since: Instant,
    through last: Instant,
    of epochs: [ClusterContext],
    _ body: (StoredEvent) throws -> Bool
  ) throws {
    try base.forEachEvent(from: since, through: last, of: epochs, body)
  }

  func told(
    ofObject objectID: Int64,
    below revision: Revision,
    before position: LogPosition
  ) throws -> (position: LogPosition, isEnd: Bool)? {
    try base.told(ofObject: objectID, below: revision, before: position)
  }

  func event(at position: LogPosition) throws -> StoredEvent? { try base.event(at: position) }

  func facts(of event: StoredEvent) throws -> ObjectFacts? { try base.facts(of: event) }

  func observation(of event: StoredEvent) throws -> ObservationDetails? {
    try base.observation(of: event)
  }

  func body(of event: LogPosition) throws -> [UInt8] { try base.body(of: event) }

  func hasAuditEntries(_ context: ClusterContext) throws -> Bool {
    try base.hasAuditEntries(context)
  }

  func auditEntries(
    _ selection: AuditSelection,
    _ context: ClusterContext
  ) throws -> [AuditedEvent] {
    try base.auditEntries(selection, context)
  }

  func auditEntry(of event: StoredEvent) throws -> AuditEntry? {
    try base.auditEntry(of: event)
  }

  func feedNames(_ context: ClusterContext) throws -> [Int64: String] {
    try base.feedNames(context)
  }

  func accessPaths(of read: TopologyRead, _ context: ClusterContext) throws -> [String] {
    try base.accessPaths(of: read, context)
  }

  func estimate(_ cardinality: Cardinality, _ context: ClusterContext) throws -> Int {
    try base.estimate(cardinality, context)
  }

  func prepare(_ upcoming: UpcomingReads, _ context: ClusterContext) throws {
    try base.prepare(upcoming, context)
  }
}
