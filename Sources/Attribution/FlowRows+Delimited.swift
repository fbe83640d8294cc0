extension FlowRows {
  /// Reads the row that begins at `start`; returns the place behind it, or nil where its end is not
  /// there yet.
  func delimitedRow(
    _ bytes: UnsafeBufferPointer<UInt8>,
    from start: Int,
    isEnd: Bool,
    to batch: FlowBatch
  ) throws -> Int? {
    guard let row = try delimitedFields(bytes, from: start, isEnd: isEnd) else { return nil }
    let content = UnsafeBufferPointer(rebasing: bytes[start..<row.contentEnd])
    defer { line += row.lineFeeds + 1 }
    var place = FlowBatch.Row(start: start, contentEnd: row.contentEnd, end: row.end)
    if content.isEmpty || (format == .zeek && content[0] == UInt8(ascii: "#")) {
      if format == .zeek { try zeekLine(content, &place, batch) }
      batch.rows.append(place)
    } else if let plan {
      add(bytes, row, place, plan, to: batch)
    } else if format == .csv, options.hasHeader {
      try header(content, batch)
      put(cells.header(), in: &place, batch)
      batch.rows.append(place)
    } else {
      guard format == .csv else { throw AttributionError.fieldsMissing(line: line) }
      try number(content, batch)
      // The first row of an input without a header is read again, now that its columns are known.
      _ = try delimitedFields(bytes, from: start, isEnd: isEnd)
      if let plan { add(bytes, row, place, plan, to: batch) }
    }
    return row.end
  }

  private func delimitedFields(
    _ bytes: UnsafeBufferPointer<UInt8>,
    from start: Int,
    isEnd: Bool
  ) throws -> FlowRow? {
    var isOpenQuote = false
    let row = delimited.row(
      bytes,
      from: start,
      isEnd: isEnd,
      &fields,
      isOpenQuote: &isOpenQuote
    )
    if isOpenQuote { throw AttributionError.quoteOpen(line: line) }
    return row
  }

  /// Adds a row whose cells stand behind its fields: below their columns, whatever fields it lacks.
  private func add(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ row: FlowRow,
    _ place: FlowBatch.Row,
    _ plan: FlowColumnPlan,
    to batch: FlowBatch
  ) {
    var place = place
    let missing = delimited.slots.count - row.columns
    guard missing >= 0 else {
      // Which of its fields is which cannot be told.
      addUnreadable(place, cellCount: plan.addressSlots.count, to: batch)
      return
    }
    place.missing = missing
    add(place, bytes, plan, to: batch)
  }

  private func put(_ literal: [UInt8], in place: inout FlowBatch.Row, _ batch: FlowBatch) {
    place.literal = batch.literals.count
    batch.literals.append(literal)
  }

  private func header(_ content: UnsafeBufferPointer<UInt8>, _ batch: FlowBatch) throws {
    let names = DelimitedRows.texts(content, delimiter: delimiter, hasQuotes: format == .csv)
    try choose(names, batch)
  }

  private func choose(_ names: [String], _ batch: FlowBatch) throws {
    let plan = try FlowColumnPlan(options, known: names) { names.contains($0) }
    for name in plan.wanted {
      guard let first = names.firstIndex(of: name) else {
        throw AttributionError.columnUnknown(name, known: names)
      }
      guard names.lastIndex(of: name) == first else { throw AttributionError.columnTwice(name) }
    }
    delimited.slots = names.map { plan.wanted.firstIndex(of: $0) ?? -1 }
    use(plan)
    if cells.names.joined().contains(where: { names.contains($0) }) {
      use(plan, isNamed: true)
      if let taken = cells.names.joined().first(where: { names.contains($0) }) {
        throw AttributionError.columnTaken(taken)
      }
    }
    batch.writers.append(cells)
  }

  /// Columns by number, from 1.
  private func number(_ content: UnsafeBufferPointer<UInt8>, _ batch: FlowBatch) throws {
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
    try choose(numbers, batch)
  }

  /// Adds the columns to a line of a Zeek log's head.
  private func zeekLine(
    _ content: UnsafeBufferPointer<UInt8>,
    _ place: inout FlowBatch.Row,
    _ batch: FlowBatch
  ) throws {
    if content.starts(with: "#fields\t".utf8) {
      let names = DelimitedRows.texts(content, delimiter: 9, hasQuotes: false).dropFirst()
      try choose(Array(names), batch)
      put(cells.header(), in: &place, batch)
    } else if content.starts(with: "#types\t".utf8), plan != nil {
      put(cells.types(), in: &place, batch)
    }
  }
}
