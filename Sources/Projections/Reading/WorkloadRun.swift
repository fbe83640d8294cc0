public import TopologyModel

/// A run of a Pod with what tells its workload.
public struct WorkloadRun: Sendable {
  /// What it shares with others: of its facts the labels and the controller count.
  public var template: PodHolding.Template
  /// The revisions `[from, until)`; open while nothing is known to have ended it.
  public var validity: HalfOpenInterval<Revision>
  /// The event that made it so.
  public var event: LogPosition
  /// Whether its beginning is known from a listing only.
  public var beginsInferred: Bool
  /// Whether its end is known from a listing only.
  public var endsInferred: Bool
}

extension WorkloadRun {
  /// The run of a Pod; nil for one of another kind.
  init?(_ run: FactRun<ObjectFacts>) {
    guard case .pod(let facts) = run.facts else { return nil }
    self.init(
      template: PodHolding.Template(facts),
      validity: run.validity,
      event: run.event,
      beginsInferred: run.beginsInferred,
      endsInferred: run.endsInferred
    )
  }
}

extension TopologyReads {
  /// What `workloadRuns(ofPods:in:_:)` gives, for those who have to look at each Pod's runs: reads them one
  /// by one.
  ///
  /// Throws what `runs(of:in:_:)` throws.
  public func singleWorkloadRuns(
    ofPods uids: [String],
    in stretch: ClosedRange<Revision>,
    _ context: ClusterContext
  ) throws -> [String: [WorkloadRun]] {
    try prepare(.pods(uids: uids), context)
    var found: [String: [WorkloadRun]] = [:]
    for uid in uids {
      let runs = try runs(of: .uid(uid, kind: .pod), in: stretch, context)
      if !runs.isEmpty { found[uid] = runs.compactMap { WorkloadRun($0) } }
    }
    return found
  }
}
