import KubernetesRules
import Projections
import TopologyModel

/// What a slice listed, over all of an epoch: found by address.
final class SliceHistory: CacheEntry {
  /// A stretch of time over which the slice's header had the same facts.
  final class Header {
    let facts: EndpointSliceFacts
    let stretch: Range<Int64>
    /// What it offers of its Service, once that was asked for.
    var offers: [SliceOffer]?

    init(facts: EndpointSliceFacts, stretch: Range<Int64>) {
      self.facts = facts
      self.stretch = stretch
    }
  }

  /// What tells whether connections go to an endpoint.
  struct Conditions: OptionSet {
    let rawValue: UInt8
    static let ready = Conditions(rawValue: 1)
    static let serving = Conditions(rawValue: 2)
    static let terminating = Conditions(rawValue: 4)
    /// It is on a Node that is named.
    static let placed = Conditions(rawValue: 8)
    /// The address is the one that kube-proxy uses: the first.
    static let first = Conditions(rawValue: 16)
  }

  /// A stretch of time over which an endpoint with an address had the same facts.
  struct Entry {
    var address: AddressKey
    var from: Int64
    var until: Int64
    /// The number by which all facts can be read.
    var run: Int64
    var conditions: Conditions

    var stretch: Range<Int64> { from..<until }
  }

  let object: ObjectReference
  let headers: [Header]
  /// By address, then beginning.
  let entries: [Entry]
  let byteCount: Int

  /// Reads a slice's history; its entries are given where they were read with all others'.
  init(_ objectID: Int64, _ clock: EpochClock, entries given: [Entry]?) throws {
    let reads = clock.reads
    object = try reads.slice(objectID)
    guard let last = try clock.lastRevision() else {
      headers = []
      entries = []
      byteCount = 0
      return
    }
    let runs = try reads.runs(of: .slot(object.slot), in: .lowest...last, clock.cluster)
    headers = try runs.filter { $0.objectID == objectID }.flatMap { run -> [Header] in
      guard case .endpointSlice(let facts, _) = run.facts else { return [] }
      // Where a watch told the end, no other incarnation can have taken the slot before it.
      let rivals = run.endsInferred || run.validity.until == nil ? runs : []
      return try ServiceHistory.stretches(of: run, among: rivals, clock)
        .map { Header(facts: facts, stretch: $0) }
    }
    var found = given ?? []
    if given == nil {
      try reads.forEachEndpointRun(ofSlice: objectID, through: last) { run in
        try Self.add(run, clock, to: &found)
      }
      Self.sort(&found)
    }
    entries = found
    byteCount = 400 + headers.count * 600 + found.count * MemoryLayout<Entry>.stride
  }

  /// Adds the entries that a run makes.
  static func add(_ run: EndpointRun, _ clock: EpochClock, to entries: inout [Entry]) throws {
    guard let stretch = try clock.stretch(run.from, run.until, .endpointSlice) else { return }
    for (index, address) in run.addresses.enumerated() {
      guard let address else { continue }
      entries.append(
        Entry(
          address: address,
          from: stretch.lowerBound,
          until: stretch.upperBound,
          run: run.number,
          conditions: Conditions(run, isFirst: index == 0)
        )
      )
    }
  }

  /// Sorts entries by address, then beginning.
  static func sort(_ entries: inout [Entry]) {
    entries.sort { left, right in
      if left.address != right.address { return left.address < right.address }
      return left.from != right.from ? left.from < right.from : left.run < right.run
    }
  }

  /// The entries that list an address.
  func entries(listing address: AddressKey) -> ArraySlice<Entry> {
    let first = entries.partitioningIndex { $0.address >= address }
    var end = first
    while end < entries.count, entries[end].address == address { end += 1 }
    return entries[first..<end]
  }
}

extension SliceHistory.Conditions {
  init(_ run: EndpointRun, isFirst: Bool) {
    self = []
    if run.isReady { insert(.ready) }
    if run.isServing { insert(.serving) }
    if run.isTerminating { insert(.terminating) }
    if run.isPlaced { insert(.placed) }
    if isFirst { insert(.first) }
  }
}
