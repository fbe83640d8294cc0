import Projections
import TopologyModel

/// The runs of one epoch over a stretch of revisions, each read from the store once.
final class SpanRuns {
  let reads: any TopologyReads
  let cluster: ClusterContext
  /// Per kind, from the revision at the span's beginning through the last one within it.
  let stretches: [ResourceKind: ClosedRange<Revision>]
  private var objects: [RunSelection: [FactRun<ObjectFacts>]] = [:]
  private var slots: [RunSelection: [ObjectSlot: [FactRun<ObjectFacts>]]] = [:]
  private var endpoints: [Int64: [FactRun<EndpointFacts>]] = [:]
  private var counts: [Int64: [FactRun<Int>]] = [:]
  /// What was noted of the memory that they take.
  private var heldBytes = 0

  init(
    reads: any TopologyReads,
    cluster: ClusterContext,
    stretches: [ResourceKind: ClosedRange<Revision>]
  ) {
    self.reads = reads
    self.cluster = cluster
    self.stretches = stretches
  }

  deinit {
    if heldBytes > 0 { try? reads.noteHeld(bytes: -heldBytes) }
  }

  func runs(of selection: RunSelection) throws -> [FactRun<ObjectFacts>] {
    if let known = objects[selection] { return known }
    var found: [FactRun<ObjectFacts>] = []
    if let whole = try wholeKind(selection) {
      found = whole
    } else if let stretch = selection.kinds.compactMap({ stretches[$0] }).reduce(nil, Self.joined) {
      found = try reads.runs(of: selection, in: stretch, cluster)
      if found.count >= HeldBytes.rowsMin {
        let bytes = HeldBytes.bytes(ofRuns: found.count)
        heldBytes += bytes
        try reads.noteHeld(bytes: bytes)
      }
    }
    objects[selection] = found
    return found
  }

  /// The runs of Pods with what tells their workloads, by UID.
  func workloadRuns(ofPods uids: [String]) throws -> [String: [WorkloadRun]] {
    guard let stretch = stretches[.pod] else { return [:] }
    return try reads.workloadRuns(ofPods: uids, in: stretch, cluster)
  }

  /// The runs of one object where those of its whole kind are there already.
  private func wholeKind(_ selection: RunSelection) throws -> [FactRun<ObjectFacts>]? {
    switch selection {
    case .slot(let slot):
      let wholes = [
        RunSelection.kind(slot.kind, namespace: slot.namespace), .kind(slot.kind, namespace: nil),
      ]
      return wholes.first { objects[$0] != nil }.map { runs(ofSlot: slot, in: $0) }
    case .pods(let selector, let namespace):
      return try runs(of: .kind(.pod, namespace: namespace)).filter {
        $0.isPod(selectedBy: selector)
      }
    case .named, .uid, .kind, .slices, .holders: return nil
    }
  }

  private func runs(ofSlot slot: ObjectSlot, in whole: RunSelection) -> [FactRun<ObjectFacts>] {
    if let known = slots[whole] { return known[slot] ?? [] }
    let grouped = Dictionary(grouping: objects[whole] ?? []) { $0.object.slot }
    slots[whole] = grouped
    return grouped[slot] ?? []
  }

  func endpointRuns(
    ofSlice objectID: Int64,
    _ object: ObjectReference
  ) throws
    -> [FactRun<EndpointFacts>]
  {
    if let known = endpoints[objectID] { return known }
    let found = try stretches[.endpointSlice].map {
      try reads.endpointRuns(ofSlice: objectID, object: object, in: $0)
    }
    endpoints[objectID] = found ?? []
    return found ?? []
  }

  func countRuns(ofSlice objectID: Int64, _ object: ObjectReference) throws -> [FactRun<Int>] {
    if let known = counts[objectID] { return known }
    let found = try stretches[.endpointSlice].map {
      try reads.endpointCountRuns(ofSlice: objectID, object: object, in: $0)
    }
    counts[objectID] = found ?? []
    return found ?? []
  }

  private static func joined(
    _ left: ClosedRange<Revision>?,
    _ right: ClosedRange<Revision>
  ) -> ClosedRange<Revision> {
    guard let left else { return right }
    return min(left.lowerBound, right.lowerBound)...max(left.upperBound, right.upperBound)
  }
}
