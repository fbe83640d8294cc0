import KubernetesRules
import Projections
import TopologyModel

/// A stretch of time over which an object held an address in one role with facts that stayed equal.
struct OwnerPiece {
  /// What makes a row of `owners of ip` the same as another.
  struct Identity: Hashable {
    var kind: ResourceKind?
    var namespace = ""
    var name = ""
    var uid = ""
    var role = ""
    var workload = ""

    /// The row that nobody held the address.
    static let nobody = Identity(kind: nil)
  }

  var identity: Identity
  var node: String
  /// A Pod's declared ports, where it shares its Node's address.
  var declaredPorts: [Int]
  /// A Service's ports.
  var servicePorts: [Int]
  var stretch: Range<Int64>
  var beginsInferred: Bool
  var endsInferred: Bool
  var objectID: Int64
  /// Where it ended, in revisions.
  var end: CompactRevision?

  var isLive: Bool { identity.role != AddressRoles.finished }

  /// The pieces of an address, in the order of rows.
  static func pieces(_ address: IPAddress, _ clock: EpochClock) throws -> [OwnerPiece] {
    var objects: [ObjectReference] = []
    var places: [Int64: Int] = [:]
    var found: [(object: Int, from: CompactRevision, piece: OwnerPiece)] = []
    let text = address.description
    try clock.reads.forEachRun(everHolding: address, clock.cluster) { run in
      let kind = run.object.slot.kind
      guard let stretch = try clock.stretch(run.from, run.until, kind) else { return }
      let roles = AddressRoles.roles(of: run.facts, address, text: text)
      guard !roles.isEmpty else { return }
      let object = places[run.objectID] ?? objects.count
      if object == objects.count {
        places[run.objectID] = object
        objects.append(run.object)
      }
      // What an object's pieces share is kept once.
      let before = found.last.flatMap { $0.object == object ? $0.piece.identity.workload : nil }
      for role in roles {
        found.append((object, run.from, OwnerPiece(run, role, stretch, workload: before)))
      }
    }
    let order = ranks(of: objects)
    found.sort { left, right in
      left.object != right.object
        ? order[left.object] < order[right.object] : left.from < right.from
    }
    return found.map(\.piece)
  }

  /// The place of each object among all.
  private static func ranks(of objects: [ObjectReference]) -> [Int] {
    let kinds: [ResourceKind] = [.service, .pod, .node]
    func place(_ kind: ResourceKind) -> Int { kinds.firstIndex(of: kind) ?? 0 }
    let sorted = objects.indices.sorted { left, right in
      let (first, second) = (objects[left], objects[right])
      return first.slot.kind != second.slot.kind
        ? place(first.slot.kind) < place(second.slot.kind) : first < second
    }
    var ranks = [Int](repeating: 0, count: objects.count)
    for (rank, object) in sorted.enumerated() { ranks[object] = rank }
    return ranks
  }

  private init(_ run: AddressRun, _ role: String, _ stretch: Range<Int64>, workload: String?) {
    let slot = run.object.slot
    identity = Identity(
      kind: slot.kind,
      namespace: slot.namespace,
      name: slot.name,
      uid: run.object.uid,
      role: role
    )
    node = slot.kind == .node ? slot.name : ""
    declaredPorts = []
    servicePorts = []
    self.stretch = stretch
    beginsInferred = run.beginsInferred
    endsInferred = run.endsInferred
    objectID = run.objectID
    end = run.until
    switch run.facts {
    case .pod(let pod):
      let name = Workload.name(of: pod, podName: slot.name)
      identity.workload = workload == name ? workload ?? name : name
      node = pod.nodeName
      if pod.usesHostNetwork { declaredPorts = pod.ports.map(\.number) }
    case .service(let service): servicePorts = service.ports.map(\.number)
    case .node, .endpointSlice: break
    }
  }

  /// Whether nobody was watching the piece's kind at a revision, and it is not proven to have held:
  /// what `Scene.isCarried` says of a run.
  func isCarried(
    _ proofs: [ResourceKind: Revision?],
    at revisions: RevisionVector,
    _ reads: any AttributionReads
  ) throws -> Bool {
    guard let kind = identity.kind, let proof = proofs[kind] else { return false }
    guard let proof, let revision = revisions[kind] else { return true }
    if let end, end.revision <= proof { return true }
    return try reads.hasAssertion(ofObject: objectID, after: revision, through: proof)
  }
}
