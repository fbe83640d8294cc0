public import EventLog
internal import Foundation
internal import GRDB
internal import KubernetesObjects
internal import KubernetesRules
public import TopologyModel

/// The projections at one moment of the store, as known at a log position.
public final class ProjectionSnapshot: TopologyReads {
  let log: LogSnapshot
  let db: Database
  /// What the reads rest on.
  public let basis: Basis
  /// Nothing is hidden here.
  public var hidesNodes: Bool { false }
  /// The basis where it lies before the end of the log; nil where everything known counts.
  let knownAt: Int64?
  let factsReader: FactsReader
  private let parser = JSONParser()
  private var openedBodies: SequentialBodyReader?
  // A snapshot is of one moment: what was read once holds, for the next one of that moment, too.
  var memory: SnapshotMemory
  /// The moment of the store; nil where older knowledge is asked for.
  let moment: SnapshotShelf.Moment?
  // By epoch: those that are in memory.
  var staircases: [Int64: EpochStaircases] = [:]
  var stepCount: Int64?
  /// Whether times are looked up in the tables, though they are in memory.
  var asksTables = false
  /// The namespace whose Pods were selected last.
  private var labeledPods: LabeledPods?

  /// Reads from a moment of the log, as known at `position` (nil: all of it).
  ///
  /// Throws `EventLogError.positionInFuture` for a position past the end, `EventLogError.forgotten`
  /// for one below the retention horizon, and
  /// `ProjectionDamage.behind` or `EventLogError.projectionOutdated` for projections that do not
  /// match the log.
  public init(_ log: LogSnapshot, knownAt position: LogPosition? = nil) throws {
    guard let db = log.connection.handle as? Database else {
      throw EventLogError.malformedDraft(detail: "the connection is not SQLite's")
    }
    self.log = log
    self.db = db
    let head = try log.head()
    guard let found = try log.end?.checkpoint ?? ProjectionSchema.checkpoint(db),
      found.version == ProjectionSchema.version
    else { throw EventLogError.projectionOutdated(path: log.storePath) }
    guard found.position == head.position.value else {
      throw ProjectionDamage.behind(
        position: LogPosition(found.position),
        head: head.position
      )
    }
    log.end?.checkpoint = found
    if let position, position != head.position {
      let horizon = try log.horizonPosition()
      guard position >= horizon else {
        throw EventLogError.forgotten(position, horizon: horizon)
      }
      basis = Basis(position: position, hash: try log.hash(at: position))
      knownAt = position.value
    } else {
      basis = Basis(position: head.position, hash: head.hash)
      knownAt = nil
    }
    guard knownAt == nil, let shelf = log.shelf else {
      moment = nil
      memory = SnapshotMemory()
      factsReader = FactsReader(db: db, memory.templates)
      return
    }
    let moment = SnapshotShelf.Moment(
      position: basis.position,
      hash: basis.hash,
      schema: try log.schemaNumber()
    )
    self.moment = moment
    memory = shelf.take(moment) as? SnapshotMemory ?? SnapshotMemory()
    factsReader = FactsReader(db: db, memory.templates)
  }

  deinit {
    if let moment { log.shelf?.leave(memory, moment) }
  }

  /// The names of the clusters that had an event by the basis, sorted.
  public func clusterNames() throws -> [String] {
    if let known = memory.clusters { return known }
    let sql = """
      SELECT DISTINCT name FROM cluster JOIN projection_epoch ON cluster_id = cluster.id
      WHERE known_from <= ? ORDER BY name
      """
    let names = try String.fetchAll(
      db.cachedStatement(sql: sql),
      arguments: [basis.position.value]
    )
    memory.clusters = names
    return names
  }

  /// The epochs of a cluster, in order.
  public func epochs(of cluster: String) throws -> [(context: ClusterContext, begunAt: Instant)] {
    if let known = memory.epochs[cluster] { return known }
    let sql = """
      SELECT cluster.id, name, projection_epoch.id, number, unshared_from, begun_at
      FROM cluster JOIN projection_epoch ON cluster_id = cluster.id
      WHERE name = ? AND known_from <= ? ORDER BY number
      """
    let rows = try Row.fetchAll(
      db.cachedStatement(sql: sql),
      arguments: [cluster, basis.position.value]
    )
    let horizons = try horizons()
    let epochs = try rows.map { row -> (context: ClusterContext, begunAt: Instant) in
      let unsharedFrom: Int64? = try row.value(4)
      let context = try ClusterContext(
        clusterID: row.value(0),
        name: row.value(1),
        epochID: row.value(2),
        epoch: row.value(3),
        sharesRevisions: unsharedFrom.map { $0 > basis.position.value } ?? true,
        isOfManifests: log.hasManifests(clusterID: row.value(0)),
        givenVersion: log.kubernetesVersion(clusterID: row.value(0), by: basis.position)
          .flatMap { KubernetesVersion($0) },
        horizon: horizons[row.value(0)].flatMap {
          RetentionBound($0.details, epoch: try row.value(3))
        }
      )
      return try (context, Instant(nanoseconds: row.value(5)))
    }
    memory.epochs[cluster] = epochs
    return epochs
  }

  /// The objects of a kind at a revision.
  public func objects(
    kind: ResourceKind,
    namespace: String?,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [FactRun<ObjectFacts>] {
    let scopes = try scopes(of: kind, namespace: namespace, context)
    // What is kept of a scope is sorted.
    if scopes.count == 1, let kept = try scopeRuns(scopes[0].id) {
      return kept.filter { $0.validity.contains(revision) }.occupants
    }
    let runs = try scopes.flatMap { scope in
      if let kept = try scopeRuns(scope.id) {
        return kept.filter { $0.validity.contains(revision) }
      }
      return try scopeRows(scope.id, at: revision).map { try run($0, object($0.objectID)) }
    }
    return runs.sorted { $0.object < $1.object }.occupants
  }

  /// The Pods of a namespace at a revision whose labels match a selector.
  public func pods(
    selectedBy selector: LabelSet,
    namespace: String,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [FactRun<ObjectFacts>] {
    if var known = labeledPods, known.epochID == context.epochID, known.revision == revision,
      known.namespace.utf8.elementsEqual(namespace.utf8)
    {
      labeledPods = nil
      defer { labeledPods = known }
      return known.selected(by: selector)
    }
    var pods = LabeledPods(
      try objects(kind: .pod, namespace: namespace, at: revision, context),
      epochID: context.epochID,
      namespace: namespace,
      revision: revision
    )
    defer { labeledPods = pods }
    return pods.selected(by: selector)
  }

  /// The incarnation that a slot held at a revision.
  public func object(
    in slot: ObjectSlot,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> FactRun<ObjectFacts>? {
    try numbers(of: slot, context)
      .compactMap { try ownRun($0, at: revision) }
      .max { $1.tookSlot(after: $0) }
  }

  /// The object of a UID at a revision.
  public func object(
    uid: String,
    kind: ResourceKind,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> FactRun<ObjectFacts>? {
    for id in try numbers(ofUID: uid, context) {
      guard try object(id).slot.kind == kind else { continue }
      if let run = try ownRun(id, at: revision) { return run }
    }
    return nil
  }

  /// The slices that named a Service by label at a revision.
  public func slices(
    namingService service: String,
    namespace: String,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> [FactRun<ObjectFacts>] {
    var runs: [FactRun<ObjectFacts>] = []
    for id in try sliceIDs(service, namespace, context) {
      guard let run = try ownRun(id, at: revision) else { continue }
      guard case .endpointSlice(let slice, _) = run.facts, slice.serviceName == service else {
        continue
      }
      runs.append(run)
    }
    return runs.sorted { $0.object < $1.object }
  }

  /// The stretch over which no slice that ever named a Service changed.
  public func quietStretch(
    ofSlicesNamingService service: String,
    namespace: String,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> (from: Revision?, until: Revision?) {
    var from: Revision?
    var until: Revision?
    for id in try sliceIDs(service, namespace, context) {
      let (before, after) = try log.assertions(
        ofObject: id,
        around: revision,
        through: basis.position
      )
      from = [from, before].compactMap { $0 }.max()
      until = HalfOpenInterval.earlier(until, after)
    }
    let (before, after) = try listings(
      around: revision,
      kind: .endpointSlice,
      epochID: context.epochID
    )
    return (
      [from, before].compactMap { $0 }.max(), HalfOpenInterval.earlier(until, after)
    )
  }

  /// The revisions of the complete listings next to a revision.
  private func listings(
    around revision: Revision,
    kind: ResourceKind,
    epochID: Int64
  ) throws -> (Revision?, Revision?) {
    func find(_ sql: String) throws -> Revision? {
      try Data.fetchOne(
        db.cachedStatement(sql: sql),
        arguments: [epochID, kind.rawValue, Data(revision.packedKey), basis.position.value]
      ).flatMap { Revision(packedKey: $0) }
    }
    let table = "FROM projection_listing WHERE epoch_id = ? AND kind = ? AND revision"
    return (
      try find("SELECT max(revision) \(table) <= ? AND position <= ?"),
      try find("SELECT min(revision) \(table) > ? AND position <= ?")
    )
  }

  /// Whether the log says anything of an object above a revision, through another one.
  public func hasAssertion(
    ofObject objectID: Int64,
    after revision: Revision,
    through last: Revision
  ) throws -> Bool {
    let (_, next) = try log.assertions(
      ofObject: objectID,
      around: revision,
      through: basis.position
    )
    return next.map { $0 <= last } ?? false
  }

  /// Whether a slice that ever named a Service lists an endpoint that is read like certain facts.
  public func listsEndpoint(
    _ facts: EndpointFacts,
    inSlicesNamingService service: String,
    namespace: String,
    at revision: Revision,
    _ context: ClusterContext
  ) throws -> Bool {
    let content = EndpointFacts.layoutAsRead(facts.layoutBytes())
    if let known = listedRows(content, service, namespace, context) {
      return known.contains { $0.isValid(at: revision) }
    }
    return try sliceIDs(service, namespace, context).contains {
      try !endpointRows($0, readLike: content, at: revision).isEmpty
    }
  }

  func sliceIDs(
    _ service: String,
    _ namespace: String,
    _ context: ClusterContext
  ) throws -> [Int64] {
    let key = SnapshotMemory.ServiceKey(
      epochID: context.epochID,
      service: service,
      namespace: namespace
    )
    if let known = memory.slices[key] { return known }
    let sql = """
      SELECT object_id FROM projection_slice_of_service JOIN projection_scope ON id = scope_id
      WHERE epoch_id = ? AND kind = ? AND namespace = ? AND service = ?
      """
    let found = try Int64.fetchAll(
      db.cachedStatement(sql: sql),
      arguments: [context.epochID, ResourceKind.endpointSlice.rawValue, namespace, service]
    )
    memory.note(found, slicesOf: key)
    return found
  }

  /// The endpoints of a slice at a revision.
  public func endpoints(
    ofSlice objectID: Int64,
    object: ObjectReference,
    readLike facts: EndpointFacts? = nil,
    at revision: Revision
  ) throws -> [FactRun<EndpointFacts>] {
    let found =
      try facts.map { try endpointRows(objectID, readLike: $0.layoutBytes(), at: revision) }
      ?? rows(objectID, .endpoint, at: revision)
    return try found.sorted { $0.isRead(before: $1) }.map { row in
      guard let facts = try? EndpointFacts(layout: row.content) else {
        throw ProjectionDamage.malformedFacts(objectID: objectID)
      }
      return self.run(row, object, facts: facts)
    }
  }

  /// How many endpoints a slice listed at a revision.
  public func endpointCount(
    ofSlice objectID: Int64,
    object: ObjectReference,
    at revision: Revision
  ) throws -> FactRun<Int>? {
    guard let row = try rows(objectID, .endpointCount, at: revision).first else { return nil }
    var reader = ByteReader(row.content)
    guard let count = try? reader.unsigned() else {
      throw ProjectionDamage.malformedFacts(objectID: objectID)
    }
    return run(row, object, facts: Int(truncatingIfNeeded: count))
  }

  /// The numbers of every incarnation that a slot had in an epoch, of those that the log had by the basis.
  public func incarnations(of slot: ObjectSlot, _ context: ClusterContext) throws -> [Int64] {
    let all = try numbers(of: slot, context)
    return knownAt == nil ? all : try known(all)
  }

  /// The body of the state that an object had at a revision.
  public func body(ofObject objectID: Int64, at revision: Revision) throws -> [UInt8]? {
    try log.stateEvent(ofObject: objectID, at: revision, through: basis.position)
      .map { try log.body(at: $0) }
  }

  /// Hands the body of an object's state at a revision to `read`; returns nil where there is none.
  ///
  /// - Throws: `EventLogError.corrupt` where `read` cannot understand it, and what else `read` throws.
  package func withBody<Result>(
    ofObject objectID: Int64,
    at revision: Revision,
    _ read: ([UInt8]) throws -> Result
  ) throws -> Result? {
    let found = try log.stateEvent(ofObject: objectID, at: revision, through: basis.position)
    guard let position = found else { return nil }
    let bytes = try log.body(at: position)
    do { return try read(bytes) } catch {
      throw EventLogError.readingBody(of: position, error)
    }
  }

  /// Calls `body` with the events through the basis, in order.
  public func forEachEvent(_ body: (StoredEvent) throws -> Bool) throws {
    try log.forEachEvent(from: LogPosition(1), through: basis.position, body)
  }

  /// What was told of an object last below a revision, by the events below a position.
  public func told(
    ofObject objectID: Int64,
    below revision: Revision,
    before position: LogPosition
  ) throws -> (position: LogPosition, isEnd: Bool)? {
    try log.assertion(ofObject: objectID, below: revision, before: position)
  }

  /// The event at a position; nil where there is none.
  public func event(at position: LogPosition) throws -> StoredEvent? {
    try log.event(at: position)
  }

  /// The body of an event.
  public func body(of event: LogPosition) throws -> [UInt8] {
    // Most questions read none.
    let bodies = try openedBodies ?? log.bodyReader()
    openedBodies = bodies
    return try bodies.body(at: event)
  }

  /// What an observation event says.
  public func observation(of event: StoredEvent) throws -> ObservationDetails? {
    guard event.event.type.isObservation else { return nil }
    return try? ObservationDetails(decoding: try body(of: event.event.position))
  }

  /// What an object event says of its object.
  public func facts(of event: StoredEvent) throws -> ObjectFacts? {
    guard let object = event.event.object, event.event.type != .seen else { return nil }
    let position = event.event.position
    let bytes = try body(of: position)
    do {
      return try parser.withDocument(bytes) { root in
        try ObjectDecoder.decode(root, kind: object.slot.kind).facts
      }
    } catch {
      throw EventLogError.readingBody(of: position, error)
    }
  }

  /// The names of a cluster's feeds by number.
  public func feedNames(_ context: ClusterContext) throws -> [Int64: String] {
    let feeds = try log.feeds(clusterID: context.clusterID)
    return Dictionary(uniqueKeysWithValues: feeds.map { ($0.id, $0.feed.name) })
  }

  func rows(
    _ objectID: Int64,
    _ part: RunPart,
    at revision: Revision
  ) throws -> [RunRow] {
    guard let knownAt else {
      return try RunRow.valid(objectID: objectID, part: part, at: revision, db)
    }
    return try RunRow.valid(objectID: objectID, part: part, at: revision, knownAt: knownAt, db)
  }

  /// The rows of a slice's endpoints that are read like a layout and are valid at a revision.
  private func endpointRows(
    _ objectID: Int64,
    readLike content: [UInt8],
    at revision: Revision
  ) throws -> [RunRow] {
    guard knownAt == nil else {
      return RunRow.read(like: content, of: try rows(objectID, .endpoint, at: revision))
    }
    return try RunRow.valid(sliceID: objectID, readLike: content, at: revision, db)
  }

  func scopeRows(_ scopeID: Int64, at revision: Revision) throws -> [RunRow] {
    guard let knownAt else { return try ScopeRows.validRuns(scopeID: scopeID, at: revision, db) }
    return try ScopeRows.validRuns(scopeID: scopeID, at: revision, knownAt: knownAt, db)
  }

  func run(_ row: RunRow, _ object: ObjectReference) throws -> FactRun<ObjectFacts> {
    try run(row, object, facts: facts(row.content, row.objectID, object))
  }

  /// The facts of an object that a run's content says.
  func facts(
    _ content: [UInt8],
    _ objectID: Int64,
    _ object: ObjectReference
  ) throws -> ObjectFacts {
    var facts = try factsReader.facts(content, objectID: objectID, kind: object.slot.kind)
    // Only manifests have no UID.
    if object.uid.isEmpty, case .service(var service) = facts {
      service.isManifest = true
      facts = .service(service)
    }
    return facts
  }

  func run<Facts>(
    _ row: RunRow,
    _ object: ObjectReference,
    facts: Facts
  ) -> FactRun<Facts> {
    FactRun(
      objectID: row.objectID,
      object: object,
      facts: facts,
      validity: HalfOpenInterval(from: row.from, until: row.until),
      event: LogPosition(row.event),
      beginsInferred: row.flags.contains(.beginsInferred),
      endsInferred: row.flags.contains(.endsInferred)
    )
  }
}
