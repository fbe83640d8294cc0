import Projections
import TopologyModel

/// A part of a question that is evaluated on its own over a span, so that a change of one Service or
/// object does not cost an evaluation of all.
struct SpanUnit {
  /// Which notes the part is asked for.
  enum Notes {
    case all
    /// Names and ports that did not exist.
    case existence
    /// What else the rows do not show.
    case details
    /// None: another part is asked for them.
    case none
  }

  var question: BoundQuestion
  var hasRows: Bool
  var notes: Notes

  /// The parts of a question over the runs of a span; their rows together are the question's.
  static func units(of question: BoundQuestion, _ runs: SpanRuns) throws -> [SpanUnit] {
    if case .servicesServed(let pod, nil) = question {
      return try services(serving: pod, question, runs)
    }
    guard let name = question.unitName, case .glob(let namespace, _) = name.form else {
      return [SpanUnit(question: question, hasRows: true, notes: .all)]
    }
    let units = try question.unitKinds.flatMap { kind -> [SpanUnit] in
      let single = namespace.utf8.contains(42) || !kind.isNamespaced ? nil : namespace
      let all = try runs.runs(of: .kind(kind, namespace: single))
      let slots = Set(
        all.filter { name.matches($0.object) || !kind.isNamespaced }.map { $0.object.slot }
      )
      return slots.sorted().map { slot in
        SpanUnit(
          question: question.narrowed(to: BoundName(of: slot, span: name.span), kind: kind),
          hasRows: true,
          notes: .details
        )
      }
    }
    return [SpanUnit(question: question, hasRows: false, notes: .existence)] + units
  }
}

extension SpanUnit {
  /// A part for each Service that may serve a Pod, since a change of the others changes no row.
  private static func services(
    serving pod: BoundName,
    _ question: BoundQuestion,
    _ runs: SpanRuns
  ) throws -> [SpanUnit] {
    var single: String?
    if case .glob(let namespace, _) = PodRelations.all(in: pod).form,
      !namespace.utf8.contains(42)
    {
      single = namespace
    }
    let all = try runs.runs(of: .kind(.service, namespace: single))
    let units = Set(all.map(\.object.slot)).sorted().map { slot in
      SpanUnit(
        question: .servicesServed(pod: pod, service: BoundName(of: slot, span: pod.span)),
        hasRows: true,
        notes: .none
      )
    }
    return [SpanUnit(question: question, hasRows: false, notes: .all)] + units
  }
}

extension BoundQuestion {
  /// The name that the question can be taken apart by; nil where it is one piece.
  fileprivate var unitName: BoundName? {
    switch self {
    case .podsServing(let name, _, _, _), .podsListed(let name, _), .podsSelected(let name),
      .endpointsOf(let name, _, _), .slicesOf(let name), .objects(_, let name),
      .endpoints(let name), .findings(_, let name, _, _):
      name
    case .podsOnNode(let node, let pod):
      pod ?? BoundName.all(span: node.span)
    case .why, .owners, .dns, .servicesServed, .servicesSelecting, .show, .history, .events,
      .coverage:
      nil
    }
  }

  /// The kinds of what the name is of.
  fileprivate var unitKinds: [ResourceKind] {
    switch self {
    case .objects(let kind, _): [kind]
    case .findings(let kind, _, _, _): kind.map { [$0] } ?? FindingsSource.kinds
    case .podsOnNode: [.pod]
    case .podsServing, .podsListed, .podsSelected, .endpointsOf, .slicesOf, .endpoints, .why,
      .owners, .dns, .servicesServed, .servicesSelecting, .show, .history, .events, .coverage:
      [.service]
    }
  }

  /// The part about one Service of a question whose rows name theirs and that asks about more than one.
  func narrowed(toService slot: ObjectSlot) -> BoundQuestion {
    switch self {
    case .podsServing(let name, _, _, _), .podsListed(let name, _), .endpointsOf(let name, _, _),
      .endpoints(let name):
      guard case .glob = name.form else { return self }
      return narrowed(to: BoundName(of: slot, span: name.span), kind: .service)
    case .podsSelected, .slicesOf, .objects, .findings, .podsOnNode, .why, .owners, .dns,
      .servicesServed, .servicesSelecting, .show, .history, .events, .coverage:
      return self
    }
  }

  /// The same question of one name.
  func narrowed(to name: BoundName, kind: ResourceKind) -> BoundQuestion {
    switch self {
    case .podsServing(_, let port, let vantage, let draining):
      .podsServing(service: name, port: port, vantage: vantage, draining: draining)
    case .podsListed(_, let port): .podsListed(service: name, port: port)
    case .podsSelected: .podsSelected(service: name)
    case .endpointsOf(_, let port, let vantage):
      .endpointsOf(service: name, port: port, vantage: vantage)
    case .slicesOf: .slicesOf(service: name)
    case .objects: .objects(kind, matching: name)
    case .endpoints: .endpoints(matching: name)
    case .findings(let asked, _, let lag, _):
      .findings(kind: kind, name: name, lag: lag, isPart: asked == nil)
    case .podsOnNode(let node, _): .podsOnNode(node, pod: name)
    case .why, .owners, .dns, .servicesServed, .servicesSelecting, .show, .history, .events,
      .coverage:
      self
    }
  }
}
