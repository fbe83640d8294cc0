/// Finds rows and fields in delimited text.
struct DelimitedRows {
  private static let quote = UInt8(ascii: "\"")

  let delimiter: UInt8
  /// Whether fields may stand in quotes.
  let hasQuotes: Bool
  /// For each column of the input, the slot that its field goes to; -1 for those that nobody reads.
  var slots: [Int] = []

  /// Finds the row that begins at `start` and its wanted fields; nil where its end is not there yet.
  ///
  /// At the end of the input the row ends there; then `isOpenQuote` says that a quoted field does not.
  func row(
    _ bytes: UnsafeBufferPointer<UInt8>,
    from start: Int,
    isEnd: Bool,
    _ fields: inout [FlowRow.Field],
    isOpenQuote: inout Bool
  ) -> FlowRow? {
    for slot in fields.indices { fields[slot] = FlowRow.Field() }
    var row = FlowRow()
    var column = 0
    var index = start
    let count = bytes.count
    while true {
      var fieldStart = index
      var fieldEnd = index
      if hasQuotes, index < count, bytes[index] == Self.quote {
        index += 1
        fieldStart = index
        while true {
          guard index < count else {
            isOpenQuote = isEnd
            return nil
          }
          if bytes[index] == Self.quote {
            if index + 1 < count, bytes[index + 1] == Self.quote {
              index += 2
              continue
            }
            // Whether a quote follows is not known yet.
            guard index + 1 < count || isEnd else { return nil }
            break
          }
          if bytes[index] == 10 { row.lineFeeds += 1 }
          index += 1
        }
        fieldEnd = index
        index += 1
        while index < count, bytes[index] != delimiter, bytes[index] != 10 { index += 1 }
      } else {
        index = end(bytes, from: index)
        fieldEnd = index
      }
      guard index < count || isEnd else { return nil }
      let isLast = index == count || bytes[index] == 10
      var contentEnd = index
      if isLast, index > start, bytes[index - 1] == 13 {
        contentEnd = index - 1
        fieldEnd = min(fieldEnd, contentEnd)
      }
      if column < slots.count, slots[column] >= 0 {
        fields[slots[column]] = FlowRow.Field(start: fieldStart, end: fieldEnd)
      }
      column += 1
      if isLast {
        row.columns = column
        row.contentEnd = contentEnd
        row.end = min(index + 1, count)
        return row
      }
      index += 1
    }
  }

  /// The place of the next delimiter or line feed, or the end: eight bytes at a time.
  @inline(__always)
  private func end(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let (delimiters, feeds) = (ones &* UInt64(delimiter), ones &* 10)
    let raw = UnsafeRawBufferPointer(bytes)
    var index = start
    while index + 8 <= bytes.count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      // A byte that is zero here is one of the two; those above it may seem so, too.
      let (left, right) = (word ^ delimiters, word ^ feeds)
      let hits = ((left &- ones) & ~left | (right &- ones) & ~right) & ones << 7
      if hits != 0 { return index + hits.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < bytes.count, bytes[index] != delimiter, bytes[index] != 10 { index += 1 }
    return index
  }

  /// The texts of all fields of a row, without their quotes.
  static func texts(
    _ row: UnsafeBufferPointer<UInt8>,
    delimiter: UInt8,
    hasQuotes: Bool
  ) -> [String] {
    let countMax = row.count { $0 == delimiter } + 1
    let rows = DelimitedRows(
      delimiter: delimiter,
      hasQuotes: hasQuotes,
      slots: Array(0..<countMax)
    )
    var fields = [FlowRow.Field](repeating: FlowRow.Field(), count: countMax)
    var isOpen = false
    guard rows.row(row, from: 0, isEnd: true, &fields, isOpenQuote: &isOpen) != nil else {
      return []
    }
    return fields.filter(\.isPresent).map { field in
      String(decoding: row[field.start..<field.end], as: UTF8.self)
        .replacing("\"\"", with: hasQuotes ? "\"" : "\"\"")
    }
  }
}
