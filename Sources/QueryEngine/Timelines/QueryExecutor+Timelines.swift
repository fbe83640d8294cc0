import Projections
import TopologyModel

extension QueryExecutor {
  /// The timelines that may tell rows: those of the latest knowledge, of all namespaces, where no work
  /// is counted.
  var usableTimelines: TimelineShelf? {
    meter == nil && knownAt == nil && context.isOptimized && context.restriction == .none
      ? timelines : nil
  }

  /// The rows at the asked instant as a slice of the Service's timeline; nil where the question is to be
  /// evaluated.
  func sliced() throws -> [StateRow]? {
    // Rows that are cut to the asked time tell the event of the stretch that it lies in.
    guard let timelines = usableTimelines, !plan.operators.contains(.clip),
      case .at(let instant) = query.time,
      case .podsServing(let name, let port, nil, nil) = query.question,
      case .exact(let namespace, let text) = name.form, try reads.end(of: query.cluster) == nil
    else { return nil }
    let key = TimelineShelf.Key(
      epochID: query.cluster.epochID,
      service: ObjectSlot(kind: .service, namespace: namespace, name: text)
    )
    return try timelines.rows(key, at: instant, on: port, reads, query.cluster)
  }
}
