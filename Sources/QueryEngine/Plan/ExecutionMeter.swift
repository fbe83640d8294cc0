import Projections

/// Counts what the operators and the reads of one run do.
final class ExecutionMeter {
  /// What something did.
  struct Count: Hashable {
    /// How often it was called.
    var calls = 0
    /// How many rows it gave.
    var rows = 0
    /// How long it took, in nanoseconds; nil where no stopwatch runs.
    var nanoseconds: Int64?

    mutating func add(rows: Int, nanoseconds: Int64?) {
      calls += 1
      self.rows += rows
      if let nanoseconds { self.nanoseconds = (self.nanoseconds ?? 0) + nanoseconds }
    }
  }

  private let stopwatch: Stopwatch?
  private let isCancelled: (() -> Bool)?
  private let noteHeld: ((Int) -> Void)?
  /// What each operator did, by its place in the plan.
  private(set) var operators: [Int: Count] = [:]
  /// What each sort of read did.
  private(set) var reads: [TopologyRead: Count] = [:]

  /// Creates a meter; once `isCancelled` says so, reads throw `QueryCancelled` instead of reading.
  ///
  /// `noteHeld` is told how many more bytes are held, or fewer.
  init(
    stopwatch: Stopwatch?,
    isCancelled: (() -> Bool)? = nil,
    noteHeld: ((Int) -> Void)? = nil
  ) {
    self.stopwatch = stopwatch
    self.isCancelled = isCancelled
    self.noteHeld = noteHeld
  }

  /// The time now; nil where no stopwatch runs.
  func start() -> Int64? { stopwatch?.nanoseconds() }

  /// Notes that an operator ended that began at `start` and left so many rows.
  func noteOperator(_ index: Int, rows: Int, since start: Int64?) {
    operators[index, default: Count()].add(rows: rows, nanoseconds: elapsed(since: start))
  }

  /// Notes that a read ended that began at `start` and gave so many rows.
  func noteRead(_ read: TopologyRead, rows: Int, since start: Int64?) {
    reads[read, default: Count()].add(rows: rows, nanoseconds: elapsed(since: start))
  }

  /// Measures a read that gives rows.
  func read<Row>(_ read: TopologyRead, _ body: () throws -> [Row]) throws -> [Row] {
    try checkCancellation()
    let start = start()
    let rows = try body()
    noteRead(read, rows: rows.count, since: start)
    return rows
  }

  /// Measures a read that gives a row or none.
  func read<Row>(_ read: TopologyRead, _ body: () throws -> Row?) throws -> Row? {
    try checkCancellation()
    let start = start()
    let row = try body()
    noteRead(read, rows: row == nil ? 0 : 1, since: start)
    return row
  }

  /// Measures a read that gives one thing.
  func read<Result>(_ read: TopologyRead, _ body: () throws -> Result) throws -> Result {
    try checkCancellation()
    let start = start()
    let result = try body()
    noteRead(read, rows: 1, since: start)
    return result
  }

  /// Notes that so many more bytes are held.
  func noteHeld(bytes: Int) { noteHeld?(bytes) }

  /// Throws `QueryCancelled` where nobody waits for the answer any more.
  func checkCancellation() throws {
    if let isCancelled, isCancelled() { throw QueryCancelled() }
  }

  private func elapsed(since start: Int64?) -> Int64? {
    guard let start, let stopwatch else { return nil }
    return stopwatch.nanoseconds() - start
  }
}
