import TopologyModel

/// Chooses what a body builds on (the object's last body, else a body like it, else nothing), and
/// compresses it.
struct BodyEncoder<ObjectKey: Hashable, Sort: Hashable> {
  typealias Entry = BodyCache<ObjectKey>.Entry

  /// How many bodies may build on one another before one stands alone.
  static var chainDepthMax: Int { 32 }

  /// What a body is compressed against.
  private enum Base {
    case none
    case last(Entry)
    case exemplar(Entry)
  }

  private let codec: BodyCodec
  private var bodies: BodyCache<ObjectKey>
  /// For objects of one sort, the last body that stands alone.
  private var exemplars: [Sort: Entry] = [:]

  init(codec: BodyCodec, bytesMax: Int) {
    self.codec = codec
    bodies = BodyCache(bytesMax: bytesMax)
  }

  mutating func removeAll() {
    bodies.removeAll()
    exemplars.removeAll()
  }

  /// The last body of an object, where it is still kept.
  func last(_ key: ObjectKey) -> Entry? { bodies[key] }

  /// Compresses a body against `last`, the object's last one, or against one like it, or alone.
  mutating func encode(
    _ entry: Entry,
    _ key: ObjectKey,
    _ sort: Sort,
    last: Entry?
  ) throws(EventLogError) -> (prepared: PreparedBody, base: Int64) {
    if let last, last.depth + 1 < Self.chainDepthMax {
      keep(entry, on: .last(last), key, sort)
      let bytes = try codec.compress(entry.body, prefix: last.body)
      return (
        PreparedBody(digest: entry.digest, bytes: bytes, base: .last(last.digest)), last.position
      )
    }
    let alone = try codec.compress(entry.body, prefix: nil)
    if last == nil, let exemplar = exemplars[sort] {
      let like = try codec.compress(entry.body, prefix: exemplar.body)
      if like.count * 2 < alone.count {
        keep(entry, on: .exemplar(exemplar), key, sort)
        return (
          PreparedBody(digest: entry.digest, bytes: like, base: .exemplar(exemplar.digest)),
          exemplar.position
        )
      }
    }
    keep(entry, on: .none, key, sort)
    let base = PreparedBody.Base.none(isFirst: last == nil)
    return (PreparedBody(digest: entry.digest, bytes: alone, base: base), 0)
  }

  /// Takes a body that was compressed elsewhere; returns the position of what it builds on, or nil
  /// where that is not what `encode` would choose.
  mutating func accept(
    _ prepared: PreparedBody,
    _ entry: Entry,
    _ key: ObjectKey,
    _ sort: Sort,
    last: Entry?
  ) -> Int64? {
    switch prepared.base {
    case .last(let digest):
      guard let last, last.digest == digest, last.depth + 1 < Self.chainDepthMax else {
        return nil
      }
      keep(entry, on: .last(last), key, sort)
      return last.position
    case .exemplar(let digest):
      guard last == nil, let exemplar = exemplars[sort], exemplar.digest == digest else {
        return nil
      }
      keep(entry, on: .exemplar(exemplar), key, sort)
      return exemplar.position
    case .none(let isFirst):
      guard isFirst == (last == nil), last.map({ $0.depth + 1 >= Self.chainDepthMax }) ?? true
      else { return nil }
      keep(entry, on: .none, key, sort)
      return 0
    }
  }

  private mutating func keep(_ entry: Entry, on base: Base, _ key: ObjectKey, _ sort: Sort) {
    var entry = entry
    switch base {
    case .none:
      entry.depth = 0
      exemplars[sort] = entry
    case .last(let base), .exemplar(let base): entry.depth = base.depth + 1
    }
    bodies.insert(entry, for: key)
  }
}
