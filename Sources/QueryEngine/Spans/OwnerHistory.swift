import Projections
import TopologyModel

/// All rows of `owners of ip` through an epoch, from the runs of an address's holders alone: each row shows
/// one object, and nobody's holds wherever no other does.
struct OwnerHistory {
  /// Of so few holders all runs are read: looking at longer and longer stretches would take longer.
  private static let fewHolders = 4
  /// An address that more objects held, or with more runs of them, is looked at over longer and longer
  /// stretches instead, until it was asked about so often that reading all has paid.
  private static let holdersPerAsk = 16
  private static let runsPerAsk = 64

  /// A stretch in which one object held the address as a live one.
  struct Holding {
    var interval: HalfOpenInterval<Instant>
    var object: ObjectReference
  }

  /// In no order; no equal ones overlap.
  let rows: [SequencedRow]
  /// In no order; those of an object do not overlap.
  let holdings: [Holding]

  /// Over all of the epoch that is answered; nil for addresses that too many objects held for how often they
  /// were asked about, and where kinds do not share revisions.
  ///
  /// Throws what the reads throw.
  init?(
    _ evaluation: SpanEvaluation,
    _ address: BoundAddress,
    _ kind: ResourceKind?,
    over whole: HalfOpenInterval<Instant>,
    asks: Int
  ) throws {
    guard evaluation.cluster.sharesRevisions, !evaluation.cluster.isOfManifests else { return nil }
    let holders = try evaluation.base.estimate(.holders(address.ip), evaluation.cluster)
    guard holders <= Self.holdersPerAsk * asks else { return nil }
    let runs = try evaluation.runs(of: .holders(of: address.ip), over: whole)
    guard holders <= Self.fewHolders || runs.count <= Self.runsPerAsk * asks else { return nil }
    var rows: [SequencedRow] = []
    var held: [ObjectReference: [HalfOpenInterval<Instant>]] = [:]
    for run in runs where kind.map({ $0 == run.object.slot.kind }) ?? true {
      guard let stretch = try evaluation.times.interval(of: run).intersection(whole) else {
        continue
      }
      for role in AddressRoles.roles(of: run.facts, address.ip) {
        let owner = AddressSource.Owner(run: run, role: role)
        if owner.isLive { held[run.object, default: []].append(stretch) }
        var row = Self.row(AddressSource.values(owner, address), over: stretch, within: whole)
        row.event = run.event == .zero ? nil : run.event
        row.beginsInferred = run.beginsInferred
        row.endsInferred = !row.meetsEnd && run.endsInferred
        rows.append(row)
      }
    }
    let holdings = held.flatMap { object, intervals in
      HalfOpenInterval.union(intervals).map { Holding(interval: $0, object: object) }
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
