import EventLog
import Projections
import TopologyModel

/// Sorts runs by address and by slice, on a thread of its own while the next ones are read.
final class SweepBuilder: @unchecked Sendable {
  /// How many runs go to the other thread at once.
  private static let batchCount = 4096

  private let clock: EpochClock
  private let lane = WorkLane<Void>(label: "hindcast.sweep")
  private var isWorking = false
  private var holders: [AddressRun] = []
  private var endpoints: [(slice: Int64, run: EndpointRun)] = []
  // Touched by the lane's thread while it works, and by no other then.
  private var book: HolderBook
  private var pieces: [AddressKey: [OwnerPiece]] = [:]
  private var entries: [Int64: [SliceHistory.Entry]] = [:]

  init(_ book: HolderBook, _ clock: EpochClock) {
    self.book = book
    self.clock = clock
  }

  /// Adds the run of an object that holds addresses.
  func add(_ run: AddressRun) throws {
    holders.append(run)
    if holders.count >= Self.batchCount { try pass() }
  }

  /// Adds the run of a slice's endpoint.
  func add(_ run: EndpointRun, ofSlice slice: Int64) throws {
    endpoints.append((slice, run))
    if endpoints.count >= Self.batchCount { try pass() }
  }

  /// What all runs say.
  func finish() throws -> ([AddressKey: [OwnerPiece]], [Int64: [SliceHistory.Entry]]) {
    try pass()
    try wait()
    return (pieces, entries)
  }

  private func pass() throws {
    try wait()
    let (holders, endpoints) = (holders, endpoints)
    self.holders = []
    self.endpoints = []
    // Where times are not in memory they are read from the store, which this thread alone may do.
    guard clock.isInMemory else {
      try sort(holders, endpoints)
      return
    }
    isWorking = true
    lane.start { [self] in try sort(holders, endpoints) }
  }

  private func wait() throws {
    guard isWorking else { return }
    isWorking = false
    try lane.wait()
  }

  private func sort(
    _ holders: [AddressRun],
    _ endpoints: [(slice: Int64, run: EndpointRun)]
  ) throws {
    for run in holders {
      try book.forEachPiece(of: run, clock) { pieces[$0, default: []].append($1) }
    }
    for (slice, run) in endpoints {
      try SliceHistory.add(run, clock, to: &entries[slice, default: []])
    }
  }
}
