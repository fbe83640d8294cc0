import KubernetesRules
import Projections
import TopologyModel

/// What an address was, over all of an epoch: stretches of time, ascending and disjoint, each with the
/// rows that `owners of ip` gives in it.
final class AddressHistory: CacheEntry {
  /// A row of a stretch.
  struct Row {
    /// The place of what it shows; -1 for nobody.
    private let number: Int32
    private let groupNumber: Int32
    /// The place of what it shows; nil for nobody.
    var piece: Int? { number < 0 ? nil : Int(number) }
    /// The place of the row that holds without a break around here.
    var group: Int { Int(groupNumber) }

    init(piece: Int?, group: Int) {
      number = Int32(truncatingIfNeeded: piece ?? -1)
      groupNumber = Int32(truncatingIfNeeded: group)
    }
  }

  /// A row as long as it holds without a break, whatever changes about it that it does not show.
  struct Group {
    var beginsInferred: Bool
    var endsInferred: Bool
    var until: Int64
  }

  /// What an answer depends on.
  struct Asked: Hashable {
    /// The stretch, and the stretch of what is observed.
    var index: Int32
    var knowledge: Int32
    /// -1 where no port is asked for.
    var port: Int32
    /// How many rows have ceased to be carried forward there.
    var split: Int32
    /// Which contingent endpoints are eligible, a bit each.
    var eligible: UInt64
  }

  /// The answer of a stretch to one port, kept where nothing else decides it: most pairs need no more.
  private struct Recent {
    var knowledge: Int32 = -1
    var port: Int32 = -1
    var attribution: Attribution?
  }

  let owners: [OwnerPiece]
  let listed: [ListedEndpoint]
  /// Where the stretches begin; the first at the lowest instant of all.
  private var starts: [Int64] = []
  /// The rows of all stretches, and where those of each end.
  private var allRows: [Row] = []
  private var rowEnds: [Int32] = []
  /// The places of the listed endpoints of all stretches, and where those of each end.
  private var allEndpoints: [Int32] = []
  private var endpointEnds: [Int32] = []
  private(set) var groups: [Group] = []
  /// For each stretch the group of its only row, where that is nobody's; -1 elsewhere.
  private var vacancies: [Int32] = []
  /// The instants within a stretch, and a stretch of what is observed, at which a row ceases to be
  /// carried forward, ascending.
  private var knownSplits: [UInt64: [Int64]] = [:]
  private var attributions: [Asked: Attribution] = [:]
  /// Two for each stretch, the later one first; none before the first.
  private var recents: [Recent] = []
  private let hasContingent: Bool
  private(set) var byteCount = 0
  /// The stretch that was found last; rows of a log come in the order of time mostly.
  private var lastIndex = 0

  init(owners: [OwnerPiece], listed: [ListedEndpoint], floor: Int64?) {
    self.owners = owners
    self.listed = listed
    hasContingent = listed.contains { $0.verdict == .contingent }
    build(floor: floor ?? .max)
    noteVacancies()
    byteCount = 800 + owners.count * 56 + listed.count * 110 + groups.count * 16
    byteCount += starts.count * 68 + (allRows.count + allEndpoints.count) * 8
  }

  /// The rows of a stretch.
  func rows(_ index: Int) -> ArraySlice<Row> {
    allRows[(index > 0 ? Int(rowEnds[index - 1]) : 0)..<Int(rowEnds[index])]
  }

  /// The places of the listed endpoints of a stretch.
  func endpoints(_ index: Int) -> ArraySlice<Int32> {
    allEndpoints[(index > 0 ? Int(endpointEnds[index - 1]) : 0)..<Int(endpointEnds[index])]
  }

  /// Those among them whose verdict depends on other endpoints.
  func contingent(_ index: Int) -> [ListedEndpoint] {
    guard hasContingent else { return [] }
    return endpoints(index).map { listed[Int($0)] }.filter { $0.verdict == .contingent }
  }

  /// Where nobody held the address in a stretch, and no Service led to it, the row that says so.
  func vacancy(_ index: Int) -> Group? {
    let group = vacancies[index]
    return group < 0 ? nil : groups[Int(group)]
  }

  private func noteVacancies() {
    vacancies = starts.indices.map { index in
      let rows = rows(index)
      guard rows.count == 1, let row = rows.first, row.piece == nil, endpoints(index).isEmpty
      else { return -1 }
      return Int32(truncatingIfNeeded: row.group)
    }
  }

  /// The stretch that an instant lies in.
  func index(at time: Int64) -> Int {
    let count = starts.count
    var near = lastIndex
    // In the same stretch as the last time, or in one of the next two.
    while near < min(count, lastIndex + 3), starts[near] <= time {
      if near + 1 == count || time < starts[near + 1] {
        lastIndex = near
        return near
      }
      near += 1
    }
    lastIndex = ProofStaircase.partition(starts) { $0 <= time } - 1
    return lastIndex
  }

  /// An answer that was noted.
  func recent(_ index: Int, _ knowledge: Int, _ port: Int32) -> Attribution? {
    guard !recents.isEmpty else { return nil }
    let first = recents[2 * index]
    if first.port == port, first.knowledge == Int32(truncatingIfNeeded: knowledge) {
      return first.attribution
    }
    let second = recents[2 * index + 1]
    guard second.port == port, second.knowledge == Int32(truncatingIfNeeded: knowledge) else {
      return nil
    }
    return second.attribution
  }

  /// Notes the answer to a port, over all of a stretch and of what is observed; returns whether that
  /// takes more memory than before.
  func note(
    _ attribution: Attribution,
    _ index: Int,
    _ knowledge: Int,
    _ port: Int32
  ) -> Bool {
    if recents.isEmpty { recents = Array(repeating: Recent(), count: 2 * starts.count) }
    let grows = recents[2 * index + 1].attribution == nil
    recents[2 * index + 1] = recents[2 * index]
    recents[2 * index] = Recent(
      knowledge: Int32(truncatingIfNeeded: knowledge),
      port: port,
      attribution: attribution
    )
    if grows { byteCount += 64 }
    return grows
  }

  /// A stretch of time.
  func stretch(_ index: Int) -> Range<Int64> {
    starts[index]..<(index + 1 < starts.count ? starts[index + 1] : .max)
  }

  /// The splits of a stretch and of a stretch of what is observed.
  func splits(
    _ index: Int,
    _ knowledge: Int,
    make: () throws -> [Int64]
  ) rethrows -> [Int64] {
    let key = UInt64(index) << 32 | UInt64(knowledge)
    if let known = knownSplits[key] { return known }
    let splits = try make()
    knownSplits[key] = splits
    byteCount += 64
    return splits
  }

  /// An answer that was kept.
  subscript(asked: Asked) -> Attribution? { attributions[asked] }

  /// Keeps an answer.
  func keep(_ attribution: Attribution, for asked: Asked, bytes: Int) {
    attributions[asked] = attribution
    byteCount += bytes
  }

  // MARK: Building

  private func build(floor: Int64) {
    let starts = starts(floor: floor)
    var (allRows, allEndpoints): ([Row], [Int32]) = ([], [])
    var (rowEnds, endpointEnds): ([Int32], [Int32]) = ([], [])
    rowEnds.reserveCapacity(starts.count)
    endpointEnds.reserveCapacity(starts.count)
    allRows.reserveCapacity(starts.count)
    var owned = StretchWalk(owners.map { ($0.from, $0.until) })
    var offered = StretchWalk(
      listed.map { ($0.stretch.lowerBound, $0.stretch.upperBound) }
    )
    var rows = RowBuilder(owners)
    for start in starts {
      owned.advance(to: start)
      offered.advance(to: start)
      for place in offered.active { allEndpoints.append(Int32(truncatingIfNeeded: place)) }
      endpointEnds.append(Int32(truncatingIfNeeded: allEndpoints.count))
      if start >= floor { rows.add(owned.active, owners, at: start, to: &allRows) }
      rowEnds.append(Int32(truncatingIfNeeded: allRows.count))
    }
    groups = rows.finished()
    self.starts = starts
    (self.allRows, self.rowEnds) = (allRows, rowEnds)
    (self.allEndpoints, self.endpointEnds) = (allEndpoints, endpointEnds)
  }

  private func starts(floor: Int64) -> [Int64] {
    var bounds: [Int64] = [.min, floor]
    bounds.reserveCapacity(2 + 2 * (owners.count + listed.count))
    for owner in owners {
      bounds.append(owner.from)
      bounds.append(owner.until)
    }
    for endpoint in listed {
      bounds.append(endpoint.stretch.lowerBound)
      bounds.append(endpoint.stretch.upperBound)
    }
    bounds.sort()
    var starts: [Int64] = []
    starts.reserveCapacity(bounds.count)
    for bound in bounds
    where bound != .max && bound != starts.last && (bound == .min || bound >= floor) {
      starts.append(bound)
    }
    return starts
  }
}
