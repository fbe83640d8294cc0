internal import QueryEngine
internal import TopologyModel

/// Rows of an input: where they stand, what they ask for, and what holds that.
///
/// It goes from stage to stage, one after the other: it is read, answered, and written.
final class FlowBatch: @unchecked Sendable {
  /// A row, or another line of the input.
  struct Row {
    /// Its bytes up to where cells are put in, and behind that.
    var start: Int
    var contentEnd: Int
    var end: Int
    /// What stands before its cells: a number of delimiters, for fields that it lacks.
    var missing = 0
    /// Whether its first cell begins without a comma.
    var isFirstMember = false
    /// How many cells it gets.
    var cellCount = 0
    /// The place of the writer of its cells.
    var writer = 0
    /// The place of what is put in instead of cells; -1 for nothing.
    var literal = -1
  }

  /// What a row asks for in an address column.
  enum Cell {
    /// Nothing, as the note says.
    case note(String)
    /// What held an address.
    case asked(AddressKey, Instant, port: Int32?)
  }

  let bytes: [UInt8]
  /// The place behind the last whole row.
  var end = 0
  var rows: [Row] = []
  var cells: [Cell] = []
  /// For each cell that asks, what holds its address.
  var answers: [Attribution?] = []
  var writers: [AttributionCells] = []
  var literals: [[UInt8]] = []
  /// What came of the rows up to here, answers aside.
  var report = AttributionReport()
  /// What ended the reading behind the last row.
  var failure: (any Error)?

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The bytes that are no whole row yet.
  var rest: ArraySlice<UInt8> { bytes[end...] }

  /// Finds what holds the addresses that are asked for, and counts it.
  func answer(_ index: AttributionIndex, _ report: inout AttributionReport) throws {
    answers.reserveCapacity(cells.count)
    for cell in cells {
      guard case .asked(let key, let instant, let port) = cell else {
        answers.append(nil)
        continue
      }
      let attribution = try index.attribution(of: key, at: instant, port: port)
      report.count(attribution)
      answers.append(attribution)
    }
  }

  /// Writes the rows with their cells.
  func write(to output: inout [UInt8]) {
    var next = 0
    bytes.withUnsafeBufferPointer { bytes in
      for row in rows {
        output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[row.start..<row.contentEnd]))
        if row.literal >= 0 { output += literals[row.literal] }
        if row.cellCount > 0 {
          let writer = writers[row.writer]
          for _ in 0..<row.missing { output.append(writer.delimiter) }
          let mark = output.count
          for column in 0..<row.cellCount {
            if let answer = answers[next] {
              writer.append(answer, column, to: &output)
            } else if case .note(let note) = cells[next] {
              output += writer.rendering(note: note, column)
            }
            next += 1
          }
          // The first of the new members needs no comma where there were none.
          if row.isFirstMember { output.remove(at: mark) }
        }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[row.contentEnd..<row.end]))
      }
    }
  }
}

extension AttributionReport {
  fileprivate mutating func count(_ attribution: Attribution) {
    addresses += 1
    if !attribution.isObserved { notObserved += 1 }
    guard let owner = attribution.owner else {
      unknown += 1
      return
    }
    if owner.kind == nil { nobody += 1 } else { owned += 1 }
    if attribution.isAmbiguous { ambiguous += 1 }
  }
}
