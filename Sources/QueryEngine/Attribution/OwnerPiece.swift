import KubernetesRules
import Projections
import TopologyModel

/// A stretch of time over which an object held an address in one role with facts that stayed equal.
struct OwnerPiece {
  let holder: SharedOwner
  let from: Int64
  let until: Int64
  /// Where it ended, in revisions.
  let end: CompactRevision?
  let beginsInferred: Bool
  let endsInferred: Bool

  init(_ holder: SharedOwner, _ stretch: Range<Int64>, _ run: AddressRun) {
    self.holder = holder
    from = stretch.lowerBound
    until = stretch.upperBound
    end = run.until
    beginsInferred = run.beginsInferred
    endsInferred = run.endsInferred
  }

  var isLive: Bool { holder.isLive }

  /// Orders the pieces of an address as the rows are: by object, then beginning.
  static func sort(_ pieces: inout [OwnerPiece]) {
    // Most of them follow one another already.
    guard pieces.count > 1 else { return }
    var objects: [SharedOwner] = []
    var places: [Int64: Int] = [:]
    for piece in pieces where places[piece.holder.objectID] == nil {
      places[piece.holder.objectID] = objects.count
      objects.append(piece.holder)
    }
    let sorted = objects.indices.sorted { objects[$0].isListed(before: objects[$1]) }
    for (rank, object) in sorted.enumerated() { places[objects[object].objectID] = rank }
    let ranks = pieces.map { places[$0.holder.objectID] ?? 0 }
    let order = pieces.indices.sorted { left, right in
      ranks[left] != ranks[right]
        ? ranks[left] < ranks[right] : pieces[left].from < pieces[right].from
    }
    pieces = order.map { pieces[$0] }
  }

  /// Whether nobody was watching the piece's kind at a revision, and it is not proven to have held:
  /// what `Scene.isCarried` says of a run.
  func isCarried(
    _ proofs: [ResourceKind: Revision?],
    at revisions: RevisionVector,
    _ reads: any AttributionReads
  ) throws -> Bool {
    guard let kind = holder.identity.kind, let proof = proofs[kind] else { return false }
    guard let proof, let revision = revisions[kind] else { return true }
    if let end, end.revision <= proof { return true }
    return try reads.hasAssertion(ofObject: holder.objectID, after: revision, through: proof)
  }
}

extension SharedOwner {
  private static let kinds: [ResourceKind] = [.service, .pod, .node]

  /// Whether rows of it come before those of another object.
  fileprivate func isListed(before other: SharedOwner) -> Bool {
    guard identity.kind == other.identity.kind else { return place < other.place }
    let (left, right) = (identity, other.identity)
    if left.namespace != right.namespace { return left.namespace < right.namespace }
    return left.name != right.name ? left.name < right.name : left.uid < right.uid
  }

  private var place: Int { Self.kinds.firstIndex { $0 == identity.kind } ?? 0 }
}
