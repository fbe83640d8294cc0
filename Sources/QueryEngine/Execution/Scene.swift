import KubernetesRules
import Projections
import TopologyModel

/// The topology at one revision vector, with what is needed to turn revisions into times.
final class Scene {
  let reads: any TopologyReads
  let cluster: ClusterContext
  let revisions: RevisionVector
  let times: TimeLookup
  /// Per kind, the revision that a version must outlive to have held through the gap that the
  /// asked time lies in; `.some(nil)` where nothing followed the gap.
  private let proofs: [ResourceKind: Revision?]
  /// The revisions behind which something told again is another version than the one in the scene.
  private let delivered: RevisionVector
  /// The kinds that were listed by then, so that an object's absence means something.
  let listedKinds: Set<ResourceKind>
  let settings: RuleSettings
  /// Whether rows say in times how long they surely hold.
  private let hasTimes: Bool
  /// Where only endpoints that are read like certain facts are looked at.
  private var focus: EndpointFacts?
  // Rows of one answer ask for the same Pods and slices again and again.
  private var knownPods: [String: FactRun<ObjectFacts>?] = [:]
  private var knownAbsences: [String: (from: Revision?, until: Revision?)] = [:]
  private var knownSlices: [ObjectSlot: [SliceRuns]] = [:]
  private var knownSources: [ObjectReference: ServiceSource] = [:]
  /// Whether Services ever asked for hints.
  private var knownHints: [ObjectSlot: Bool] = [:]
  private var knownNodes: [FactRun<ObjectFacts>]?
  private var knownVersion: KubernetesVersion?

  init(
    reads: any TopologyReads,
    cluster: ClusterContext,
    revisions: RevisionVector,
    times: TimeLookup,
    proofs: [ResourceKind: Revision?],
    delivered: RevisionVector? = nil,
    listedKinds: Set<ResourceKind>,
    settings: RuleSettings,
    hasTimes: Bool = true
  ) {
    self.reads = reads
    self.cluster = cluster
    self.revisions = revisions
    self.times = times
    self.proofs = proofs
    self.delivered = delivered ?? revisions
    self.listedKinds = listedKinds
    self.settings = settings
    self.hasTimes = hasTimes
  }

  /// The stretch over which runs hold together.
  func stretch(of runs: [RunBounds]) throws -> RunStretch {
    if cluster.sharesRevisions,
      let found = try RunStretch(runs, sharing: times, hasTimes: hasTimes)
    {
      return found
    }
    return try RunStretch(runs, each: times)
  }

  /// Reads at once the Pods of UIDs.
  func preparePods(_ uids: [String]) throws {
    try reads.prepare(.pods(uids: uids.filter { knownPods[$0] == nil && !$0.isEmpty }), cluster)
  }

  /// The times of a run's revisions.
  func interval<Facts>(of run: FactRun<Facts>) throws -> HalfOpenInterval<Instant> {
    try times.interval(of: run)
  }

  /// Whether a kind that the question reads was not being watched, so that absence is carried forward.
  var isCarried: Bool { !proofs.isEmpty }

  /// Whether nobody was watching the run's kind, and the run is not proven to have held.
  func isCarried<Facts>(_ run: FactRun<Facts>) throws -> Bool {
    guard !proofs.isEmpty else { return false }
    let kind = run.object.slot.kind
    guard let proof = proofs[kind] else { return false }
    guard let proof, let revision = delivered[kind] else { return true }
    if let until = run.validity.until, until <= proof { return true }
    // Equal facts found again under another revision are another version (tql.md section 3).
    return try reads.hasAssertion(ofObject: run.objectID, after: revision, through: proof)
  }

  /// The objects of a kind that a name matches, ordered by slot, then UID.
  func objects(_ kind: ResourceKind, matching name: BoundName) throws -> [FactRun<ObjectFacts>] {
    guard let revision = revisions[kind] else { return [] }
    switch name.form {
    case .exact(let namespace, let text):
      let slot = ObjectSlot(
        kind: kind,
        namespace: kind.isNamespaced ? namespace : "",
        name: text
      )
      return try reads.object(in: slot, at: revision, cluster).map { [$0] } ?? []
    case .uid(let uid):
      return try reads.object(uid: uid, kind: kind, at: revision, cluster).map { [$0] } ?? []
    case .glob(let namespace, _):
      let single = namespace.utf8.contains(42) || !kind.isNamespaced ? nil : namespace
      let all = try reads.objects(kind: kind, namespace: single, at: revision, cluster)
      return all.filter { name.matches($0.object) || !kind.isNamespaced }
    }
  }

  /// What the objects of a kind are called, of one namespace or of all, sorted.
  func slots(of kind: ResourceKind, inNamespace namespace: String? = nil) throws -> [ObjectSlot] {
    guard let revision = revisions[kind] else { return [] }
    return try reads.slots(of: kind, namespace: namespace, at: revision, cluster)
  }

  /// The objects of a kind that have a name, in any namespace, sorted.
  func slots(of kind: ResourceKind, named name: String) throws -> [ObjectSlot] {
    guard let revision = revisions[kind] else { return [] }
    return try reads.slots(of: kind, named: name, at: revision, cluster)
  }

  /// Whether a namespace has an object of a kind.
  func hasObjects(_ kind: ResourceKind, inNamespace namespace: String) throws -> Bool {
    guard let revision = revisions[kind] else { return false }
    return try reads.hasObjects(kind: kind, namespace: namespace, at: revision, cluster)
  }

  /// The incarnation that a slot held.
  func object(in slot: ObjectSlot) throws -> FactRun<ObjectFacts>? {
    guard let revision = revisions[slot.kind] else { return nil }
    return try reads.object(in: slot, at: revision, cluster)
  }

  /// The Pods that a Service's selector selects; none where it has no selector.
  func pods(selectedBy service: ServiceFacts, namespace: String) throws -> [FactRun<ObjectFacts>] {
    guard let revision = revisions[.pod], !service.selector.isEmpty else { return [] }
    return try reads.pods(
      selectedBy: service.selector,
      namespace: namespace,
      at: revision,
      cluster
    )
  }

  /// The objects of a kind that hold an address, as their facts say it.
  func holders(of address: IPAddress, kind: ResourceKind) throws -> [FactRun<ObjectFacts>] {
    guard let revision = revisions[kind] else { return [] }
    return try reads.objects(holding: address, kind: kind, at: revision, cluster)
      .filter { AddressRoles.roles(of: $0.facts, address).isEmpty == false }
  }

  /// The Nodes by name; nil where Nodes were never listed.
  func nodes() throws -> [FactRun<ObjectFacts>]? {
    guard listedKinds.contains(.node), let revision = revisions[.node] else { return nil }
    if let knownNodes { return knownNodes }
    let found = try reads.objects(kind: .node, namespace: nil, at: revision, cluster)
    knownNodes = found
    return found
  }

  /// What is known of a Node.
  func node(_ name: String) throws -> NodeObservation {
    guard listedKinds.contains(.node) else { return .notObserved }
    let run = try object(in: ObjectSlot(kind: .node, namespace: "", name: name))
    guard case .node(let facts)? = run?.facts else { return .missing }
    return .present(facts)
  }

  /// The Kubernetes version whose rules hold: as given, else the newest kubelet's, else the one that
  /// is assumed.
  func version() throws -> KubernetesVersion {
    if let given = cluster.givenVersion { return given }
    if let knownVersion { return knownVersion }
    let observed = try (nodes() ?? []).compactMap { run -> KubernetesVersion? in
      guard case .node(let node) = run.facts else { return nil }
      return KubernetesVersion(node.kubeletVersion)
    }.max()
    knownVersion = observed ?? .assumed
    return observed ?? .assumed
  }

  /// The Pod of a UID, where Pods were observed.
  func pod(uid: String) throws -> FactRun<ObjectFacts>? {
    guard let revision = revisions[.pod], !uid.isEmpty else { return nil }
    if let known = knownPods[uid] { return known }
    let pod = try reads.object(uid: uid, kind: .pod, at: revision, cluster)
    knownPods[uid] = .some(pod)
    return pod
  }

  /// The stretch over which no Pod of a UID was there, where it is not.
  func absence(ofPod uid: String) throws -> (from: Revision?, until: Revision?) {
    // Over a span, the next evaluation tells.
    guard hasTimes, !uid.isEmpty, let last = try reads.lastRevision(of: .pod, cluster) else {
      return (nil, nil)
    }
    if let known = knownAbsences[uid] { return known }
    let revision = revisions[.pod] ?? .lowest
    var absence: (from: Revision?, until: Revision?)
    let selection = RunSelection.uid(uid, kind: .pod)
    for run in try reads.runs(of: selection, in: .lowest...max(last, .lowest), cluster) {
      if run.validity.from > revision {
        absence.until = HalfOpenInterval.earlier(absence.until, run.validity.from)
      } else if let end = run.validity.until {
        absence.from = [absence.from, end].compactMap { $0 }.max()
      }
    }
    knownAbsences[uid] = absence
    return absence
  }

  /// The slices that name a Service by label, with their endpoints.
  func slices(of service: ObjectSlot) throws -> [SliceRuns] {
    guard let revision = revisions[.endpointSlice] else { return [] }
    if let known = knownSlices[service] { return known }
    let runs = try reads.slices(
      namingService: service.name,
      namespace: service.namespace,
      at: revision,
      cluster
    )
    var slices: [SliceRuns] = try runs.compactMap { run in
      guard case .endpointSlice(let facts, _) = run.facts, try isOccupant(run) else {
        return nil
      }
      let endpoints = try reads.endpoints(
        ofSlice: run.objectID,
        object: run.object,
        readLike: focus,
        at: revision
      )
      return SliceRuns(run: run, facts: facts, endpoints: endpoints)
    }
    // Facts may have stayed equal since, and of what was before a horizon only the last state is left.
    for place in slices.rivals {
      slices[place].revision = try version(of: slices[place].run)?.validity.from
    }
    knownSlices[service] = slices
    return slices
  }

  /// A Service with what its slices list; nil for an object that is no Service.
  func source(
    _ service: FactRun<ObjectFacts>,
    _ vantage: BoundVantage? = nil
  ) throws -> ServiceSource? {
    guard vantage == nil else {
      return try ServiceSource(scene: self, service: service, vantage: vantage)
    }
    if let known = knownSources[service.object] { return known }
    let source = try ServiceSource(scene: self, service: service)
    knownSources[service.object] = source
    return source
  }

  /// Whether no later incarnation has taken an object's slot.
  func isOccupant(_ run: FactRun<ObjectFacts>) throws -> Bool {
    let slot = run.object.slot
    // Where a watch told the end, there was none before it.
    guard let revision = revisions[slot.kind], run.endsInferred || run.validity.until == nil,
      try reads.incarnations(of: slot, cluster).count > 1
    else { return true }
    return try reads.object(in: slot, at: revision, cluster)?.object == run.object
  }

  /// The stretch around the scene over which no other incarnation took the slot of an object that holds it.
  ///
  /// Where only a listing told the end of one, another may have come before.
  func tenure(of run: FactRun<ObjectFacts>) throws -> (from: Revision?, until: Revision?) {
    let slot = run.object.slot
    // Over a span, the next evaluation tells.
    guard hasTimes, run.endsInferred, let revision = revisions[slot.kind],
      let last = try reads.lastRevision(of: slot.kind, cluster),
      try reads.incarnations(of: slot, cluster).count > 1
    else { return (nil, nil) }
    var tenure: (from: Revision?, until: Revision?)
    for other in try reads.runs(of: .slot(slot), in: .lowest...max(last, .lowest), cluster)
    where other.object != run.object && other.tookSlot(after: run) {
      if other.validity.from > revision {
        tenure.until = HalfOpenInterval.earlier(tenure.until, other.validity.from)
      } else if let end = other.validity.until {
        tenure.from = [tenure.from, end].compactMap { $0 }.max()
      }
    }
    return tenure
  }

  /// The endpoints of a slice.
  func endpoints(of slice: FactRun<ObjectFacts>) throws -> [FactRun<EndpointFacts>] {
    guard let revision = revisions[.endpointSlice] else { return [] }
    return try reads.endpoints(
      ofSlice: slice.objectID,
      object: slice.object,
      readLike: nil,
      at: revision
    )
  }

  /// The same scene with only those endpoints in it that are read like certain facts.
  func focused(on facts: EndpointFacts) -> Scene {
    let scene = Scene(
      reads: reads,
      cluster: cluster,
      revisions: revisions,
      times: times,
      proofs: proofs,
      delivered: delivered,
      listedKinds: listedKinds,
      settings: settings,
      hasTimes: hasTimes
    )
    scene.focus = facts
    return scene
  }

  /// Whether any slice that names a Service lists an endpoint that is read like certain facts.
  func hasEndpoint(_ facts: EndpointFacts, of service: ObjectSlot) throws -> Bool {
    guard let revision = revisions[.endpointSlice] else { return false }
    return try reads.listsEndpoint(
      facts,
      inSlicesNamingService: service.name,
      namespace: service.namespace,
      at: revision,
      cluster
    )
  }

  /// Whether an endpoint that a slice lists may change in what rows do not show.
  ///
  /// The controller gives hints to those of Services that ask for them, and takes them away again
  /// (semantics.md 3.7); others may write what they like.
  func mayChangeUnseen(
    _ endpoint: EndpointFacts,
    in slice: EndpointSliceFacts,
    of service: ObjectSlot
  ) throws -> Bool {
    // Over a span, the next evaluation tells.
    guard hasTimes else { return false }
    if !endpoint.zoneHints.isEmpty || !endpoint.nodeHints.isEmpty { return true }
    guard SliceOwnership.isControlled(slice) else { return true }
    if let known = knownHints[service] { return known }
    let last = try reads.lastRevision(of: .service, cluster) ?? .lowest
    let found = try reads.runs(of: .slot(service), in: .lowest...max(last, .lowest), cluster)
      .contains { run in
        guard case .service(let facts) = run.facts else { return false }
        return !facts.trafficDistribution.isEmpty || !facts.annotations.isEmpty
      }
    knownHints[service] = found
    return found
  }

  /// Whether a Service of the slot existed.
  func hasService(_ slot: ObjectSlot) throws -> Bool {
    guard let revision = revisions[.service] else { return false }
    return try reads.object(in: slot, at: revision, cluster) != nil
  }

  /// The version of an object that held, as the log has it.
  func version(of run: FactRun<ObjectFacts>) throws -> FactRun<ObjectVersion>? {
    guard let revision = revisions[run.object.slot.kind] else { return nil }
    return try reads.version(ofObject: run.objectID, object: run.object, at: revision)
  }

  /// How many endpoints a slice listed.
  func endpointCount(of run: FactRun<ObjectFacts>) throws -> FactRun<Int>? {
    guard let revision = revisions[.endpointSlice] else { return nil }
    return try reads.endpointCount(ofSlice: run.objectID, object: run.object, at: revision)
  }

  /// Cuts a row to a stretch of a kind's revisions.
  func cut(
    _ row: StateRow,
    to stretch: (from: Revision?, until: Revision?),
    kind: ResourceKind
  ) throws -> StateRow {
    var row = row
    row.interval = try cut(row.interval, to: stretch, kind: kind)
    return row
  }

  /// Cuts an interval to a stretch of a kind's revisions.
  func cut(
    _ interval: HalfOpenInterval<Instant>,
    to stretch: (from: Revision?, until: Revision?),
    kind: ResourceKind
  ) throws -> HalfOpenInterval<Instant> {
    var interval = interval
    if let from = try stretch.from.flatMap({ try times.validTime(of: $0, kind: kind) }) {
      interval.from = max(interval.from, from)
    }
    let until = try stretch.until.flatMap { try times.validTime(of: $0, kind: kind) }
    interval.until = HalfOpenInterval.earlier(interval.until, until)
    return interval
  }
}
