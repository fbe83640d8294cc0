import KubernetesRules
import Projections
import TopologyModel

/// Makes a Service's timeline from the runs that its rows rest on: the Service, its slices, their
/// endpoints, and the Pods behind them.
///
/// A ready endpoint serves whatever the others do, so that each row is found from its own runs. What
/// depends on more is left to the evaluation of the question: Services that keep traffic on a Node or
/// that kube-proxy does not serve, slots that several objects held together, and, as exceptions,
/// stretches with addresses that are listed twice or have no Pod, and with slices of an earlier Service.
struct TimelineBuilder {
  /// What became of making a timeline.
  enum Outcome {
    case built(ServiceTimeline)
    /// The Service has none.
    case unfit
    /// It has too many runs for now: so many, or more.
    case tooMany(Int)
  }

  private let cluster: ClusterContext
  private let service: ObjectSlot
  private let runs: SpanRuns
  private let times: TimeLookup
  private let reads: any TopologyReads

  private var rows: [[Value]: [ServiceTimeline.Row]] = [:]
  /// The ports that rows stand for, and where each stands among them.
  private var ports: [ServiceFacts.Port] = []
  private var placeOfPort: [ServiceFacts.Port: Int32] = [:]
  private var exceptions: [HalfOpenInterval<Instant>] = []
  /// A run of an endpoint makes some rows, one for each port and change of its Pod; where there are more
  /// than so many in the mean, they are too many for now.
  private static let piecesPerRun = 8

  /// What a row shows of a Pod, over a run of it.
  private struct PodPiece {
    var run: RunBounds
    var workload: Value
  }

  private var workloads: [String: [WorkloadRun]] = [:]
  private var pods: [EndpointFacts.Target: [PodPiece]] = [:]
  private var offers = TimelineOffers()
  private var pieceCount = 0
  /// Where anything that was read changes; nil where that is not asked for, or not known.
  private var changes: [Instant]?
  /// How many runs of endpoints were read.
  private(set) var runCount = 0
  /// How many events changed the slices that were looked at.
  private var eventCount = 0
  /// Whether something was met that a timeline does not show.
  private var isUnfit = false

  /// One endpoint with the slice and the Service that it stands under.
  private struct Listing {
    var service: TimelineOffers.Service
    var slice: TimelineOffers.Slice
    var endpoint: FactRun<EndpointFacts>
    var stretch: HalfOpenInterval<Revision>
    /// Where the address is listed a second time.
    var contests: [HalfOpenInterval<Revision>]
  }

  /// What a row stands for, before it is known when it holds.
  private struct Draft {
    var port: Int32
    var family: IPAddress.Family
    var isContested: Bool
  }

  /// For the whole of the epoch.
  init?(reads: any TopologyReads, cluster: ClusterContext, service: ObjectSlot) throws {
    let last = try reads.reached(at: Instant(nanoseconds: .max), cluster)
    guard !last.isEmpty else { return nil }
    var stretches: [ResourceKind: ClosedRange<Revision>] = [:]
    for kind in ResourceKind.allCases {
      if let upper = last[kind] { stretches[kind] = .lowest...upper }
    }
    self.init(
      runs: SpanRuns(reads: reads, cluster: cluster, stretches: stretches),
      times: TimeLookup(reads: reads, cluster: cluster),
      reads: reads,
      cluster: cluster,
      service: service
    )
  }

  /// For the stretch that some runs are of: rows that began before it have the event and the beginning
  /// of the runs that hold there.
  init?(
    runs: SpanRuns,
    times: TimeLookup,
    reads: any TopologyReads,
    cluster: ClusterContext,
    service: ObjectSlot
  ) {
    guard cluster.sharesRevisions, !cluster.isOfManifests else { return nil }
    self.reads = reads
    self.cluster = cluster
    self.service = service
    self.runs = runs
    self.times = times
  }

  /// Makes the timeline, unless there are more than `runsMax` runs of endpoints; it knows its changes
  /// where it is to be kept.
  ///
  /// Throws what the reads throw.
  mutating func build(runsMax: Int, isKept: Bool) throws -> Outcome {
    changes = isKept ? [] : nil
    // Where the end of one incarnation was inferred, the next may have begun before.
    guard let services = Self.following(try runs.runs(of: .slot(service))), !services.isEmpty else {
      return .unfit
    }
    var stretches: [ServiceTimeline.Stretch] = []
    var servicePieces: [TimelineOffers.Service] = []
    for run in services {
      guard let stretch = try stretch(of: run),
        let piece = TimelineOffers.Service(run, place: servicePieces.count)
      else { return .unfit }
      stretches.append(stretch)
      servicePieces.append(piece)
      try noteChanges(of: run.validity)
    }
    let slices = try runs.runs(
      of: .slices(service: service.name, namespace: service.namespace)
    )
    var byObject: [(id: Int64, slices: [TimelineOffers.Slice])] = []
    var sliceCount = 0
    var endpoints: [Int64: [FactRun<EndpointFacts>]] = [:]
    for (id, unordered) in Dictionary(grouping: slices, by: \.objectID)
      .sorted(by: { $0.key < $1.key })
    {
      guard let own = Self.following(unordered),
        try reads.incarnations(of: own[0].object.slot, cluster).count == 1
      else { return .unfit }
      var pieces: [TimelineOffers.Slice] = []
      for slice in own {
        if let piece = TimelineOffers.Slice(slice, place: sliceCount) { pieces.append(piece) }
        sliceCount += 1
        try exceptStale(slice, services)
        try noteChanges(of: slice.validity)
      }
      byObject.append((id, pieces))
      if let count = try readEndpoints(of: own[0], runsMax: runsMax, into: &endpoints) {
        return .tooMany(count)
      }
    }
    for runs in endpoints.values {
      for run in runs { try noteChanges(of: run.validity) }
    }
    let isHeadless = stretches.contains(where: \.isHeadless)
    let contested = try contests(endpoints, ofAllAddresses: isHeadless)
    try readPods(of: byObject, endpoints, servicePieces)
    let (piecesMax, isOverflow) = runsMax.multipliedReportingOverflow(by: Self.piecesPerRun)
    for (id, own) in byObject {
      for (index, endpoint) in (endpoints[id] ?? []).enumerated() where endpoint.facts.isReady {
        let listed = HalfOpenInterval.those(of: own, meeting: endpoint.validity) { $0.run.validity }
        for slice in listed {
          try add(endpoint, slice, servicePieces, contests: contested[id]?[index] ?? [])
        }
        if pieceCount > piecesMax, !isOverflow {
          return .tooMany(pieceCount / Self.piecesPerRun)
        }
      }
      if isUnfit { return .unfit }
    }
    let joined = rows.values.flatMap { ServiceTimeline.Row.joined($0) }
    return .built(
      ServiceTimeline(
        joined,
        ports: ports,
        stretches,
        exceptions: exceptions,
        changes: Set(changes ?? []).sorted()
      )
    )
  }

  /// Reads the runs of a slice's endpoints; returns how many there are at least of all slices, where that is
  /// too many.
  private mutating func readEndpoints(
    of slice: FactRun<ObjectFacts>,
    runsMax: Int,
    into endpoints: inout [Int64: [FactRun<EndpointFacts>]]
  ) throws -> Int? {
    if runsMax < .max {
      // Counting events takes much less than reading what they changed.
      eventCount += try reads.estimate(.versions(in: slice.object.slot), cluster)
      if eventCount > runsMax { return eventCount }
    }
    let found = try runs.endpointRuns(ofSlice: slice.objectID, slice.object)
    endpoints[slice.objectID] = found
    runCount += found.count
    return runCount > runsMax ? runCount : nil
  }

  private mutating func noteChanges(of validity: HalfOpenInterval<Revision>) throws {
    guard changes != nil else { return }
    for revision in [validity.from, validity.until].compactMap({ $0 }) {
      guard let instant = try times.validTime(of: revision, kind: .service) else {
        changes = nil
        return
      }
      changes?.append(instant)
    }
  }

  /// Runs in order; nil where any overlap.
  private static func following(_ runs: [FactRun<ObjectFacts>]) -> [FactRun<ObjectFacts>]? {
    let ordered = runs.sorted { $0.validity.from < $1.validity.from }
    let follow = zip(ordered, ordered.dropFirst()).allSatisfy { first, second in
      first.validity.until.map { $0 <= second.validity.from } ?? false
    }
    return follow ? ordered : nil
  }

  /// Reads the Pods that rows may show: of endpoints that are ready while their slice names the Service, and
  /// that is there.
  private mutating func readPods(
    of slices: [(id: Int64, slices: [TimelineOffers.Slice])],
    _ endpoints: [Int64: [FactRun<EndpointFacts>]],
    _ services: [TimelineOffers.Service]
  ) throws {
    var uids: Set<String> = []
    for (id, own) in slices {
      let naming = own.filter { $0.facts.serviceName == service.name }
      for endpoint in endpoints[id] ?? [] where endpoint.facts.isReady {
        guard let target = endpoint.facts.target, target.kind == "Pod", !target.uid.isEmpty,
          !uids.contains(target.uid)
        else { continue }
        let listings = HalfOpenInterval.those(of: naming, meeting: endpoint.validity) {
          $0.bounds.validity
        }
        let isShown = listings.contains { slice in
          slice.bounds.validity.intersection(endpoint.validity).map { listed in
            !HalfOpenInterval.those(of: services, meeting: listed) { $0.bounds.validity }.isEmpty
          } ?? false
        }
        if isShown { uids.insert(target.uid) }
      }
    }
    workloads = try runs.workloadRuns(ofPods: uids.sorted())
  }

  /// What rows show of a Pod, in order; nothing where any of its runs overlap, which no timeline shows.
  private mutating func podPieces(_ target: EndpointFacts.Target) -> [PodPiece] {
    if let known = pods[target] { return known }
    let runs = workloads[target.uid] ?? []
    let follow = zip(runs, runs.dropFirst()).allSatisfy { first, second in
      first.validity.until.map { $0 <= second.validity.from } ?? false
    }
    if !follow { isUnfit = true }
    let pieces = runs.map { run in
      let workload = Workload.name(of: run.template.facts, podName: target.name)
      return PodPiece(run: RunBounds(run), workload: .text(workload))
    }
    pods[target] = follow ? pieces : []
    return follow ? pieces : []
  }

  // MARK: The Service

  /// A stretch of the Service; nil where who serves depends on more than each endpoint alone.
  private func stretch(of run: FactRun<ObjectFacts>) throws -> ServiceTimeline.Stretch? {
    guard case .service(let facts) = run.facts, facts.type != "ExternalName", !facts.ports.isEmpty,
      facts.isHeadless || facts.internalTrafficPolicy != "Local"
    else { return nil }
    let families = ProxyEligibility.families(of: facts)
    guard facts.isHeadless || !families.isEmpty, let interval = try interval(run.validity) else {
      return nil
    }
    return ServiceTimeline.Stretch(
      interval: interval,
      ports: facts.ports,
      families: families,
      service: run.object,
      isHeadless: facts.isHeadless
    )
  }

  /// The times of revisions; nil where they have none.
  private func interval(
    _ validity: HalfOpenInterval<Revision>
  ) throws -> HalfOpenInterval<Instant>? {
    guard let from = try times.validTime(of: validity.from, kind: .service) else { return nil }
    guard let last = validity.until else { return HalfOpenInterval(from: from, until: nil) }
    guard let until = try times.validTime(of: last, kind: .service) else { return nil }
    return HalfOpenInterval(from: from, until: until)
  }

  // MARK: Contested addresses

  /// Where several listings of one address meet, by slice and place of the endpoint's run; those
  /// stretches are exceptions (semantics.md 2.24).
  ///
  /// kube-proxy uses an endpoint's first address; DNS gives all.
  private mutating func contests(
    _ endpoints: [Int64: [FactRun<EndpointFacts>]],
    ofAllAddresses: Bool
  ) throws -> [Int64: [Int: [HalfOpenInterval<Revision>]]] {
    struct Listed {
      var slice: Int64
      var index: Int
      var validity: HalfOpenInterval<Revision>
    }
    var listed: [String: [Listed]] = [:]
    for (slice, runs) in endpoints {
      for (index, run) in runs.enumerated() {
        let addresses = run.facts.addresses.prefix(ofAllAddresses ? .max : 1)
        for address in Set(addresses.map { EndpointCandidate.canonicalAddress($0) }) {
          listed[address, default: []].append(
            Listed(slice: slice, index: index, validity: run.validity)
          )
        }
      }
    }
    var contested: [Int64: [Int: [HalfOpenInterval<Revision>]]] = [:]
    for all in listed.values where all.count > 1 {
      let ordered = all.sorted { $0.validity.from < $1.validity.from }
      try HalfOpenInterval.forEachMeeting(of: ordered, by: \.validity) { longest, next, meeting in
        for listing in [ordered[longest], ordered[next]] {
          contested[listing.slice, default: [:]][listing.index, default: []].append(meeting)
        }
        try except(meeting)
      }
    }
    return contested.mapValues { $0.mapValues { HalfOpenInterval.union($0) } }
  }

  private mutating func except(_ stretch: HalfOpenInterval<Revision>) throws {
    guard let interval = try interval(stretch) else {
      isUnfit = true
      return
    }
    if interval.until.map({ interval.from < $0 }) ?? true { exceptions.append(interval) }
  }

  /// A slice that belongs to an earlier Service counts, with a note (semantics.md 2.22).
  private mutating func exceptStale(
    _ slice: FactRun<ObjectFacts>,
    _ services: [FactRun<ObjectFacts>]
  ) throws {
    guard case .endpointSlice(let facts, _) = slice.facts else { return }
    for run in HalfOpenInterval.those(of: services, meeting: slice.validity, by: { $0.validity }) {
      guard SliceOwnership.isStale(facts, forServiceUID: run.object.uid),
        let meeting = run.validity.intersection(slice.validity)
      else { continue }
      try except(meeting)
    }
  }

  // MARK: Rows

  private mutating func add(
    _ endpoint: FactRun<EndpointFacts>,
    _ slice: TimelineOffers.Slice,
    _ services: [TimelineOffers.Service],
    contests: [HalfOpenInterval<Revision>]
  ) throws {
    guard slice.facts.serviceName == service.name,
      let listed = slice.bounds.validity.intersection(endpoint.validity)
    else { return }
    for piece in HalfOpenInterval.those(of: services, meeting: listed, by: { $0.run.validity }) {
      guard let stretch = listed.intersection(piece.bounds.validity) else { continue }
      let listing = Listing(
        service: piece,
        slice: slice,
        endpoint: endpoint,
        stretch: stretch,
        contests: contests
      )
      for offer in offers.of(endpoint, in: slice, of: piece) {
        guard let port = offer.port else {
          // DNS gives those of a slice with other ports than the Service's, too, under no port.
          try except(listing.stretch)
          continue
        }
        try add(listing, offer, port)
      }
    }
  }

  private mutating func add(
    _ listing: Listing,
    _ offer: TimelineOffers.Offer,
    _ port: ServiceFacts.Port
  ) throws {
    guard let target = listing.endpoint.facts.target, target.kind == "Pod", !target.uid.isEmpty,
      let family = listing.slice.family
    else { return try except(listing.stretch) }
    // Where the Pod is not known, the row is another one.
    var rest: HalfOpenInterval<Revision>? = listing.stretch
    let pods = podPieces(target)
    for pod in HalfOpenInterval.those(of: pods, meeting: listing.stretch, by: { $0.run.validity }) {
      guard let uncovered = rest, let piece = pod.run.validity.intersection(uncovered) else {
        continue
      }
      if piece.from > uncovered.from {
        try except(HalfOpenInterval(from: uncovered.from, until: piece.from))
      }
      rest = piece.until.flatMap {
        HalfOpenInterval(from: $0, until: nil).intersection(uncovered)
      }
      try add(
        QuestionSource.servingValues(
          listing.endpoint.facts,
          under: port,
          target: target,
          address: offer.address,
          targetPort: offer.targetPort,
          listing.service.run.object,
          workload: pod.workload,
          offer.eligibleAs
        ),
        [listing.service.bounds, listing.slice.bounds, RunBounds(listing.endpoint), pod.run],
        Draft(
          port: place(of: port),
          family: family,
          isContested: !listing.contests.isEmpty
        ),
        piece.without(listing.contests)
      )
    }
    if let rest { try except(rest) }
  }

  private mutating func place(of port: ServiceFacts.Port) -> Int32 {
    if let known = placeOfPort[port] { return known }
    let place = Int32(ports.count)
    placeOfPort[port] = place
    ports.append(port)
    return place
  }

  /// Adds the stretch over which runs hold together to the row of some cells; only some parts of it
  /// where the address is listed a second time.
  private mutating func add(
    _ values: [Value],
    _ evidence: [RunBounds],
    _ draft: Draft,
    _ parts: [HalfOpenInterval<Revision>]
  ) throws {
    pieceCount += 1
    guard let stretch = try RunStretch(evidence, sharing: times, hasTimes: true) else {
      isUnfit = true
      return
    }
    let whole = HalfOpenInterval(from: stretch.from, until: stretch.until)
    // What adjoins a listing that is contested at that end may go on there, too.
    let ends = [whole.from, whole.until].compactMap { end in
      end.map { HalfOpenInterval(from: $0, until: $0) }
    }
    for part in draft.isContested ? try parts.compactMap({ try interval($0) }) + ends : [whole] {
      // One without duration still says that the row may go on beyond its ends.
      if let until = part.until, until < part.from || (until == part.from && !draft.isContested) {
        continue
      }
      rows[values, default: []].append(
        ServiceTimeline.Row(
          values: values,
          interval: part,
          event: stretch.event,
          beginsInferred: part.from == whole.from && stretch.beginsInferred,
          endsInferred: part.until == whole.until && stretch.endsInferred,
          port: draft.port,
          family: draft.family,
          isContested: draft.isContested
        )
      )
    }
  }
}
