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
    let versions = try epochs.all.flatMap { epoch in
      try ObjectNames(reads: reads, cluster: epoch).ever(kind, matching: name)
        .flatMap { try rows(of: $0.id, $0.object, epoch: epoch.epoch) }
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

  private func rows(
    of id: Int64,
    _ object: ObjectReference,
    epoch: Int
  ) throws -> [(order: Order, row: ResultRow)] {
    var found: [(order: Order, row: ResultRow)] = []
    var previous: ObjectDocument?
    for version in try reads.versions(ofObject: id, object: object) {
      let document = version.facts.hasBody ? try reads.document(of: version.facts.event) : nil
      let changes = changes(version.facts, object, from: previous, to: document)
      previous = document ?? previous
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
      found += changes.map { (order, row(version, $0, from: from, until: until)) }
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
    _ version: ObjectVersion,
    _ object: ObjectReference,
    from old: ObjectDocument?,
    to new: ObjectDocument?
  ) -> [FieldChange] {
    let identity = ObjectDocument.text(object.uid.isEmpty ? object.slot.name : object.uid)
    let path = object.uid.isEmpty ? "metadata.name" : "metadata.uid"
    var changes: [FieldChange] = []
    if let old, let new {
      changes = FieldChange.changes(from: old, to: new)
    } else if !version.isEnd {
      changes = [FieldChange(path: path, old: nil, new: identity)]
    }
    if version.isEnd { changes.append(FieldChange(path: path, old: identity, new: nil)) }
    if changes.isEmpty { changes = [FieldChange(path: "", old: nil, new: nil)] }
    return changes
  }

  private func row(
    _ version: FactRun<ObjectVersion>,
    _ change: FieldChange,
    from: Instant?,
    until: Instant?
  ) -> ResultRow {
    let slot = version.object.slot
    return ResultRow(
      values: [
        .integer(version.event.value), .text(version.validity.from.text),
        .nonEmpty(change.path), Self.cell(change.old), Self.cell(change.new),
        .nonEmpty(slot.namespace), .text(slot.name), .nonEmpty(version.object.uid),
      ],
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
