import KubernetesRules
import Projections
import TopologyModel

/// What an address was, over all of an epoch: stretches of time, ascending and disjoint, each with the
/// rows that `owners of ip` gives in it.
final class AddressHistory: CacheEntry {
  /// A row of a stretch.
  struct Row {
    /// The place of what it shows; nil for nobody.
    var piece: Int?
    /// The place of the row that holds without a break around here.
    var group: Int
  }

  /// A row as long as it holds without a break, whatever changes about it that it does not show.
  struct Group {
    var beginsInferred: Bool
    var endsInferred: Bool
    var until: Int64
  }

  /// What is asked within a stretch of time and of what is observed.
  final class Cell {
    /// The instants within it at which a row ceases to be carried forward, ascending.
    let splits: [Int64]
    var attributions: [Asked: Attribution] = [:]

    init(splits: [Int64]) {
      self.splits = splits
    }
  }

  /// What an answer depends on within a cell.
  struct Asked: Hashable {
    /// -1 where no port is asked for.
    var port: Int32
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
  private(set) var starts: [Int64] = []
  private(set) var rows: [[Row]] = []
  /// The places of the listed endpoints of each stretch.
  private(set) var endpoints: [[Int]] = []
  /// Those among them whose verdict depends on other endpoints.
  private(set) var contingent: [[Int]] = []
  private(set) var groups: [Group] = []
  /// For each owner the place of its identity, from 1, while the rows are built; 0 is nobody's.
  private var identities: [Int] = []
  private var cells: [UInt64: Cell] = [:]
  /// Two for each stretch, the later one first.
  private var recents: [Recent] = []
  private(set) var byteCount = 0

  init(owners: [OwnerPiece], listed: [ListedEndpoint], floor: Int64?) {
    self.owners = owners
    self.listed = listed
    build(floor: floor ?? .max)
    byteCount = 600 + owners.count * 320 + listed.count * 700
    byteCount += starts.count * 160 + rows.reduce(0) { $0 + $1.count * 24 }
  }

  /// The stretch that an instant lies in.
  func index(at time: Int64) -> Int {
    ProofStaircase.partition(starts) { $0 <= time } - 1
  }

  /// An answer that was noted.
  func recent(_ index: Int, _ knowledge: Int, _ port: Int32) -> Attribution? {
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

  /// Notes the answer to a port, over all of a stretch and of what is observed.
  func note(_ attribution: Attribution, _ index: Int, _ knowledge: Int, _ port: Int32) {
    recents[2 * index + 1] = recents[2 * index]
    recents[2 * index] = Recent(
      knowledge: Int32(truncatingIfNeeded: knowledge),
      port: port,
      attribution: attribution
    )
  }

  /// A stretch of time.
  func stretch(_ index: Int) -> Range<Int64> {
    starts[index]..<(index + 1 < starts.count ? starts[index + 1] : .max)
  }

  /// The cell of a stretch and of a stretch of what is observed.
  func cell(_ index: Int, _ knowledge: Int, make: () throws -> [Int64]) rethrows -> Cell {
    let key = UInt64(index) << 32 | UInt64(knowledge)
    if let known = cells[key] { return known }
    let cell = Cell(splits: try make())
    cells[key] = cell
    byteCount += 160
    return cell
  }

  /// Notes that an attribution was kept.
  func grow(by bytes: Int) { byteCount += bytes }

  // MARK: Building

  private func build(floor: Int64) {
    var bounds: Set<Int64> = [.min, floor]
    for stretch in owners.map(\.stretch) + listed.map(\.stretch) {
      for bound in [stretch.lowerBound, stretch.upperBound] where bound > floor {
        bounds.insert(bound)
      }
    }
    bounds.remove(.max)
    starts = bounds.sorted()
    let ownersBegun = owners.indices.sorted {
      owners[$0].stretch.lowerBound < owners[$1].stretch.lowerBound
    }
    var owned = Walk(ownersBegun) { self.owners[$0].stretch }
    var offered = Walk(Array(listed.indices)) { self.listed[$0].stretch }
    var places: [OwnerPiece.Identity: Int] = [:]
    identities = owners.map { owner in
      let place = places[owner.identity] ?? places.count + 1
      places[owner.identity] = place
      return place
    }
    var open: [Int: Int] = [:]
    for start in starts {
      owned.advance(to: start)
      offered.advance(to: start)
      endpoints.append(offered.active)
      contingent.append(offered.active.filter { listed[$0].verdict == .contingent })
      rows.append(start < floor ? [] : rows(of: owned.active, at: start, &open))
    }
    // What goes on for ever has no end that could be inferred.
    for group in open.values { groups[group].endsInferred = false }
    identities = []
    recents = Array(repeating: Recent(), count: 2 * starts.count)
  }

  /// The rows at the beginning of a stretch; those that end or begin there are noted in `open`.
  private func rows(
    of active: [Int],
    at start: Int64,
    _ open: inout [Int: Int]
  ) -> [Row] {
    var found: [Row] = []
    var present: [Int] = []
    func add(_ piece: Int?) {
      let identity = piece.map { identities[$0] } ?? 0
      guard !present.contains(identity) else { return }
      present.append(identity)
      let ends = piece.map { owners[$0].endsInferred } ?? false
      let group = open[identity] ?? groups.count
      if group == groups.count {
        let begins = piece.map { owners[$0].beginsInferred } ?? false
        groups.append(Group(beginsInferred: begins, endsInferred: ends, until: .max))
        open[identity] = group
      }
      groups[group].endsInferred = ends
      found.append(Row(piece: piece, group: group))
    }
    for piece in active { add(piece) }
    if !active.contains(where: { owners[$0].isLive }) { add(nil) }
    for (identity, group) in open where !present.contains(identity) {
      groups[group].until = start
      open[identity] = nil
    }
    return found
  }

  /// Goes forward over stretches and knows which hold.
  private struct Walk {
    private var pending: ArraySlice<Int>
    private(set) var active: [Int] = []
    private let stretch: (Int) -> Range<Int64>

    /// Begins before the first of `places`, which are ordered by beginning.
    init(_ places: [Int], stretch: @escaping (Int) -> Range<Int64>) {
      pending = places[...]
      self.stretch = stretch
    }

    mutating func advance(to time: Int64) {
      active.removeAll { stretch($0).upperBound <= time }
      var isChanged = false
      while let next = pending.first, stretch(next).lowerBound <= time {
        pending.removeFirst()
        guard stretch(next).upperBound > time else { continue }
        active.append(next)
        isChanged = true
      }
      if isChanged { active.sort() }
    }
  }
}
