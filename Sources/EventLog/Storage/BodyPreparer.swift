import TopologyModel

/// Hashes and compresses the bodies of drafts before they are appended, on the thread that reads
/// them, while the writer's thread commits what was read before.
///
/// It chooses as the writer does, from what it has seen itself; of objects that the log knew before,
/// the first body that comes is compressed by the writer.
package final class BodyPreparer {
  private struct ObjectKey: Hashable {
    var cluster: String
    var epoch: Int
    var reference: ObjectReference
  }

  private struct Sort: Hashable {
    var cluster: String
    var kind: ResourceKind
    var namespace: String
  }

  private var encoder: BodyEncoder<ObjectKey, Sort>

  /// Creates a preparer that keeps so many bytes of bodies.
  package init(bytesMax: Int = SQLiteEventLog.Options().bodyCacheBytesMax) {
    encoder = BodyEncoder(codec: BodyCodec(), bytesMax: bytesMax)
  }

  /// Prepares the body of a draft that has one.
  package func prepare(_ draft: inout EventDraft) throws(EventLogError) {
    guard case .object(let reference, _, let body, _) = draft.content, draft.type != .seen,
      !body.isEmpty
    else { return }
    let key = ObjectKey(cluster: draft.feed.cluster, epoch: draft.epoch, reference: reference)
    let last = encoder.last(key)
    let digest = ChainHash.digest(of: body)
    // A state that is told twice in turn, as by a listing and the watch behind it, is stored once.
    if let last, last.digest == digest { return }
    let sort = Sort(
      cluster: draft.feed.cluster,
      kind: reference.slot.kind,
      namespace: reference.slot.namespace
    )
    let entry = BodyCache<ObjectKey>.Entry(position: 0, depth: 0, body: body, digest: digest)
    draft.prepared = try encoder.encode(entry, key, sort, last: last).prepared
  }
}

@available(*, unavailable)
extension BodyPreparer: Sendable {}
