import EventLog
import Projections
import TopologyModel

/// Reads that count, by sort, how often they were asked, what they gave, and how long it took.
final class MeteredReads: TopologyReads {
  private let base: any TopologyReads
  private let meter: ExecutionMeter

  init(_ base: any TopologyReads, meter: ExecutionMeter) {
    self.base = base
    self.meter = meter
  }

  var basis: Basis { base.basis }

  var hidesNodes: Bool { base.hidesNodes }

  func noteHeld(bytes: Int) throws {
    meter.noteHeld(bytes: bytes)
    try base.noteHeld(bytes: bytes)
    try meter.checkCancellation()
  }

  func clusterNames() throws -> [String] {
    try base.clusterNames()
  }

  func epochs(of cluster: String) throws -> [(context: ClusterContext, begunAt: Instant)] {
    try base.epochs(of: cluster)
  }

  func reached(at instant: Instant, _ context: ClusterContext) throws -> RevisionVector {
    try meter.read(.proofs) {
      try base.reached(at: instant, context)
    }
  }

  func reached(before instant: Instant, _ context: ClusterContext) throws -> RevisionVector {
    try meter.read(.proofs) {
      try base.reached(before: instant, context)
    }
  }

  func validTime(
    of revision: Revision,
    kind: ResourceKind,
    _ context: ClusterContext
  ) throws -> Instant? {
    try meter.read(.proofs) {
      try base.validTime(of: revision, kind: kind, context)
    }
  }

  func lastObservedAt(_ context: ClusterContext) throws -> Instant? {
    try meter.read(.proofs) {
      try base.lastObservedAt(context)
    }
  }

  func latestObservation(_ context: ClusterContext) throws -> Instant? {
    try meter.read(.proofs) {
      try base.latestObservation(context)
    }
  }

  func lastRevision(of kind: ResourceKind, _ context: ClusterContext) throws -> Revision? {
    try meter.read(.proofs) {
      try base.lastRevision(of: kind, context)
    }
  }

  func objects(
    kind: ResourceKind,
    namespace: String?,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [FactRun<ObjectFacts>] {
    try meter.read(.objects) {
      try base.objects(kind: kind, namespace: namespace, at: revision, context)
    }
  }

  func slots(
    of kind: ResourceKind,
    namespace: String?,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [ObjectSlot] {
    try meter.read(.objects) {
      try base.slots(of: kind, namespace: namespace, at: revision, context)
    }
  }

  func slots(
    of kind: ResourceKind,
    named name: String,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [ObjectSlot] {
    try meter.read(.objects) {
      try base.slots(of: kind, named: name, at: revision, context)
    }
  }

  func pods(
    selectedBy selector: LabelSet,
    namespace: String,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [FactRun<ObjectFacts>] {
    try meter.read(.objects) {
      try base.pods(selectedBy: selector, namespace: namespace, at: revision, context)
    }
  }

  func object(
    in slot: ObjectSlot,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> FactRun<ObjectFacts>? {
    try meter.read(.objectInSlot) {
      try base.object(in: slot, at: revision, context)
    }
  }

  func object(
    uid: String,
    kind: ResourceKind,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> FactRun<ObjectFacts>? {
    try meter.read(.objectByUID) {
      try base.object(uid: uid, kind: kind, at: revision, context)
    }
  }

  func slices(
    namingService service: String,
    namespace: String,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [FactRun<ObjectFacts>] {
    try meter.read(.slicesOfService) {
      try base.slices(namingService: service, namespace: namespace, at: revision, context)
    }
  }

  func quietStretch(
    ofSlicesNamingService service: String,
    namespace: String,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> (from: Revision?, until: Revision?) {
    try meter.read(.quietStretch) {
      try base.quietStretch(
        ofSlicesNamingService: service,
        namespace: namespace,
        at: revision,
        context
      )
    }
  }

  func endpoints(
    ofSlice objectID: Int64,
    object: ObjectReference,
    readLike facts: EndpointFacts?,
    at revision: Revision
  ) throws -> [FactRun<EndpointFacts>] {
    try meter.read(.endpointsOfSlice) {
      try base.endpoints(ofSlice: objectID, object: object, readLike: facts, at: revision)
    }
  }

  func hasAssertion(
    ofObject objectID: Int64,
    after revision: Revision,
    through last: Revision
  ) throws -> Bool {
    try meter.read(.versions) {
      try base.hasAssertion(ofObject: objectID, after: revision, through: last)
    }
  }

  func listsEndpoint(
    _ facts: EndpointFacts,
    inSlicesNamingService service: String,
    namespace: String,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> Bool {
    try meter.read(.endpointsOfSlice) {
      try base.listsEndpoint(
        facts,
        inSlicesNamingService: service,
        namespace: namespace,
        at: revision,
        context
      )
    }
  }

  func contests(
    ofAddresses addresses: [String],
    inSlicesNamingService service: String,
    namespace: String,
    _ context: ClusterContext
  ) throws -> [String: [AddressListing]] {
    try meter.checkCancellation()
    let start = meter.start()
    let found = try base.contests(
      ofAddresses: addresses,
      inSlicesNamingService: service,
      namespace: namespace,
      context
    )
    let count = found.values.lazy.map(\.count).reduce(0, +)
    meter.noteRead(.endpointsOfSlice, rows: count, since: start)
    return found
  }

  func endpointCount(
    ofSlice objectID: Int64,
    object: ObjectReference,
    at revision: Revision
  ) throws -> FactRun<Int>? {
    try meter.read(.endpointsOfSlice) {
      try base.endpointCount(ofSlice: objectID, object: object, at: revision)
    }
  }

  func runs(
    of selection: RunSelection,
    in stretch: ClosedRange<Revision>,
    _ context: ClusterContext
  ) throws -> [FactRun<ObjectFacts>] {
    try meter.read(selection.read) {
      try base.runs(of: selection, in: stretch, context)
    }
  }

  func workloadRuns(
    ofPods uids: [String],
    in stretch: ClosedRange<Revision>,
    _ context: ClusterContext
  ) throws -> [String: [WorkloadRun]] {
    try meter.checkCancellation()
    let start = meter.start()
    let found = try base.workloadRuns(ofPods: uids, in: stretch, context)
    meter.noteRead(.objectByUID, rows: found.values.lazy.map(\.count).reduce(0, +), since: start)
    return found
  }

  func endpointRuns(
    ofSlice objectID: Int64,
    object: ObjectReference,
    in stretch: ClosedRange<Revision>
  ) throws -> [FactRun<EndpointFacts>] {
    try meter.read(.endpointsOfSlice) {
      try base.endpointRuns(ofSlice: objectID, object: object, in: stretch)
    }
  }

  func endpointCountRuns(
    ofSlice objectID: Int64,
    object: ObjectReference,
    in stretch: ClosedRange<Revision>
  ) throws -> [FactRun<Int>] {
    try meter.read(.endpointsOfSlice) {
      try base.endpointCountRuns(ofSlice: objectID, object: object, in: stretch)
    }
  }

  func objects(
    holding address: IPAddress,
    kind: ResourceKind,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [FactRun<ObjectFacts>] {
    try meter.read(.addressHolders) {
      try base.objects(holding: address, kind: kind, at: revision, context)
    }
  }

  func firstProof(
    above revision: Revision,
    kind: ResourceKind,
    _ context: ClusterContext
  ) throws -> Instant? {
    try meter.read(.proofs) {
      try base.firstProof(above: revision, kind: kind, context)
    }
  }

  func coverage(of kind: ResourceKind, _ context: ClusterContext) throws -> CoverageRecords {
    try meter.read(.coverage) {
      try base.coverage(of: kind, context)
    }
  }

  func coverageTimeline(
    of kind: ResourceKind,
    namespace: String?,
    _ context: ClusterContext
  ) throws -> CoverageTimeline {
    try meter.read(.coverage) {
      try base.coverageTimeline(of: kind, namespace: namespace, context)
    }
  }

  func incarnations(of slot: ObjectSlot, _ context: ClusterContext) throws -> [Int64] {
    try meter.read(.incarnations) {
      try base.incarnations(of: slot, context)
    }
  }

  func body(ofObject objectID: Int64, at revision: Revision) throws -> [UInt8]? {
    try meter.read(.bodies) {
      try base.body(ofObject: objectID, at: revision)
    }
  }

  func version(
    ofObject objectID: Int64,
    object: ObjectReference,
    at revision: Revision
  ) throws -> FactRun<ObjectVersion>? {
    try meter.read(.versions) {
      try base.version(ofObject: objectID, object: object, at: revision)
    }
  }

  func versions(
    ofObject objectID: Int64,
    object: ObjectReference
  ) throws -> [FactRun<ObjectVersion>] {
    try meter.read(.versions) {
      try base.versions(ofObject: objectID, object: object)
    }
  }

  func events(ofObject objectID: Int64) throws -> [StoredEvent] {
    try meter.read(.versions) {
      try base.events(ofObject: objectID)
    }
  }

  func incarnations(
    kind: ResourceKind,
    namespace: String?,
    _ context: ClusterContext
  ) throws -> [(id: Int64, object: ObjectReference)] {
    try meter.read(.objectsEver) {
      try base.incarnations(kind: kind, namespace: namespace, context)
    }
  }

  func incarnations(
    uid: String,
    kind: ResourceKind,
    _ context: ClusterContext
  ) throws -> [(id: Int64, object: ObjectReference)] {
    try meter.read(.incarnations) {
      try base.incarnations(uid: uid, kind: kind, context)
    }
  }

  func objects(
    everIn slot: ObjectSlot,
    _ context: ClusterContext
  ) throws -> [(id: Int64, object: ObjectReference)] {
    try meter.read(.incarnations) {
      try base.objects(everIn: slot, context)
    }
  }

  func document(of event: LogPosition) throws -> ObjectDocument? {
    try meter.read(.bodies) {
      try base.document(of: event)
    }
  }

  func firstPosition(proving revision: Revision, _ context: ClusterContext) throws -> LogPosition? {
    try meter.read(.proofs) {
      try base.firstPosition(proving: revision, context)
    }
  }

  func forEachEvent(_ body: (StoredEvent) throws -> Bool) throws {
    var count = 0
    let start = meter.start()
    defer { meter.noteRead(.log, rows: count, since: start) }
    try base.forEachEvent { event in
      count += 1
      return try body(event)
    }
  }

  func forEachEvent(
    from since: Instant,
    through last: Instant,
    of epochs: [ClusterContext],
    _ body: (StoredEvent) throws -> Bool
  ) throws {
    var count = 0
    let start = meter.start()
    defer { meter.noteRead(.eventsOfTime, rows: count, since: start) }
    try base.forEachEvent(from: since, through: last, of: epochs) { event in
      count += 1
      return try body(event)
    }
  }

  func told(
    ofObject objectID: Int64,
    below revision: Revision,
    before position: LogPosition
  ) throws -> (position: LogPosition, isEnd: Bool)? {
    try meter.read(.versions) {
      try base.told(ofObject: objectID, below: revision, before: position)
    }
  }

  func event(at position: LogPosition) throws -> StoredEvent? {
    try meter.read(.versions) {
      try base.event(at: position)
    }
  }

  func facts(of event: StoredEvent) throws -> ObjectFacts? {
    try meter.read(.bodies) {
      try base.facts(of: event)
    }
  }

  func observation(of event: StoredEvent) throws -> ObservationDetails? {
    try meter.read(.bodies) {
      try base.observation(of: event)
    }
  }

  func hasAuditEntries(_ context: ClusterContext) throws -> Bool {
    try base.hasAuditEntries(context)
  }

  func auditEntries(
    _ selection: AuditSelection,
    _ context: ClusterContext
  ) throws -> [AuditedEvent] {
    try meter.read(.auditEntries) {
      try base.auditEntries(selection, context)
    }
  }

  func auditEntry(of event: StoredEvent) throws -> AuditEntry? {
    try meter.read(.bodies) {
      try base.auditEntry(of: event)
    }
  }

  func body(of event: LogPosition) throws -> [UInt8] {
    try meter.read(.bodies) {
      try base.body(of: event)
    }
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
