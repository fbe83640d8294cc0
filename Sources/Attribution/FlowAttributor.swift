internal import EventLog
public import QueryEngine

/// Adds to each row of a stream what held its addresses: bytes in, bytes out, in order, in memory
/// that does not grow with the rows.
///
/// Rows come in pieces of any size: `take` begins with those that are whole, `flush` hands the output
/// for all that was taken to `write`, and `finish` ends the input and hands on the rest. Between two
/// calls of `write` about half a MiB of output is gathered, so that whoever streams calls `flush` behind
/// each piece that the reader waits for. Rows are read and written on a thread of its own while the
/// caller's thread looks up what those of the piece before ask for; so what is wrong with a row may be
/// thrown by a later call than the one that took it.
///
/// It is not for use at the same time from several threads, and it is not bound to one either: calls
/// may come from different threads, one after the other. All of them read the store through the index,
/// so that they are made within a read of the moment that the index was made in: all within one
/// `SQLiteEventLog.read(_:)`, or each within a `HeldLog.read(_:)`. Outside of a read, a store that is
/// asked ends the process. An index serves one attributor, since what is written is kept on its answers.
public final class FlowAttributor {
  /// How many bytes of output are gathered before they are handed on.
  static let outputBytesMax = 1 << 19

  /// What the lane made: output of rows that were answered before, and the next rows.
  private struct Work: Sendable {
    var output: [UInt8] = []
    var batch: FlowBatch?
  }

  private let options: FlowOptions
  private let write: ([UInt8]) throws -> Void
  private let index: AttributionIndex
  private let lane = WorkLane<Work>(label: "hindcast.attribute")
  /// Whether the lane has work that was not waited for.
  private var isWorking = false
  /// What was taken and is with nobody yet.
  private var pending: [UInt8] = []
  /// Rows whose answers are known, to be written.
  private var answered: FlowBatch?
  private var output: [UInt8] = []
  private var format: FlowFormat?
  // Touched by the lane's thread while it works, and by no other then.
  private var rows: FlowRows?
  private var isBegun = false
  /// What came of the rows so far.
  public private(set) var report = AttributionReport()

  /// Creates an attributor that hands its output to `write`.
  public init(
    _ index: AttributionIndex,
    options: FlowOptions,
    write: @escaping ([UInt8]) throws -> Void
  ) throws(AttributionError) {
    guard options.ports.count <= max(options.addresses.count, 0) else {
      throw .portsWithoutAddress(
        ports: options.ports.count,
        addresses: options.addresses.count
      )
    }
    guard options.addresses.count <= FlowOptions.addressesMax else {
      throw .tooManyAddresses(options.addresses.count)
    }
    self.index = index
    self.options = options
    self.write = write
    format = options.format
  }

  deinit {
    if isWorking { _ = try? lane.wait() }
  }

  /// Takes the next bytes of the input.
  ///
  /// Throws `AttributionError`, and what the store and `write` throw.
  public func take(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    let batch = try collect()
    if let batch { pending.append(contentsOf: batch.rest) }
    pending.append(contentsOf: bytes)
    try startReading()
    if let batch { try answer(batch) }
    if output.count >= Self.outputBytesMax { try handOn() }
  }

  /// Ends the input: a last row without a line ending is attributed, too.
  @discardableResult
  public func finish() throws -> AttributionReport {
    try drain()
    if let rows = try begin(isEnd: true) {
      let batch = rows.read(pending, isEnd: true)
      pending = []
      try answer(batch)
      writeAnswered()
      if rows.format == .ndjson {
        try rows.finishJSON()
        report.missing = rows.report.missing
      }
    }
    try handOn()
    return report
  }

  /// Hands on the output for all rows that were taken, for a reader that waits.
  public func flush() throws {
    try drain()
    try handOn()
  }

  private func handOn() throws {
    guard !output.isEmpty else { return }
    try write(output)
    output.removeAll(keepingCapacity: true)
  }

  /// Goes through with all that was taken and is whole.
  private func drain() throws {
    if let batch = try collect() {
      pending.append(contentsOf: batch.rest)
      writeAnswered()
      try answer(batch)
    }
    writeAnswered()
  }

  /// Waits for the lane, and returns what it read.
  private func collect() throws -> FlowBatch? {
    guard isWorking else { return nil }
    isWorking = false
    guard let work = try lane.wait() else { return nil }
    output += work.output
    return work.batch
  }

  /// Lets the lane write what is answered and read what is pending.
  private func startReading() throws {
    guard let rows = try begin(isEnd: false) else { return }
    let (written, bytes) = (answered, pending)
    answered = nil
    pending = []
    isWorking = true
    lane.start {
      var work = Work()
      written?.write(to: &work.output)
      work.batch = rows.read(bytes, isEnd: false)
      return work
    }
  }

  private func answer(_ batch: FlowBatch) throws {
    report.take(batch.report)
    if let failure = batch.failure { throw failure }
    try batch.answer(index, &report)
    answered = batch
  }

  private func writeAnswered() {
    answered?.write(to: &output)
    answered = nil
  }

  /// The reader of rows, once the first bytes show which; nil before.
  private func begin(isEnd: Bool) throws -> FlowRows? {
    if isBegun { return rows }
    // A byte-order mark, a compressed file's first bytes, and a format show in the first few.
    guard isEnd || pending.count >= 16 else { return nil }
    let mark: [UInt8] = [0xef, 0xbb, 0xbf]
    try pending.withUnsafeBufferPointer { try refuseCompressed($0) }
    if pending.starts(with: mark) {
      pending.removeFirst(mark.count)
      output += mark
    }
    isBegun = true
    let format = format ?? pending.withUnsafeBufferPointer { Self.format($0) }
    rows = FlowRows(options, format)
    return rows
  }

  private func refuseCompressed(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    if bytes.starts(with: [0x1f, 0x8b]) { throw AttributionError.compressed("gzip") }
    if bytes.starts(with: [0x28, 0xb5, 0x2f, 0xfd]) { throw AttributionError.compressed("zstd") }
  }

  /// The format that the first bytes show.
  private static func format(_ bytes: UnsafeBufferPointer<UInt8>) -> FlowFormat {
    if bytes.starts(with: "#separator".utf8) || bytes.starts(with: "#fields".utf8) { return .zeek }
    let first = bytes.first { ![9, 10, 13, 32].contains($0) }
    return first == UInt8(ascii: "{") ? .ndjson : .csv
  }
}
