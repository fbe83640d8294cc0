import EventLog
internal import GRDB
public import TopologyModel

extension ProjectionSnapshot {
  /// The runs of Pods with what tells their workloads.
  public func workloadRuns(
    ofPods uids: [String],
    in stretch: ClosedRange<Revision>,
    _ context: ClusterContext
  ) throws -> [String: [WorkloadRun]] {
    guard knownAt == nil else {
      return try singleWorkloadRuns(ofPods: uids, in: stretch, context)
    }
    var found: [String: [WorkloadRun]] = [:]
    for text in [Self.openWorkloads, Self.endedWorkloads] {
      try Batches.forEach(uids) { batch in
        let statement = try DirectStatement(db, text)
        for (place, uid) in batch.enumerated() { statement.bind(Int32(place + 1), uid) }
        statement.bind(Int32(Batches.size + 1), context.clusterID)
        statement.bind(Int32(Batches.size + 2), Int64(context.epoch))
        try statement.forEachRow { row in
          let run = try workloadRun(row)
          guard run.validity.from <= stretch.upperBound,
            run.validity.until.map({ $0 > stretch.lowerBound }) ?? true
          else { return }
          found[row.text(0), default: []].append(run)
        }
      }
    }
    return found.mapValues { $0.sorted { $0.validity.from < $1.validity.from } }
  }

  /// Reads the present row of a statement of `workloadColumns`.
  private func workloadRun(_ row: DirectStatement) throws -> WorkloadRun {
    guard let from = Revision(packedKey: row.bytes(3)) else {
      throw ProjectionDamage.malformedRevision(table: "projection_run", id: row.integer(1))
    }
    let flags = RunFlags(rawValue: Int(row.integer(7)))
    return WorkloadRun(
      template: try factsReader.podTemplate(row.bytes(5), objectID: row.integer(2)),
      validity: HalfOpenInterval(from: from, until: Revision(packedKey: row.bytes(4))),
      event: LogPosition(row.integer(6)),
      beginsInferred: flags.contains(.beginsInferred),
      endsInferred: flags.contains(.endsInferred)
    )
  }

  private static let workloads = """
    SELECT uid, projection_run.id, object_id, from_revision, until_revision, content, event, flags
    FROM object CROSS JOIN projection_run ON object_id = object.id
    WHERE uid \(Batches.places) AND +cluster_id = ? AND +epoch = ?
      AND +kind = \(ResourceKind.pod.rawValue) AND part = \(RunPart.object.rawValue)
      AND superseded_at IS NULL
    """
  private static let openWorkloads = "\(workloads) AND until_revision IS NULL"
  private static let endedWorkloads = "\(workloads) AND until_revision IS NOT NULL"
}
