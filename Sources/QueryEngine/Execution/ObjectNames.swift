import Projections
import TopologyModel

/// Finds the objects that a name has ever meant, for questions about the log.
struct ObjectNames {
  let reads: any TopologyReads
  let cluster: ClusterContext

  /// The objects of a kind that the epoch has had under a name, ordered by slot, then first append.
  func ever(
    _ kind: ResourceKind,
    matching name: BoundName
  ) throws -> [(id: Int64, object: ObjectReference)] {
    switch name.form {
    case .exact(let namespace, let text):
      let slot = ObjectSlot(kind: kind, namespace: kind.isNamespaced ? namespace : "", name: text)
      return try reads.objects(everIn: slot, cluster)
    case .uid(let uid): return try reads.incarnations(uid: uid, kind: kind, cluster)
    case .glob(let namespace, let pattern):
      let single = namespace.utf8.contains(42) || !kind.isNamespaced ? nil : namespace
      return try reads.incarnations(kind: kind, namespace: single, cluster).filter { entry in
        kind.isNamespaced
          ? name.matches(entry.object)
          : Glob.matches(entry.object.slot.name, pattern: pattern)
      }
    }
  }
}
