import Diagnostics
import KubernetesRules
import Synchronization
import TopologyModel

/// All rows of `pods serving` of one Service through an epoch, each with its true ends, so that those
/// of an instant are a slice of them.
///
/// A question over all times at once is a temporal relation, and asking at an instant is its timeslice
/// (Snodgrass, "Developing Time-Oriented Database Applications in SQL", 1999). Slices are only given
/// where the rows are the answer, with no note beside them but those of the Service alone; elsewhere the
/// question is evaluated.
final class ServiceTimeline: Sendable {
  /// A row with its true ends, and what it stands for.
  struct Row {
    var values: [Value]
    var interval: HalfOpenInterval<Instant>
    /// The event that began it.
    var event: LogPosition
    var beginsInferred: Bool
    var endsInferred: Bool
    /// The Service port, by its place among those of the timeline.
    var port: Int32
    var family: IPAddress.Family
    /// Whether another listing of the same address meets it somewhere, so that the row may go on beyond
    /// its ends.
    var isContested: Bool
  }

  /// The Service over a stretch in which its facts stayed the same.
  struct Stretch {
    var interval: HalfOpenInterval<Instant>
    var ports: [ServiceFacts.Port]
    var families: [IPAddress.Family]
    var service: ObjectReference
    /// Whether rows are all there is to tell, though they be none.
    var isHeadless: Bool

    /// The ports that are asked about.
    func ports(matching port: BoundPort?) -> [ServiceFacts.Port] {
      port.map { port in ports.filter { port.matches($0, target: nil) } } ?? ports
    }

    /// What is said beside the rows on a port, or on all, with a mark for the time.
    func notes(on port: BoundPort?, _ kind: SpanUnit.Notes) -> [Note] {
      var notes: [Note] = []
      switch kind {
      case .all:
        if let port, ports(matching: port).isEmpty {
          notes.append(
            QuestionNotes.unknownPort(port, ports, ofServices: [service], SpanExecutor.timeMark)
          )
        }
        fallthrough
      case .details:
        if isHeadless { notes.append(QuestionNotes.headless(service)) }
      case .existence, .none: break
      }
      return notes
    }
  }

  /// Of so many ports it is kept where they are served (docs/reference/limits.md).
  static let portionsMax = 64

  /// So many rows begin between two places at which the rows are noted that hold on.
  private static let keyframeRows = 32

  /// What of a row is not in its result.
  private struct Place {
    /// Which of the results it is.
    var rank: Int32
    var port: Int32
    var family: IPAddress.Family
    var beginsInferred: Bool
    var endsInferred: Bool
    var isContested: Bool
  }

  /// The rows as they are answered, in the language's order.
  private let results: [ResultRow]
  /// When the rows hold, by beginning.
  private let intervals: [HalfOpenInterval<Instant>]
  /// What else there is to the rows, by beginning.
  private let places: [Place]
  /// The ports that the rows stand for.
  private let ports: [ServiceFacts.Port]
  /// For every `keyframeRows` rows, those before that hold where the first of them begins.
  private let keyframes: [[Int32]]
  /// Ordered, without overlaps.
  private let stretches: [Stretch]
  /// Where more than the rows has to be looked at; ordered, apart.
  private let exceptions: [HalfOpenInterval<Instant>]
  /// Where the Service, its slices, or their endpoints change.
  ///
  /// Ordered; empty where that was not asked for.
  private let changes: [Instant]
  private let portions = Mutex<[BoundPort?: TimelinePortion]>([:])

  /// Creates a timeline of rows in any order with the ports that they stand for, and of the Service's
  /// stretches in order.
  init(
    _ unordered: [Row],
    ports: [ServiceFacts.Port],
    _ stretches: [Stretch],
    exceptions: [HalfOpenInterval<Instant>],
    changes: [Instant]
  ) {
    let rows = unordered.sorted { $0.interval.from < $1.interval.from }
    let intervals = rows.map(\.interval)
    let order = RowOrder(QuestionColumns.podsServing)
    let ordered = rows.indices.sorted { left, right in
      order.precedes(
        rows[left].values,
        intervals[left].from,
        rows[right].values,
        intervals[right].from
      )
    }
    results = ResultRow.kept(ordered.map { ResultRow(rows[$0]) })
    var places = rows.map { row in
      Place(
        rank: 0,
        port: row.port,
        family: row.family,
        beginsInferred: row.beginsInferred,
        endsInferred: row.endsInferred,
        isContested: row.isContested
      )
    }
    for (rank, index) in ordered.enumerated() { places[index].rank = Int32(rank) }
    self.places = places
    self.intervals = intervals
    self.ports = ports
    self.stretches = stretches
    self.changes = changes
    self.exceptions = HalfOpenInterval.union(exceptions)
    var keyframes: [[Int32]] = []
    var held: [Int32] = []
    for index in intervals.indices {
      if index % Self.keyframeRows == 0 {
        let from = intervals[index].from
        held.removeAll { !intervals[Int($0)].contains(from) }
        keyframes.append(held)
      }
      held.append(Int32(index))
    }
    self.keyframes = keyframes
  }

  /// So many changes take as much as a row.
  private static let changesPerRow = 32

  /// How many rows it has, or what takes as much.
  var rowCount: Int { results.count + changes.count / Self.changesPerRow }

  /// The rows at an instant on a port, or on all, in the language's order; nil where the question has to
  /// be evaluated.
  func rows(at instant: Instant, on port: BoundPort?) -> [ResultRow]? {
    guard
      HalfOpenInterval.that(of: portion(on: port).served, containing: instant, by: { $0 }) != nil
    else { return nil }
    let stretch = HalfOpenInterval(from: instant, until: instant.advanced(byNanoseconds: 1))
    let found = rows(over: stretch, on: port, apartFrom: [])
    return found.meeting.isEmpty ? found.apart : nil
  }

  /// The rows that hold somewhere in a stretch with an end, on a port or on all: those apart from some edges,
  /// which lie in order, as they are answered and in the language's order; and, in no order, those that meet
  /// an edge or may go on beyond their ends.
  func rows(
    over stretch: HalfOpenInterval<Instant>,
    on port: BoundPort?,
    apartFrom edges: [HalfOpenInterval<Instant>]
  ) -> (apart: [ResultRow], meeting: [Row]) {
    var apart: [Int32] = []
    var meeting: [Row] = []
    forEachPlace(over: stretch, on: portion(on: port)) { index in
      let meets =
        !edges.isEmpty
        && !HalfOpenInterval.those(of: edges, meeting: intervals[index]).isEmpty
      if meets || places[index].isContested {
        meeting.append(row(index))
      } else {
        apart.append(places[index].rank)
      }
    }
    apart.sort()
    return (apart.map { results[Int($0)] }, meeting)
  }

  /// Whether at most so many rows hold at an instant, on any port.
  func hasRows(atMost count: Int, at instant: Instant) -> Bool {
    var found = 0
    forEachPlace(at: instant) { _ in found += 1 }
    return found <= count
  }

  /// Whether at most so many rows hold somewhere in a stretch with an end, on any port.
  func hasRows(atMost count: Int, over stretch: HalfOpenInterval<Instant>) -> Bool {
    let first = intervals.partitioningIndex { $0.from > stretch.from }
    let behind = intervals.partitioningIndex { $0.from >= stretch.until ?? stretch.from }
    let begun = max(0, behind - first)
    return begun <= count && hasRows(atMost: count - begun, at: stretch.from)
  }

  /// When the rows on a port, or on all, hold that hold somewhere in a stretch with an end; by beginning but
  /// for those that began before it.
  func intervals(
    over stretch: HalfOpenInterval<Instant>,
    on port: BoundPort?
  ) -> [HalfOpenInterval<Instant>] {
    var found: [HalfOpenInterval<Instant>] = []
    forEachPlace(over: stretch, on: portion(on: port)) { found.append(intervals[$0]) }
    return found
  }

  /// What is said beside the rows at an instant that the timeline tells, and whether the Service has the
  /// port then.
  func notes(
    at instant: Instant,
    on port: BoundPort?,
    _ kind: SpanUnit.Notes
  ) -> (notes: [Note], hasPort: Bool) {
    guard let stretch = stretch(at: instant) else { return ([], false) }
    return (stretch.notes(on: port, kind), !stretch.ports(matching: port).isEmpty)
  }

  /// What is said beside the rows within stretches that the timeline tells, the last ending at `end`.
  func notes(
    over told: [HalfOpenInterval<Instant>],
    until end: Instant,
    on port: BoundPort?,
    _ kind: SpanUnit.Notes
  ) -> [SequencedNote] {
    stretches.flatMap { stretch in
      stretch.notes(on: port, kind).flatMap { note in
        HalfOpenInterval.intersection(told, [stretch.interval]).map {
          SequencedNote(note: note, from: $0.from, until: $0.until ?? end)
        }
      }
    }
  }

  /// A number that is the same for all instants between which neither the Service nor its slices or their
  /// endpoints change; nil where the Service is not there, where changes are not known, and where an address
  /// is listed twice: which occurrence counts may change with none of them.
  func calm(at instant: Instant) -> Int? {
    guard !changes.isEmpty, stretch(at: instant) != nil,
      HalfOpenInterval.that(of: exceptions, containing: instant, by: { $0 }) == nil
    else { return nil }
    return changes.partitioningIndex { $0 > instant }
  }

  private func stretch(at instant: Instant) -> Stretch? {
    HalfOpenInterval.that(of: stretches, containing: instant, by: \.interval)
  }

  /// Visits the rows on a port, or on all, that hold somewhere in a stretch with an end.
  func forEachRow(
    over stretch: HalfOpenInterval<Instant>,
    on port: BoundPort?,
    _ visit: (Row) -> Void
  ) {
    forEachPlace(over: stretch, on: portion(on: port)) { visit(row($0)) }
  }

  private func row(_ index: Int) -> Row {
    let place = places[index]
    let result = results[Int(place.rank)]
    return Row(
      values: result.values,
      interval: intervals[index],
      event: result.event ?? .zero,
      beginsInferred: place.beginsInferred,
      endsInferred: place.endsInferred,
      port: place.port,
      family: place.family,
      isContested: place.isContested
    )
  }

  private func forEachPlace(
    over stretch: HalfOpenInterval<Instant>,
    on portion: TimelinePortion,
    _ visit: (Int) -> Void
  ) {
    let end = stretch.until ?? stretch.from
    func add(_ index: Int) {
      if portion.hasPort[Int(places[index].port)] { visit(index) }
    }
    var next = forEachPlace(at: stretch.from, add)
    while next < intervals.count, intervals[next].from < end {
      add(next)
      next += 1
    }
  }

  /// Visits the rows on any port that hold at an instant; returns the place of the first that begins behind
  /// it.
  @discardableResult
  private func forEachPlace(at instant: Instant, _ visit: (Int) -> Void) -> Int {
    let next = intervals.partitioningIndex { $0.from > instant }
    guard next > 0 else { return next }
    let frame = (next - 1) / Self.keyframeRows
    for index in keyframes[frame] where intervals[Int(index)].contains(instant) {
      visit(Int(index))
    }
    for index in (frame * Self.keyframeRows)..<next where intervals[index].contains(instant) {
      visit(index)
    }
    return next
  }

  /// What the timeline tells of a port, or of all.
  func portion(on port: BoundPort?) -> TimelinePortion {
    var key = port
    key?.span = SourceSpan(at: 0)
    if let known = portions.withLock({ $0[key] }) { return known }
    let served = served(on: port)
    let hasPort = ports.map { candidate in port?.matches(candidate, target: nil) ?? true }
    return portions.withLock { portions in
      if let known = portions[key] { return known }
      let isKept = portions.count < Self.portionsMax
      let made = TimelinePortion(served: served, hasPort: hasPort, isKept: isKept)
      if isKept { portions[key] = made }
      return made
    }
  }

  /// Where the rows on a port, or on all, are the answer, with no note beside them but those of the
  /// Service alone.
  ///
  /// Where nothing is ready, terminating endpoints may be eligible, and notes tell what becomes of
  /// connections.
  private func served(on port: BoundPort?) -> [HalfOpenInterval<Instant>] {
    guard port?.isTarget != true else { return [] }
    // What a row shows of its port; the rest may change while the row goes on.
    struct Shown: Hashable {
      var name: String
      var number: Int
      var transport: TransportProtocol
      var family: IPAddress.Family

      init(_ port: ServiceFacts.Port, _ family: IPAddress.Family) {
        (name, number, transport) = (port.name, port.number, port.transport)
        self.family = family
      }
    }
    var ready: [Shown: [HalfOpenInterval<Instant>]] = [:]
    for (place, interval) in zip(places, intervals) {
      let own = ports[Int(place.port)]
      guard port?.matches(own, target: nil) ?? true else { continue }
      ready[Shown(own, place.family), default: []].append(interval)
    }
    ready = ready.mapValues { HalfOpenInterval.union($0) }
    return stretches.flatMap { stretch -> [HalfOpenInterval<Instant>] in
      var rest = [stretch.interval]
      // Without the port, or for DNS, there is nothing to be ready.
      for candidate in stretch.ports(matching: port) where !stretch.isHeadless {
        for family in stretch.families {
          rest = HalfOpenInterval.intersection(rest, ready[Shown(candidate, family)] ?? [])
        }
      }
      return rest.flatMap { $0.without(exceptions) }
    }
  }
}
