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
  var end: Revision?

  var isLive: Bool { identity.role != AddressRoles.finished }

  /// The pieces of an address, in the order of rows.
  static func pieces(_ address: IPAddress, _ clock: EpochClock) throws -> [OwnerPiece] {
    let kinds: [ResourceKind] = [.service, .pod, .node]
    let runs = try clock.reads.runs(everHolding: address, clock.cluster)
    let ordered = runs.sorted { left, right in
      let (first, second) = (kinds.firstIndex(of: left.kind), kinds.firstIndex(of: right.kind))
      if first != second { return (first ?? 0) < (second ?? 0) }
      return left.object != right.object
        ? left.object < right.object : left.validity.from < right.validity.from
    }
    return try ordered.flatMap { try pieces($0, address, clock) }
  }

  private static func pieces(
    _ run: FactRun<ObjectFacts>,
    _ address: IPAddress,
    _ clock: EpochClock
  ) throws -> [OwnerPiece] {
    guard let stretch = try clock.stretch(run.validity, run.kind) else { return [] }
    let slot = run.object.slot
    return AddressRoles.roles(of: run.facts, address).map { role in
      var piece = OwnerPiece(
        identity: Identity(
          kind: slot.kind,
          namespace: slot.namespace,
          name: slot.name,
          uid: run.object.uid,
          role: role
        ),
        node: slot.kind == .node ? slot.name : "",
        declaredPorts: [],
        servicePorts: [],
        stretch: stretch,
        beginsInferred: run.beginsInferred,
        endsInferred: run.endsInferred,
        objectID: run.objectID,
        end: run.validity.until
      )
      switch run.facts {
      case .pod(let pod):
        piece.identity.workload = Workload.name(of: pod, podName: slot.name)
        piece.node = pod.nodeName
        if pod.usesHostNetwork { piece.declaredPorts = pod.ports.map(\.number) }
      case .service(let service): piece.servicePorts = service.ports.map(\.number)
      case .node, .endpointSlice: break
      }
      return piece
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
    if let end, end <= proof { return true }
    return try reads.hasAssertion(ofObject: objectID, after: revision, through: proof)
  }
}

extension FactRun {
  /// The kind of the object.
  fileprivate var kind: ResourceKind { object.slot.kind }
}
