internal import QueryEngine
internal import TopologyModel

/// Reads the rows of an input of one format.
///
/// It is used by one thread at a time.
final class FlowRows: @unchecked Sendable {
  let options: FlowOptions
  let format: FlowFormat
  let delimiter: UInt8
  /// What came of the rows so far, answers aside.
  var report = AttributionReport()
  /// The line at which the next row begins.
  var line = 1
  var plan: FlowColumnPlan?
  var fields: [FlowRow.Field] = []
  var delimited: DelimitedRows
  var json = JSONRows(paths: [])
  var paths = FlowPaths()
  var cells: AttributionCells
  private var time: FlowTime

  init(_ options: FlowOptions, _ format: FlowFormat) {
    self.options = options
    self.format = format
    delimiter = format == .zeek ? 9 : options.delimiter
    delimited = DelimitedRows(delimiter: delimiter, hasQuotes: format == .csv)
    cells = AttributionCells(format: format, delimiter: delimiter, addresses: [])
    time = FlowTime(options.timeFormat)
  }

  /// Reads the rows of some bytes that are whole; what is wrong with the next one is noted.
  func read(_ bytes: [UInt8], isEnd: Bool) -> FlowBatch {
    let batch = FlowBatch(bytes)
    batch.writers = [cells]
    do {
      batch.end = try bytes.withUnsafeBufferPointer {
        try read($0, isEnd: isEnd, to: batch)
      }
    } catch {
      batch.failure = error
    }
    batch.report = report
    return batch
  }

  private func read(
    _ bytes: UnsafeBufferPointer<UInt8>,
    isEnd: Bool,
    to batch: FlowBatch
  ) throws -> Int {
    var start = 0
    while start < bytes.count {
      let end =
        format == .ndjson
        ? try jsonRow(bytes, from: start, isEnd: isEnd, to: batch)
        : try delimitedRow(bytes, from: start, isEnd: isEnd, to: batch)
      guard let end else {
        if bytes.count - start > FlowOptions.rowBytesMax {
          throw AttributionError.rowTooLong(line: line)
        }
        break
      }
      if end - start > FlowOptions.rowBytesMax { throw AttributionError.rowTooLong(line: line - 1) }
      start = end
    }
    return start
  }

  func use(_ plan: FlowColumnPlan, isNamed: Bool = false) {
    self.plan = plan
    report.foundColumns = plan.found
    report.hasColumns = true
    fields = [FlowRow.Field](repeating: FlowRow.Field(), count: plan.wanted.count)
    cells = AttributionCells(
      format: format,
      delimiter: delimiter,
      addresses: plan.columns.addresses,
      isNamed: isNamed
    )
  }

  /// Adds a row whose fields were found, with what it asks for.
  func add(
    _ row: FlowBatch.Row,
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ plan: FlowColumnPlan,
    to batch: FlowBatch
  ) {
    report.rows += 1
    let instant = text(plan.timeSlot, bytes).flatMap { time.read($0) }
    var unreadable: String?
    for column in plan.addressSlots.indices {
      guard let address = text(plan.addressSlots[column], bytes) else {
        report.absent += 1
        batch.cells.append(.note(FlowNote.noAddress))
        continue
      }
      var note: String?
      var port: Int32?
      for slot in plan.portSlots[column] {
        guard let text = text(slot, bytes) else { continue }
        port = Self.port(text)
        if port == nil { note = FlowNote.unreadablePort }
        break
      }
      let key = AddressKey(address)
      if key == nil { note = FlowNote.unreadableAddress }
      if instant == nil { note = FlowNote.unreadableTime }
      guard note == nil, let key, let instant else {
        unreadable = unreadable ?? note
        batch.cells.append(.note(note ?? FlowNote.unreadableTime))
        continue
      }
      batch.cells.append(.asked(key, instant, port: port == 0 ? nil : port))
    }
    if let unreadable { report.noteUnreadable(unreadable, line: line) }
    append(row, cellCount: plan.addressSlots.count, to: batch)
  }

  /// Adds a row that cannot be read, which asks for nothing.
  func addUnreadable(_ row: FlowBatch.Row, cellCount: Int, to batch: FlowBatch) {
    report.rows += 1
    for _ in 0..<cellCount { batch.cells.append(.note(FlowNote.unreadableRow)) }
    report.noteUnreadable(FlowNote.unreadableRow, line: line)
    append(row, cellCount: cellCount, to: batch)
  }

  private func append(_ row: FlowBatch.Row, cellCount: Int, to batch: FlowBatch) {
    var row = row
    row.cellCount = cellCount
    row.writer = batch.writers.count - 1
    batch.rows.append(row)
  }

  /// The text of a field; nil where it is absent, empty, or `-`.
  private func text(
    _ slot: Int,
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8>? {
    let field = fields[slot]
    guard field.start >= 0, field.end > field.start else { return nil }
    if field.end - field.start == 1, bytes[field.start] == UInt8(ascii: "-") { return nil }
    return UnsafeBufferPointer(rebasing: bytes[field.start..<field.end])
  }

  /// A port's number; nil for anything else.
  private static func port(_ text: UnsafeBufferPointer<UInt8>) -> Int32? {
    guard text.count <= 5 else { return nil }
    var number: Int32 = 0
    for byte in text {
      guard byte &- 48 <= 9 else { return nil }
      number = number * 10 + Int32(byte &- 48)
    }
    return number <= 65_535 ? number : nil
  }
}
