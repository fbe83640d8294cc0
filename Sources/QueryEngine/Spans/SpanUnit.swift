import Projections
import TopologyModel

/// A part of a question that is evaluated on its own over a span, so that a change of one Service or
/// object does not cost an evaluation of all.
struct SpanUnit {
  /// Which notes the part is asked for.
  enum Notes {
    case none
    case all
    /// Names and ports that did not exist.
    case existence
    /// What else the rows do not show.
    case details
  }

  var question: BoundQuestion
  var hasRows: Bool
  var notes: Notes

  /// The parts of a question over the runs of a span; their rows together are the question's.
  static func units(of question: BoundQuestion, _ runs: SpanRuns) throws -> [SpanUnit] {
    guard let name = question.unitName, case .glob(let namespace, _) = name.form else {
      return [SpanUnit(question: question, hasRows: true, notes: .all)]
    }
    let kind = question.unitKind
    let single = namespace.utf8.contains(42) || !kind.isNamespaced ? nil : namespace
    let all = try runs.runs(of: .kind(kind, namespace: single))
    let slots = Set(
      all.filter { name.matches($0.object) || !kind.isNamespaced }.map { $0.object.slot }
    )
    let units = slots.sorted().map { slot in
      let exact = BoundName(
        form: .exact(namespace: slot.namespace, name: slot.name),
        span: name.span
      )
      return SpanUnit(question: question.narrowed(to: exact), hasRows: true, notes: .details)
    }
    return [SpanUnit(question: question, hasRows: false, notes: .existence)] + units
  }
}

extension BoundQuestion {
  /// The name that the question can be taken apart by; nil where it is one piece.
  var unitName: BoundName? {
    switch self {
    case .podsServing(let name, _), .podsListed(let name, _), .podsSelected(let name),
      .endpointsOf(let name, _), .slicesOf(let name), .objects(_, let name),
      .endpoints(let name):
      name
    case .events, .coverage: nil
    }
  }

  /// The kind of what the name is of.
  var unitKind: ResourceKind {
    if case .objects(let kind, _) = self { return kind }
    return .service
  }

  /// The same question of one name.
  func narrowed(to name: BoundName) -> BoundQuestion {
    switch self {
    case .podsServing(_, let port): .podsServing(service: name, port: port)
    case .podsListed(_, let port): .podsListed(service: name, port: port)
    case .podsSelected: .podsSelected(service: name)
    case .endpointsOf(_, let port): .endpointsOf(service: name, port: port)
    case .slicesOf: .slicesOf(service: name)
    case .objects(let kind, _): .objects(kind, matching: name)
    case .endpoints: .endpoints(matching: name)
    case .events, .coverage: self
    }
  }
}
