public import QueryEngine

/// Adds to each row of a stream what held its addresses: bytes in, bytes out, in order, in memory
/// that does not grow with the rows.
///
/// Rows come in pieces of any size: `take` attributes those that are whole, `flush` hands the output so
/// far to `write`, and `finish` ends the input and hands on the rest. Between two calls of `write`
/// about half a MiB of output is gathered, so that whoever streams calls `flush` behind each piece that
/// the reader waits for.
///
/// It is not for use at the same time from several threads, and it is not bound to one either: calls
/// may come from different threads, one after the other. `take` and `finish` read the store through the
/// index, so that they are called within a read of the moment that the index was made in: all within
/// one `SQLiteEventLog.read(_:)`, or each within a `HeldLog.read(_:)`. Outside of a read, a store that
/// is asked ends the process. An index serves one attributor, since what is written is kept on its
/// answers.
public final class FlowAttributor {
  /// How many bytes of output are gathered before they are handed on.
  static let outputBytesMax = 1 << 19

  private let options: FlowOptions
  private let write: ([UInt8]) throws -> Void
  private let index: AttributionIndex
  private var pending: [UInt8] = []
  private var output: [UInt8] = []
  private var format: FlowFormat?
  private var rows: FlowRows?
  private var isBegun = false
  /// What came of the rows so far.
  public var report: AttributionReport { rows?.report ?? AttributionReport() }

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

  /// Takes the next bytes of the input.
  ///
  /// Throws `AttributionError`, and what the store and `write` throw.
  public func take(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    if pending.isEmpty {
      let used = try process(bytes, isEnd: false)
      pending.append(contentsOf: bytes[used...])
    } else {
      pending.append(contentsOf: bytes)
      let used = try pending.withUnsafeBufferPointer { try process($0, isEnd: false) }
      pending.removeFirst(used)
    }
    if output.count >= Self.outputBytesMax { try flush() }
  }

  /// Ends the input: a last row without a line ending is attributed, too.
  @discardableResult
  public func finish() throws -> AttributionReport {
    let rest = pending
    pending = []
    _ = try rest.withUnsafeBufferPointer { try process($0, isEnd: true) }
    if let rows, rows.format == .ndjson { try rows.finishJSON() }
    try flush()
    return report
  }

  /// Hands on what is gathered, for a reader that waits.
  public func flush() throws {
    guard !output.isEmpty else { return }
    try write(output)
    output.removeAll(keepingCapacity: true)
  }

  private func process(_ bytes: UnsafeBufferPointer<UInt8>, isEnd: Bool) throws -> Int {
    var start = 0
    if !isBegun {
      // A byte-order mark, a compressed file's first bytes, and a format show in the first few.
      guard isEnd || bytes.count >= 16 else { return 0 }
      try refuseCompressed(bytes)
      if bytes.starts(with: [0xef, 0xbb, 0xbf]) {
        start = 3
        output += [0xef, 0xbb, 0xbf]
      }
      isBegun = true
      let format = format ?? Self.format(UnsafeBufferPointer(rebasing: bytes[start...]))
      rows = FlowRows(index, options, format)
    }
    guard let rows else { return start }
    return try rows.process(bytes, from: start, isEnd: isEnd, to: &output)
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
