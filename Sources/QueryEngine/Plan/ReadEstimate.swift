import Projections
import TopologyModel

/// A sort of read that a question needs, and how many rows it is expected to give.
struct ReadEstimate: Hashable {
  var read: TopologyRead
  /// What is read; empty where the name of the read says it all.
  var subject: String
  /// What the number of rows is estimated by; nil for one row.
  var cardinality: Cardinality?

  /// Whether it gives one row at most.
  var isSingle: Bool { [.objectInSlot, .objectByUID].contains(read) && cardinality == nil }

  init(_ read: TopologyRead, _ subject: String = "", _ cardinality: Cardinality? = nil) {
    self.read = read
    self.subject = subject
    self.cardinality = cardinality
  }
}

extension BoundQuery {
  /// The reads that answer the question at its time, each sort of read once.
  var reads: [ReadEstimate] {
    guard case .log(.some, _) = time else { return question.reads }
    var found = question.reads.map { estimate in
      switch (estimate.read, estimate.cardinality) {
      case (.log, _): return ReadEstimate(.eventsOfTime)
      // How many events a time has, nothing counts.
      case (_, .events): return ReadEstimate(estimate.read, estimate.subject)
      default: return estimate
      }
    }
    // Whether anybody was watching then.
    if !found.contains(where: { $0.read == .coverage }) { found.append(ReadEstimate(.coverage)) }
    return found
  }
}

extension BoundQuestion {
  /// The reads that answer it, each sort of read once.
  var reads: [ReadEstimate] {
    var found: [ReadEstimate] = []
    let isAboutState = !kindsRead.isEmpty
    if isAboutState { found += [ReadEstimate(.proofs), ReadEstimate(.coverage)] }
    found += ownReads
    return found.reduce(into: []) { kept, next in
      if !kept.contains(where: { $0.read == next.read && $0.subject == next.subject }) {
        kept.append(next)
      }
    }
  }

  private var ownReads: [ReadEstimate] {
    switch self {
    case .podsServing(let name, _, _, _):
      return Self.endpoints(of: name) + Self.podsByUID(name) + Self.nodes
    case .podsListed(let name, _): return Self.endpoints(of: name) + Self.podsByUID(name)
    case .endpointsOf(let name, _, let vantage):
      return Self.endpoints(of: name) + (vantage == nil ? [] : Self.nodes)
    case .endpoints(let name): return Self.endpoints(of: name)
    case .slicesOf(let name): return Self.endpoints(of: name) + [ReadEstimate(.objectByUID)]
    case .podsSelected(let name):
      return Self.endpoints(of: name) + [Self.list(.pod, name)] + Self.podsByUID(name)
    case .servicesServed(let pod, _):
      return [Self.list(.service, pod)] + Self.endpoints(of: .all(span: pod.span))
        + Self.objects(.pod, pod)
    case .servicesSelecting(let pod):
      return Self.objects(.pod, pod) + [Self.list(.service, pod)]
    case .podsOnNode(_, let pod):
      return [Self.list(.pod, pod ?? .all()), ReadEstimate(.objectByUID)] + Self.nodes
    case .owners(let address, _):
      return [ReadEstimate(.addressHolders, address.ip.description, .holders(address.ip))]
    case .objects(let kind, let name):
      return Self.objects(kind, name) + [ReadEstimate(.objectByUID)]
        + (kind == .endpointSlice ? [ReadEstimate(.endpointsOfSlice)] : [])
    case .findings(let kind, let name, _, _):
      let own = kind.map { Self.objects($0, name) } ?? []
      return own + ResourceKind.allCases.map { Self.list($0, .all()) }
        + Self.endpoints(of: .all())
        + [ReadEstimate(.objectInSlot), ReadEstimate(.objectByUID), ReadEstimate(.addressHolders)]
    case .why(let name, _, let pod):
      return Self.endpoints(of: name) + [Self.list(.pod, name)] + Self.podsByUID(name)
        + (pod.map { Self.objects(.pod, $0) } ?? []) + Self.nodes
    case .dns:
      return [
        ReadEstimate(.objectInSlot, "Service"), ReadEstimate(.slicesOfService),
        ReadEstimate(.endpointsOfSlice), ReadEstimate(.objectByUID, "Pod"),
        ReadEstimate(.addressHolders), Self.list(.service, .all()), ReadEstimate(.incarnations),
      ]
    case .show(let kind, let name):
      return Self.objects(kind, name) + [ReadEstimate(.versions), ReadEstimate(.bodies)]
    case .history(let kind, let name), .events(let kind?, let name?):
      return [
        Self.ever(kind, name), Self.versions(kind, name), ReadEstimate(.bodies), .init(.proofs),
        ReadEstimate(.auditEntries),
      ]
    case .events(nil, let name?):
      return ResourceKind.allCases.filter(\.isNamespaced).map { Self.ever($0, name) }
        + [.versions, .bodies, .proofs, .auditEntries].map { ReadEstimate($0) }
    case .events:
      return [
        ReadEstimate(.log, "", .events), ReadEstimate(.bodies, "", .events), ReadEstimate(.proofs),
        ReadEstimate(.versions), ReadEstimate(.auditEntries),
      ]
    case .coverage: return [ReadEstimate(.coverage), ReadEstimate(.proofs)]
    }
  }

  /// The reads from Services to what their slices list.
  private static func endpoints(of name: BoundName) -> [ReadEstimate] {
    guard case .exact(let namespace, let service) = name.form else {
      return objects(.service, name)
        + [
          ReadEstimate(.slicesOfService, "", .objects(.endpointSlice, namespace: nil)),
          ReadEstimate(.endpointsOfSlice), ReadEstimate(.quietStretch),
          ReadEstimate(.incarnations), ReadEstimate(.objectInSlot),
        ]
    }
    return objects(.service, name)
      + [
        ReadEstimate(
          .slicesOfService,
          name.text,
          .slices(ofService: service, namespace: namespace)
        ),
        ReadEstimate(
          .endpointsOfSlice,
          name.text,
          .endpoints(ofService: service, namespace: namespace)
        ),
        ReadEstimate(.quietStretch), ReadEstimate(.incarnations),
      ]
  }

  private static func podsByUID(_ name: BoundName) -> [ReadEstimate] {
    guard case .exact(let namespace, let service) = name.form else {
      return [ReadEstimate(.objectByUID, "Pod", .objects(.pod, namespace: nil))]
    }
    let count = Cardinality.endpoints(ofService: service, namespace: namespace)
    return [ReadEstimate(.objectByUID, "Pod", count)]
  }

  private static let nodes = [list(.node, .all()), ReadEstimate(.objectInSlot, "Node")]

  /// The objects of a kind that a name matches.
  private static func objects(_ kind: ResourceKind, _ name: BoundName) -> [ReadEstimate] {
    switch name.form {
    case .exact: [ReadEstimate(.objectInSlot, "\(kind.kindName) \(name.text)")]
    case .uid: [ReadEstimate(.objectByUID, "\(kind.kindName) \(name.text)")]
    case .glob: [list(kind, name)]
    }
  }

  /// The objects of a kind in the namespaces that a name means.
  private static func list(_ kind: ResourceKind, _ name: BoundName) -> ReadEstimate {
    let namespace = single(kind, name)
    return ReadEstimate(
      .objects,
      kind.kindName + (namespace.map { " of namespace \($0)" } ?? ""),
      .objects(kind, namespace: namespace)
    )
  }

  private static func single(_ kind: ResourceKind, _ name: BoundName) -> String? {
    guard kind.isNamespaced else { return nil }
    switch name.form {
    case .exact(let namespace, _): return namespace
    case .glob(let namespace, _): return namespace.utf8.contains(42) ? nil : namespace
    case .uid: return nil
    }
  }

  private static func ever(_ kind: ResourceKind, _ name: BoundName) -> ReadEstimate {
    if case .glob(let namespace, _) = name.form {
      let single = namespace.utf8.contains(42) ? nil : namespace
      return ReadEstimate(.objectsEver, kind.kindName, .objects(kind, namespace: single))
    }
    return ReadEstimate(.incarnations, "\(kind.kindName) \(name.text)")
  }

  private static func versions(_ kind: ResourceKind, _ name: BoundName) -> ReadEstimate {
    guard case .exact(let namespace, let text) = name.form else { return ReadEstimate(.versions) }
    let slot = ObjectSlot(kind: kind, namespace: kind.isNamespaced ? namespace : "", name: text)
    return ReadEstimate(.versions, "", .versions(in: slot))
  }
}
