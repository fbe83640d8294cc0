import Projections
import TopologyModel

extension QueryExecutor {
  /// Rows with their true ends, and what they do not show.
  struct Sliced {
    var rows: [StateRow]
    var notes: [Note]
    /// Whether the rows are in the language's order.
    var isOrdered: Bool
  }

  /// The timelines that may tell rows: those of the latest knowledge, of all namespaces, where no work
  /// is counted.
  var usableTimelines: TimelineShelf? {
    meter == nil && knownAt == nil && context.isOptimized && context.restriction == .none
      ? timelines : nil
  }

  /// The rows at the asked instant as slices of the Services' timelines; nil where the question is to be
  /// evaluated.
  func sliced(_ scene: Scene) throws -> Sliced? {
    // Rows that are cut to the asked time tell the event of the stretch that it lies in.
    guard let timelines = usableTimelines, !plan.operators.contains(.clip),
      case .at(let instant) = query.time,
      case .podsServing(let name, let port, nil, nil) = query.question,
      try reads.end(of: query.cluster) == nil
    else { return nil }
    let services: [ObjectSlot]
    switch name.form {
    case .exact(let namespace, let text):
      services = [ObjectSlot(kind: .service, namespace: namespace, name: text)]
    case .glob: services = try scene.objects(.service, matching: name).map(\.object.slot)
    case .uid: return nil
    }
    var makesLeft = 1 + services.count / TimelineShelf.makesShare
    var sliced = Sliced(rows: [], notes: [], isOrdered: services.count == 1)
    var rest: [ObjectSlot] = []
    for service in services {
      let rows = try timelines.rows(
        TimelineShelf.Key(epochID: query.cluster.epochID, service: service),
        at: instant,
        on: port,
        reads,
        query.cluster,
        &makesLeft
      )
      if let rows { sliced.rows += rows } else { rest.append(service) }
    }
    // Those that timelines do not tell are evaluated one by one, as long as they are the fewer ones.
    guard rest.count * 2 < services.count else { return nil }
    for service in rest {
      let question = query.question.narrowed(
        to: BoundName(of: service, span: name.span),
        kind: .service
      )
      let rows = try QuestionSource(question: question).rows(scene)
      sliced.rows += try extender(of: question, scene).extended(Self.distinct(rows))
      // That there is a Service with the port, the others show.
      sliced.notes += try QuestionNotes(
        question: question,
        scene: scene,
        timeText: try timeText()
      ).detailNotes()
    }
    return sliced
  }
}
