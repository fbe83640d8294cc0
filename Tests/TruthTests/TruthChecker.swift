import KubernetesObjects
import Projections
import TopologyModel

/// Compares what Hindcast says of a revision with the API server's own lists.
struct TruthChecker {
  let reads: ProjectionSnapshot
  let context: ClusterContext

  /// What differs at a truth; empty where nothing does.
  func differences(_ recording: Recording, at revision: Revision) throws -> [String] {
    try differences(recording, ofTruth: revision, at: revision)
  }

  /// What differs between a truth and the answer at a later revision; empty where nothing does.
  func differences(
    _ recording: Recording,
    ofTruth truth: Revision,
    at revision: Revision
  ) throws -> [String] {
    try [ResourceKind.pod, .service, .endpointSlice].flatMap { kind -> [String] in
      guard let list = recording.list(kind, at: truth) else {
        return ["no truth of \(kind.resourceName)"]
      }
      return try differences(list, kind: kind, at: revision)
    }
  }

  private func differences(
    _ list: [UInt8],
    kind: ResourceKind,
    at revision: Revision
  ) throws -> [String] {
    var ours: [ObjectReference: FactRun<ObjectFacts>] = [:]
    for run in try reads.objects(kind: kind, namespace: nil, at: revision, context) {
      if ours[run.object] != nil { return ["\(run.object) is there twice"] }
      ours[run.object] = run
    }
    var differences: [String] = []
    try JSONParser().withDocument(list) { root in
      try root["items"]?.forEachElement { item in
        let truth = try ObjectDecoder.decode(item, kind: kind)
        guard let run = ours.removeValue(forKey: truth.reference) else {
          differences.append("\(kind.kindName) \(truth.reference) is missing")
          return
        }
        differences += try compare(run, truth, item, at: revision)
      }
    }
    return differences + ours.keys.sorted().map { "\(kind.kindName) \($0) is not in the truth" }
  }

  private func compare(
    _ run: FactRun<ObjectFacts>,
    _ truth: DecodedObject,
    _ item: JSONValue,
    at revision: Revision
  ) throws -> [String] {
    var differences: [String] = []
    let name = "\(run.object.slot.kind.kindName) \(run.object)"
    if try facts(run, at: revision) != expected(truth.facts) {
      differences.append("\(name): facts differ")
    }
    guard let body = try reads.body(ofObject: run.objectID, at: revision) else {
      return differences + ["\(name): no body"]
    }
    let kept = Redactor(policy: .standard).body(of: item)
    let difference = try JSONParser().withDocument(body) { ours in
      try JSONParser().withDocument(kept) { theirs in
        JSONEquality.firstDifference(ours, theirs)
      }
    }
    if let difference, !isHonestException(difference, truth.facts) {
      differences.append("\(name): body differs at \(difference)")
    }
    return differences
  }

  /// The recordings' README: after a ClusterIP Service becomes ExternalName, the watch says
  /// `internalTrafficPolicy`, the list does not.
  private func isHonestException(_ path: String, _ facts: ObjectFacts) -> Bool {
    guard case .service(let service) = facts else { return false }
    return service.type == "ExternalName" && path == "spec.internalTrafficPolicy"
  }

  private func facts(_ run: FactRun<ObjectFacts>, at revision: Revision) throws -> ObjectFacts {
    guard case .endpointSlice(var slice, _) = run.facts else { return normalized(run.facts) }
    slice.endpointCount =
      try reads.endpointCount(ofSlice: run.objectID, object: run.object, at: revision)?.facts ?? -1
    let endpoints = try reads.endpoints(
      ofSlice: run.objectID,
      object: run.object,
      at: revision
    )
    return normalized(.endpointSlice(slice, endpoints: endpoints.map { $0.facts }))
  }

  private func expected(_ facts: ObjectFacts) -> ObjectFacts {
    guard case .endpointSlice(var slice, let endpoints) = facts else { return normalized(facts) }
    slice.endpointCount = endpoints.count
    return normalized(.endpointSlice(slice, endpoints: endpoints))
  }

  private static func precedes(_ left: EndpointFacts, _ right: EndpointFacts) -> Bool {
    if left.addresses != right.addresses {
      return left.addresses.lexicographicallyPrecedes(right.addresses)
    }
    return (left.nodeName, left.target?.name ?? "") < (right.nodeName, right.target?.name ?? "")
  }

  private func normalized(_ facts: ObjectFacts) -> ObjectFacts {
    switch facts {
    case .endpointSlice(let slice, let endpoints):
      .endpointSlice(slice, endpoints: endpoints.sorted(by: Self.precedes))
    case .service(var service):
      {
        if service.type == "ExternalName" { service.internalTrafficPolicy = "" }
        return .service(service)
      }()
    case .pod, .node: facts
    }
  }
}
