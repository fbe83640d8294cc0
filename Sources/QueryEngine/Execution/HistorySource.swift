import Projections
import TopologyModel

/// Evaluates `history of KIND OBJECT`: every version of an object, with the fields that changed, a row
/// for each field; over all epochs of the cluster.
struct HistorySource {
  let reads: any TopologyReads
  let epochs: EpochTimes
  let kind: ResourceKind
  let name: BoundName
  let since: Instant?
  let through: Instant

  /// The rows by valid time, then revision; fields in the order of the object.
  func rows() throws -> [ResultRow] {
    let trail = try AuditTrail(reads: reads, cluster: epochs.latest)
    let versions = try epochs.all.flatMap { epoch in
      let objects = try ObjectNames(reads: reads, cluster: epoch).ever(kind, matching: name)
      let all = try objects.map { try reads.versions(ofObject: $0.id, object: $0.object) }
      return try Self.cut(all).flatMap { try rows($0, epoch: epoch.epoch, trail) }
    }
    return versions.enumerated().sorted { left, right in
      left.element.order == right.element.order
        ? left.offset < right.offset : left.element.order < right.element.order
    }.map(\.element.row)
  }

  private struct Order: Hashable, Comparable {
    var epoch: Int
    var instant: Instant
    var revision: Revision

    static func < (left: Order, right: Order) -> Bool {
      if left.epoch != right.epoch { return left.epoch < right.epoch }
      return left.instant != right.instant
        ? left.instant < right.instant : left.revision < right.revision
    }
  }

  /// The versions of objects, those of one slot cut where the next incarnation took it: a slot holds
  /// one at a time (semantics.md 1.1), and a listing may tell the end late.
  private static func cut(
    _ objects: [[FactRun<ObjectVersion>]]
  ) -> [[FactRun<ObjectVersion>]] {
    let begins = Dictionary(grouping: objects.compactMap(\.first), by: \.object.slot)
      .mapValues { $0.map(\.validity.from).sorted() }
    return objects.map { versions in
      guard versions.count > 1, let end = versions.last, !end.facts.hasBody,
        let next = begins[end.object.slot]?.first(where: {
          $0 > versions[versions.count - 2].validity.from && $0 < end.validity.from
        })
      else { return versions }
      var cut = versions
      cut[cut.count - 1].validity.from = next
      cut[cut.count - 2].validity.until = next
      return cut
    }
  }

  private func rows(
    _ versions: [FactRun<ObjectVersion>],
    epoch: Int,
    _ trail: AuditTrail
  ) throws -> [(order: Order, row: ResultRow)] {
    var found: [(order: Order, row: ResultRow)] = []
    var previous: ObjectDocument?
    for version in versions {
      // The body of a deletion is the last state, not a new one (semantics.md 1.7).
      let document = version.facts.isEnd ? nil : try reads.document(of: version.facts.event)
      let changes = changes(version, from: previous, to: document)
      previous = document
      let from = try epochs.validTime(of: version.validity.from, kind: kind, epoch: epoch)
      guard isMeant(from) else { continue }
      let until = try version.validity.until.flatMap {
        try epochs.validTime(of: $0, kind: kind, epoch: epoch)
      }
      let order = Order(
        epoch: epoch,
        instant: from ?? Instant(nanoseconds: .min),
        revision: version.validity.from
      )
      let match = try trail.match(
        of: version.event,
        objectID: version.objectID,
        object: version.object
      )
      found += changes.map { (order, row(version, $0, from: from, until: until, match)) }
    }
    return found
  }

  /// A version whose beginning nothing proves is older than all that is asked for.
  private func isMeant(_ from: Instant?) -> Bool {
    guard let from else { return since == nil }
    return from <= through && since.map { from >= $0 } ?? true
  }

  /// What changed with a version: an object that appears, or goes, gains or loses its UID.
  private func changes(
    _ version: FactRun<ObjectVersion>,
    from old: ObjectDocument?,
    to new: ObjectDocument?
  ) -> [FieldChange] {
    let object = version.object
    let identity = ObjectDocument.text(object.uid.isEmpty ? object.slot.name : object.uid)
    let path = object.uid.isEmpty ? "metadata.name" : "metadata.uid"
    if version.facts.isEnd { return [FieldChange(path: path, old: identity, new: nil)] }
    guard let old, let new else { return [FieldChange(path: path, old: nil, new: identity)] }
    let changes = FieldChange.changes(from: old, to: new)
    return changes.isEmpty ? [FieldChange(path: "", old: nil, new: nil)] : changes
  }

  private func row(
    _ version: FactRun<ObjectVersion>,
    _ change: FieldChange,
    from: Instant?,
    until: Instant?,
    _ match: AuditMatch?
  ) -> ResultRow {
    let slot = version.object.slot
    return ResultRow(
      values: [
        .integer(version.event.value), .text(version.validity.from.text),
        .nonEmpty(change.path), Self.cell(change.old), Self.cell(change.new),
        .nonEmpty(slot.namespace), .text(slot.name), .nonEmpty(version.object.uid),
      ] + AuditColumns.values(of: match),
      from: from,
      until: version.facts.isEnd ? from : until,
      certainty: version.beginsInferred || version.endsInferred ? .inferred : .observed,
      event: version.event
    )
  }

  private static func cell(_ value: ObjectDocument?) -> Value {
    switch value {
    case nil: .null
    case .text(let text): .text(text)
    case .number(let text): .text(text)
    case .null, .boolean, .list, .object: value.map { .text($0.jsonText) } ?? .null
    }
  }
}
