extension FlowRows {
  /// Attributes the row that begins at `start`; returns the place behind it, or nil where its end is
  /// not there yet.
  func delimitedRow(
    _ bytes: UnsafeBufferPointer<UInt8>,
    from start: Int,
    isEnd: Bool,
    to output: inout [UInt8]
  ) throws -> Int? {
    var isOpenQuote = false
    let row = delimited.row(
      bytes,
      from: start,
      isEnd: isEnd,
      &fields,
      isOpenQuote: &isOpenQuote
    )
    if isOpenQuote { throw AttributionError.quoteOpen(line: line) }
    guard let row else { return nil }
    let content = UnsafeBufferPointer(rebasing: bytes[start..<row.contentEnd])
    defer { line += row.lineFeeds + 1 }
    if content.isEmpty || (format == .zeek && content[0] == UInt8(ascii: "#")) {
      output += content
      if format == .zeek { try zeekLine(content, to: &output) }
    } else if let plan {
      output += content
      try attribute(bytes, row, plan, to: &output)
    } else if format == .csv, options.hasHeader {
      try header(content)
      output += content
      output += cells.header()
    } else {
      guard format == .csv else { throw AttributionError.fieldsMissing(line: line) }
      try number(content)
      return try delimitedRow(bytes, from: start, isEnd: isEnd, to: &output, again: row)
    }
    output += bytes[row.contentEnd..<row.end]
    return row.end
  }

  /// Attributes the first row of an input without a header, now that its columns are known.
  private func delimitedRow(
    _ bytes: UnsafeBufferPointer<UInt8>,
    from start: Int,
    isEnd: Bool,
    to output: inout [UInt8],
    again row: FlowRow
  ) throws -> Int? {
    var isOpenQuote = false
    _ = delimited.row(bytes, from: start, isEnd: isEnd, &fields, isOpenQuote: &isOpenQuote)
    output += bytes[start..<row.contentEnd]
    if let plan { try attribute(bytes, row, plan, to: &output) }
    output += bytes[row.contentEnd..<row.end]
    return row.end
  }

  /// Writes the cells of a row behind its fields: below their columns, whatever fields it lacks.
  private func attribute(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ row: FlowRow,
    _ plan: FlowColumnPlan,
    to output: inout [UInt8]
  ) throws {
    let missing = delimited.slots.count - row.columns
    guard missing >= 0 else {
      // Which of its fields is which cannot be told.
      report.rows += 1
      for column in plan.addressSlots.indices {
        output += cells.rendering(note: FlowNote.unreadableRow, column)
      }
      report.noteUnreadable(FlowNote.unreadableRow, line: line)
      return
    }
    for _ in 0..<missing { output.append(delimiter) }
    try attribute(bytes, plan, to: &output)
  }

  private func header(_ content: UnsafeBufferPointer<UInt8>) throws {
    let names = DelimitedRows.texts(content, delimiter: delimiter, hasQuotes: format == .csv)
    try choose(names)
  }

  private func choose(_ names: [String]) throws {
    let plan = try FlowColumnPlan(options, known: names) { names.contains($0) }
    for name in plan.wanted {
      guard let first = names.firstIndex(of: name) else {
        throw AttributionError.columnUnknown(name, known: names)
      }
      guard names.lastIndex(of: name) == first else { throw AttributionError.columnTwice(name) }
    }
    delimited.slots = names.map { plan.wanted.firstIndex(of: $0) ?? -1 }
    use(plan)
    guard cells.names.joined().contains(where: { names.contains($0) }) else { return }
    cells = AttributionCells(
      format: format,
      delimiter: delimiter,
      addresses: plan.columns.addresses,
      isNamed: true
    )
    if let taken = cells.names.joined().first(where: { names.contains($0) }) {
      throw AttributionError.columnTaken(taken)
    }
  }

  /// Columns by number, from 1.
  private func number(_ content: UnsafeBufferPointer<UInt8>) throws {
    let countMax = DelimitedRows.texts(content, delimiter: delimiter, hasQuotes: true).count
    let numbers = (1...max(1, countMax)).map { String($0) }
    for name in options.addresses + options.ports + [options.time].compactMap({ $0 })
    where Int(name).map({ $0 < 1 }) ?? true {
      throw AttributionError.columnNotNumbered(name)
    }
    guard !options.addresses.isEmpty, options.time != nil else {
      throw AttributionError.columnsNotFound(
        what: options.addresses.isEmpty ? "addresses" : "the time",
        known: numbers,
        layouts: []
      )
    }
    try choose(numbers)
  }

  /// Adds the columns to a line of a Zeek log's head.
  private func zeekLine(_ content: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) throws {
    if content.starts(with: "#fields\t".utf8) {
      let names = DelimitedRows.texts(content, delimiter: 9, hasQuotes: false).dropFirst()
      try choose(Array(names))
      output += cells.header()
    } else if content.starts(with: "#types\t".utf8), plan != nil {
      output += cells.types()
    }
  }
}
