import Projections
import TopologyModel

/// All rows of `owners of ip` through an epoch, from the runs of an address's holders alone: each row shows
/// one object, and nobody's holds wherever no other does.
struct OwnerHistory {
  /// An address that more objects held, or with more runs of them, is looked at over longer and longer
  /// stretches instead.
  private static let holdersPerAddress = 16
  private static let runsPerAddress = 64

  /// A stretch in which one object held the address as a live one.
  struct Holding {
    var interval: HalfOpenInterval<Instant>
    var object: ObjectReference
  }

  /// In no order; no equal ones overlap.
  let rows: [SequencedRow]
  let holdings: [Holding]

  /// Over all of the epoch that is answered; nil for addresses that too many objects held, and where kinds
  /// do not share revisions.
  ///
  /// Throws what the reads throw.
  init?(
    _ evaluation: SpanEvaluation,
    _ address: BoundAddress,
    _ kind: ResourceKind?,
    over whole: HalfOpenInterval<Instant>
  ) throws {
    guard evaluation.cluster.sharesRevisions, !evaluation.cluster.isOfManifests else { return nil }
    let holders = try evaluation.base.estimate(.holders(address.ip), evaluation.cluster)
    guard holders <= Self.holdersPerAddress else { return nil }
    let runs = try evaluation.runs(of: .holders(of: address.ip), over: whole)
    guard runs.count <= Self.runsPerAddress else { return nil }
    var rows: [SequencedRow] = []
    var holdings: [Holding] = []
    for run in runs where kind.map({ $0 == run.object.slot.kind }) ?? true {
      guard let stretch = try evaluation.times.interval(of: run).intersection(whole) else {
        continue
      }
      for role in AddressRoles.roles(of: run.facts, address.ip) {
        let owner = AddressSource.Owner(run: run, role: role)
        if owner.isLive { holdings.append(Holding(interval: stretch, object: run.object)) }
        var row = Self.row(AddressSource.values(owner, address), over: stretch, within: whole)
        row.event = run.event == .zero ? nil : run.event
        row.beginsInferred = run.beginsInferred
        row.endsInferred = !row.meetsEnd && run.endsInferred
        rows.append(row)
      }
    }
    if kind == nil {
      let nobody = AddressSource.nobody(address)
      rows += whole.without(HalfOpenInterval.union(holdings.map(\.interval))).map {
        Self.row(nobody, over: $0, within: whole)
      }
    }
    self.holdings = holdings
    self.rows = SequencedOperators.coalesced(rows.filter(\.hasDuration), ignoringRevisions: true)
  }

  /// The rows that stand at an instant, with their true ends.
  func rows(at instant: Instant) -> [SequencedRow] {
    rows.filter { $0.from.instant <= instant && instant < $0.until.instant }
  }

  private static func row(
    _ values: [Value],
    over stretch: HalfOpenInterval<Instant>,
    within whole: HalfOpenInterval<Instant>
  ) -> SequencedRow {
    let until = stretch.until ?? whole.until ?? stretch.from
    return SequencedRow(
      values: values,
      from: Moment(instant: stretch.from),
      until: Moment(instant: until),
      event: nil,
      beginsInferred: false,
      endsInferred: false,
      isCarried: false,
      meetsStart: stretch.from == whole.from,
      meetsEnd: until == whole.until,
      continuity: nil
    )
  }
}
