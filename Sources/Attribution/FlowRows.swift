internal import QueryEngine
internal import TopologyModel

/// Attributes the rows of an input of one format.
final class FlowRows {
  let index: AttributionIndex
  let options: FlowOptions
  let format: FlowFormat
  let delimiter: UInt8
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

  init(_ index: AttributionIndex, _ options: FlowOptions, _ format: FlowFormat) {
    self.index = index
    self.options = options
    self.format = format
    delimiter = format == .zeek ? 9 : options.delimiter
    delimited = DelimitedRows(delimiter: delimiter, hasQuotes: format == .csv)
    cells = AttributionCells(format: format, delimiter: delimiter, addresses: [])
    time = FlowTime(options.timeFormat)
  }

  /// Attributes the rows of a buffer that are whole; returns the place behind them.
  func process(
    _ bytes: UnsafeBufferPointer<UInt8>,
    from start: Int,
    isEnd: Bool,
    to output: inout [UInt8]
  ) throws -> Int {
    var start = start
    while start < bytes.count {
      let end =
        format == .ndjson
        ? try jsonRow(bytes, from: start, isEnd: isEnd, to: &output)
        : try delimitedRow(bytes, from: start, isEnd: isEnd, to: &output)
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

  func use(_ plan: FlowColumnPlan) {
    self.plan = plan
    report.foundColumns = plan.found
    fields = [FlowRow.Field](repeating: FlowRow.Field(), count: plan.wanted.count)
    cells = AttributionCells(
      format: format,
      delimiter: delimiter,
      addresses: plan.columns.addresses
    )
  }

  /// Writes the cells of the row whose fields were found.
  func attribute(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ plan: FlowColumnPlan,
    to output: inout [UInt8]
  ) throws {
    report.rows += 1
    let instant = text(plan.timeSlot, bytes).flatMap { time.read($0) }
    var unreadable: String?
    for column in plan.addressSlots.indices {
      guard let address = text(plan.addressSlots[column], bytes) else {
        report.absent += 1
        output += cells.rendering(note: FlowNote.noAddress, column)
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
        output += cells.rendering(note: note ?? FlowNote.unreadableTime, column)
        continue
      }
      let attribution = try index.attribution(
        of: key,
        at: instant,
        port: port == 0 ? nil : port
      )
      count(attribution)
      cells.append(attribution, column, to: &output)
    }
    if let unreadable { report.noteUnreadable(unreadable, line: line) }
  }

  private func count(_ attribution: Attribution) {
    report.addresses += 1
    if !attribution.isObserved { report.notObserved += 1 }
    guard let owner = attribution.owner else {
      report.unknown += 1
      return
    }
    if owner.kind == nil { report.nobody += 1 } else { report.owned += 1 }
    if attribution.isAmbiguous { report.ambiguous += 1 }
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
