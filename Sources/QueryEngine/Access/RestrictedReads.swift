import EventLog
import Projections
import TopologyModel

/// Reads that show what a restriction allows: its clusters, and, where it names namespaces, these, and no
/// Nodes.
///
/// Questions about other namespaces are refused before they read (`BindingFault`); this keeps names of
/// other namespaces out of notes, suggestions, and completions. Where an answer goes on to an object of
/// another namespace by its name, which would be missing here and is not, it throws `AccessRefusal`.
final class RestrictedReads: TopologyReads {
  private let base: any TopologyReads
  private let restriction: AccessRestriction

  init(_ base: any TopologyReads, _ restriction: AccessRestriction) {
    self.base = base
    self.restriction = restriction
  }

  private func shows(_ object: ObjectReference) -> Bool { restriction.allows(object.slot) }

  private func shown<Facts>(_ runs: [FactRun<Facts>]) -> [FactRun<Facts>] {
    restriction.namespaces == nil ? runs : runs.filter { shows($0.object) }
  }

  private func shown<Facts>(_ run: FactRun<Facts>?) -> FactRun<Facts>? {
    run.flatMap { shows($0.object) ? $0 : nil }
  }

  private func shown(
    _ objects: [(id: Int64, object: ObjectReference)]
  ) -> [(id: Int64, object: ObjectReference)] {
    restriction.namespaces == nil ? objects : objects.filter { shows($0.object) }
  }

  /// Throws where what is asked for by its namespace is hidden: its absence would be taken for a fact.
  private func check(_ namespace: String?, _ kind: ResourceKind) throws {
    guard kind.isNamespaced, let namespace, !restriction.allows(namespace: namespace) else {
      return
    }
    throw AccessRefusal(namespace: namespace)
  }

  private func check(_ selection: RunSelection) throws {
    switch selection {
    case .kind(let kind, let namespace): try check(namespace, kind)
    case .pods(_, let namespace): try check(namespace, .pod)
    case .slot(let slot): try check(slot.namespace, slot.kind)
    case .slices(_, let namespace): try check(namespace, .endpointSlice)
    case .named, .uid, .holders: break
    }
  }

  var basis: Basis { base.basis }

  var hidesNodes: Bool { restriction.namespaces != nil || base.hidesNodes }

  func noteHeld(bytes: Int) throws {
    try base.noteHeld(bytes: bytes)
  }

  func clusterNames() throws -> [String] {
    try base.clusterNames().filter { restriction.allows(cluster: $0) }
  }

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

  func objects(
    kind: ResourceKind,
    namespace: String?,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [FactRun<ObjectFacts>] {
    try check(namespace, kind)
    return shown(try base.objects(kind: kind, namespace: namespace, at: revision, context))
  }

  func slots(
    of kind: ResourceKind,
    namespace: String?,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [ObjectSlot] {
    try check(namespace, kind)
    return try base.slots(of: kind, namespace: namespace, at: revision, context)
      .filter { restriction.allows($0) }
  }

  func slots(
    of kind: ResourceKind,
    named name: String,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [ObjectSlot] {
    try check(nil, kind)
    return try base.slots(of: kind, named: name, at: revision, context)
      .filter { restriction.allows($0) }
  }

  func pods(
    selectedBy selector: LabelSet,
    namespace: String,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [FactRun<ObjectFacts>] {
    try check(namespace, .pod)
    return shown(
      try base.pods(selectedBy: selector, namespace: namespace, at: revision, context)
    )
  }

  func object(
    in slot: ObjectSlot,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> FactRun<ObjectFacts>? {
    try check(slot.namespace, slot.kind)
    return shown(try base.object(in: slot, at: revision, context))
  }

  func object(
    uid: String,
    kind: ResourceKind,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> FactRun<ObjectFacts>? {
    let run = try base.object(uid: uid, kind: kind, at: revision, context)
    if let run, !shows(run.object) { throw AccessRefusal(namespace: nil) }
    return run
  }

  func slices(
    namingService service: String,
    namespace: String,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [FactRun<ObjectFacts>] {
    try check(namespace, .endpointSlice)
    return shown(
      try base.slices(namingService: service, namespace: namespace, at: revision, context)
    )
  }

  func quietStretch(
    ofSlicesNamingService service: String,
    namespace: String,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> (from: Revision?, until: Revision?) {
    try base.quietStretch(
      ofSlicesNamingService: service,
      namespace: namespace,
      at: revision,
      context
    )
  }

  func endpoints(
    ofSlice objectID: Int64,
    object: ObjectReference,
    readLike facts: EndpointFacts?,
    at revision: Revision
  ) throws -> [FactRun<EndpointFacts>] {
    try base.endpoints(ofSlice: objectID, object: object, readLike: facts, at: revision)
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

  func endpointCount(
    ofSlice objectID: Int64,
    object: ObjectReference,
    at revision: Revision
  ) throws -> FactRun<Int>? {
    try base.endpointCount(ofSlice: objectID, object: object, at: revision)
  }

  func runs(
    of selection: RunSelection,
    in stretch: ClosedRange<Revision>,
    _ context: ClusterContext
  ) throws -> [FactRun<ObjectFacts>] {
    try check(selection)
    let runs = try base.runs(of: selection, in: stretch, context)
    if case .uid = selection, !runs.allSatisfy({ shows($0.object) }) {
      throw AccessRefusal(namespace: nil)
    }
    return shown(runs)
  }

  func workloadRuns(
    ofPods uids: [String],
    in stretch: ClosedRange<Revision>,
    _ context: ClusterContext
  ) throws -> [String: [WorkloadRun]] {
    // Of a workload nothing tells the namespace.
    try singleWorkloadRuns(ofPods: uids, in: stretch, context)
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

  func objects(
    holding address: IPAddress,
    kind: ResourceKind,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [FactRun<ObjectFacts>] {
    shown(try base.objects(holding: address, kind: kind, at: revision, context))
  }

  func firstProof(
    above revision: Revision,
    kind: ResourceKind,
    _ context: ClusterContext
  ) throws -> Instant? {
    try base.firstProof(above: revision, kind: kind, context)
  }

  func coverage(of kind: ResourceKind, _ context: ClusterContext) throws -> CoverageRecords {
    var records = try base.coverage(of: kind, context)
    // Watches of single namespaces are told by their names, and those of Nodes are hidden with them.
    func shows(_ namespace: String?) -> Bool {
      guard let namespace else { return kind.isNamespaced || restriction.namespaces == nil }
      return restriction.allows(namespace: namespace)
    }
    records.sessions.removeAll { !shows($0.namespace) }
    records.listings.removeAll { !shows($0.namespace) }
    return records
  }

  func coverageTimeline(
    of kind: ResourceKind,
    namespace: String?,
    _ context: ClusterContext
  ) throws -> CoverageTimeline {
    guard restriction.namespaces != nil else {
      return try base.coverageTimeline(of: kind, namespace: namespace, context)
    }
    return CoverageTimeline(
      try coverage(of: kind, context),
      namespace: kind.isNamespaced ? namespace : nil
    )
  }

  func incarnations(of slot: ObjectSlot, _ context: ClusterContext) throws -> [Int64] {
    try base.incarnations(of: slot, context)
  }

  func body(ofObject objectID: Int64, at revision: Revision) throws -> [UInt8]? {
    try base.body(ofObject: objectID, at: revision)
  }

  func version(
    ofObject objectID: Int64,
    object: ObjectReference,
    at revision: Revision
  ) throws -> FactRun<ObjectVersion>? {
    try base.version(ofObject: objectID, object: object, at: revision)
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
    shown(try base.incarnations(kind: kind, namespace: namespace, context))
  }

  func incarnations(
    uid: String,
    kind: ResourceKind,
    _ context: ClusterContext
  ) throws -> [(id: Int64, object: ObjectReference)] {
    shown(try base.incarnations(uid: uid, kind: kind, context))
  }

  func objects(
    everIn slot: ObjectSlot,
    _ context: ClusterContext
  ) throws -> [(id: Int64, object: ObjectReference)] {
    shown(try base.objects(everIn: slot, context))
  }

  func document(of event: LogPosition) throws -> ObjectDocument? {
    try base.document(of: event)
  }

  func firstPosition(proving revision: Revision, _ context: ClusterContext) throws -> LogPosition? {
    try base.firstPosition(proving: revision, context)
  }

  func forEachEvent(_ body: (StoredEvent) throws -> Bool) throws {
    try base.forEachEvent { try shows($0) ? body($0) : true }
  }

  func forEachEvent(
    from since: Instant,
    through last: Instant,
    of epochs: [ClusterContext],
    _ body: (StoredEvent) throws -> Bool
  ) throws {
    try base.forEachEvent(from: since, through: last, of: epochs) {
      try shows($0) ? body($0) : true
    }
  }

  /// Whether an event may be seen; one that is of no object may.
  private func shows(_ stored: StoredEvent) -> Bool {
    stored.event.object.map { shows($0) } ?? true
  }

  func told(
    ofObject objectID: Int64,
    below revision: Revision,
    before position: LogPosition
  ) throws -> (position: LogPosition, isEnd: Bool)? {
    try base.told(ofObject: objectID, below: revision, before: position)
  }

  func event(at position: LogPosition) throws -> StoredEvent? {
    try base.event(at: position).flatMap { shows($0) ? $0 : nil }
  }

  func facts(of event: StoredEvent) throws -> ObjectFacts? {
    try base.facts(of: event)
  }

  func observation(of event: StoredEvent) throws -> ObservationDetails? {
    try base.observation(of: event)
  }

  func hasAuditEntries(_ context: ClusterContext) throws -> Bool {
    try base.hasAuditEntries(context)
  }

  func auditEntries(
    _ selection: AuditSelection,
    _ context: ClusterContext
  ) throws -> [AuditedEvent] {
    try base.auditEntries(selection, context).filter {
      !$0.entry.slot.kind.isNamespaced || restriction.allows(namespace: $0.entry.slot.namespace)
    }
  }

  func auditEntry(of event: StoredEvent) throws -> AuditEntry? {
    try base.auditEntry(of: event)
  }

  func body(of event: LogPosition) throws -> [UInt8] {
    try base.body(of: event)
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
