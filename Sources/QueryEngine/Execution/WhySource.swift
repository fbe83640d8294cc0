import KubernetesRules
import Projections
import TopologyModel

/// Evaluates `why`: for each candidate Pod whether it serves, and the reason.
///
/// Candidates are the Pods that the selector selects, those that a slice names, and the one that the
/// question names. Where nothing serves, one more row says why of the Service as a whole. The column
/// `since` is filled in later, with the beginning of the row.
struct WhySource {
  let service: BoundName
  let port: BoundPort?
  let pod: BoundName?
  let scene: Scene

  /// The place of `since` among the columns.
  static let sinceColumn = 6

  /// The row of a time at which nothing was observed yet.
  static let unobserved: [Value] = [
    .null, .null, .null, .boolean(false), .text(ServingReason.notObserved.rawValue), .null, .null,
  ]

  func rows() throws -> [StateRow] {
    let sources = try QuestionSource.sources(service, scene)
    guard !sources.isEmpty else {
      let verdict = Self.verdict(.serviceAbsent, service.text)
      return [.unowned(Self.values(nil, nil, verdict), isCarried: scene.isCarried)]
    }
    return try sources.flatMap { try rows($0) }
  }

  private struct Candidate {
    var reference: ObjectReference
    var run: FactRun<ObjectFacts>?
    var facts: PodFacts?
  }

  private func rows(_ source: ServiceSource) throws -> [StateRow] {
    let candidates = try candidates(source)
    let ports = source.facts.ports.filter { candidate in
      port.map { matches($0, candidate, source) } ?? true
    }
    if port != nil, ports.isEmpty {
      return [try serviceRow(source, Self.verdict(.noPort, port?.text ?? ""))]
    }
    var rows: [StateRow] = []
    var isServed = false
    let entries = Dictionary(grouping: source.entries(on: nil)) { $0.endpoint.facts.target?.uid }
    for candidate in candidates {
      for port in ports.isEmpty ? [nil] : ports.map({ Optional($0) }) {
        let own = entries[candidate.reference.uid] ?? []
        let row = try row(candidate, port, source, own)
        isServed = isServed || row.values[3] == .boolean(true)
        rows.append(row)
      }
    }
    if !isServed, pod == nil {
      rows.append(try serviceRow(source, wholeVerdict(source, candidates)))
    }
    return rows
  }

  private func matches(
    _ port: BoundPort,
    _ candidate: ServiceFacts.Port,
    _ source: ServiceSource
  ) -> Bool {
    guard port.isTarget else { return port.matches(candidate, target: nil) }
    return source.slices.contains { slice in
      let number = ServicePortJoin.slicePort(for: candidate, in: slice.facts)?.number
      return port.matches(candidate, target: number)
    }
  }

  private func candidates(_ source: ServiceSource) throws -> [Candidate] {
    let namespace = source.service.object.slot.namespace
    var found: [ObjectReference: Candidate] = [:]
    func add(_ run: FactRun<ObjectFacts>) {
      guard case .pod(let facts) = run.facts else { return }
      found[run.object] = Candidate(reference: run.object, run: run, facts: facts)
    }
    for run in try scene.pods(selectedBy: source.facts, namespace: namespace) { add(run) }
    if let pod { for run in try scene.objects(.pod, matching: pod) { add(run) } }
    for target in source.slices.flatMap({ $0.endpoints }).compactMap({ $0.facts.target })
    where target.kind == "Pod" {
      let slot = ObjectSlot(
        kind: .pod,
        namespace: target.namespace.isEmpty ? namespace : target.namespace,
        name: target.name
      )
      let reference = ObjectReference(slot: slot, uid: target.uid)
      guard found[reference] == nil else { continue }
      if let run = try scene.pod(uid: target.uid), run.object == reference {
        add(run)
      } else {
        found[reference] = Candidate(reference: reference)
      }
    }
    let meant = found.values.filter { candidate in
      pod.map { $0.matches(candidate.reference) } ?? true
    }
    return meant.sorted { $0.reference < $1.reference }
  }

  private func row(
    _ candidate: Candidate,
    _ port: ServiceFacts.Port?,
    _ source: ServiceSource,
    _ entries: [ServiceSource.Entry]
  ) throws -> StateRow {
    var evidence = try RowEvidence(source.service, scene)
    if let run = candidate.run { try evidence.add(run) }
    var listings: [ServingVerdict.Listing] = []
    for entry in entries
    where entry.endpoint.facts.target?.name == candidate.reference.slot.name
      && entry.endpoint.facts.target?.kind == "Pod"
    {
      try evidence.add(entry.slice.run)
      try evidence.add(entry.endpoint)
      listings.append(
        ServingVerdict.Listing(
          slice: entry.slice.facts,
          sliceSlot: entry.slice.run.object.slot,
          endpoint: entry.endpoint.facts,
          eligibleAs: port == nil || entry.port == port ? entry.eligibleAs : nil
        )
      )
    }
    let nodeName = candidate.facts?.nodeName ?? ""
    let verdict = ServingVerdict.verdict(
      service: source.facts,
      serviceSlot: source.service.object.slot,
      port: port,
      pod: candidate.facts,
      podReference: candidate.reference,
      node: try scene.node(nodeName),
      listings: listings,
      hasSlices: !source.slices.isEmpty
    )
    return try evidence.row(Self.values(candidate.reference, port, verdict), about: .whole)
  }

  private func serviceRow(
    _ source: ServiceSource,
    _ verdict: ServingVerdict
  ) throws -> StateRow {
    var evidence = try RowEvidence(source.service, scene)
    for slice in source.slices { try evidence.add(slice.run) }
    return try evidence.row(Self.values(nil, nil, verdict), about: .whole)
  }

  /// Why nothing serves, of the Service as a whole.
  private func wholeVerdict(
    _ source: ServiceSource,
    _ candidates: [Candidate]
  ) -> ServingVerdict {
    if source.facts.type == "ExternalName" {
      return Self.verdict(.externalName, source.facts.externalName)
    }
    if !candidates.isEmpty {
      return Self.verdict(
        .noneServes,
        "\(candidates.count) \(candidates.count == 1 ? "candidate" : "candidates")"
      )
    }
    if source.awaitsSlices { return Self.verdict(.sliceMissing, "it is a manifest's") }
    if source.facts.selector.isEmpty { return Self.verdict(.noSelector, "") }
    return Self.verdict(.noMatch, "")
  }

  private static func verdict(_ reason: ServingReason, _ detail: String) -> ServingVerdict {
    ServingVerdict(isServing: false, reason: reason, detail: detail)
  }

  private static func values(
    _ pod: ObjectReference?,
    _ port: ServiceFacts.Port?,
    _ verdict: ServingVerdict
  ) -> [Value] {
    [
      .nonEmpty(pod?.slot.name ?? ""), .nonEmpty(pod?.uid ?? ""), QuestionSource.port(port),
      .boolean(verdict.isServing), .text(verdict.reason.rawValue), .nonEmpty(verdict.detail), .null,
    ]
  }
}
