/// One line of source text as it is shown: cells with their offsets and widths.
struct DisplayLine {
  /// One shown character.
  struct Cell {
    let start: SourceOffset
    let end: SourceOffset
    let text: String
    let width: Int
  }

  private(set) var cells: [Cell] = []
  private(set) var width = 0

  /// Creates the line in `span`, which must not contain a line break.
  init(source: SourceText, span: SourceSpan) {
    var runStart = span.start
    var offset = span.start
    while offset < span.end {
      if let length = source.scalarLength(at: offset), offset + length <= span.end {
        offset += length
      } else {
        appendText(source.text(in: SourceSpan(runStart, offset)), from: runStart)
        appendInvalid(source.bytes[offset], at: offset)
        offset += 1
        runStart = offset
      }
    }
    appendText(source.text(in: SourceSpan(runStart, offset)), from: runStart)
  }

  /// Returns the column, from 0, at which `offset` is shown.
  func column(of offset: SourceOffset) -> Int {
    var column = 0
    for cell in cells {
      if cell.end > offset { break }
      column += cell.width
    }
    return column
  }

  private mutating func appendText(_ text: String, from start: SourceOffset) {
    var offset = start
    for character in text {
      let end = offset + character.utf8.count
      let shown = DisplayWidth.shown(character)
      append(Cell(start: offset, end: end, text: shown.text, width: shown.width))
      offset = end
    }
  }

  private mutating func appendInvalid(_ byte: UInt8, at offset: SourceOffset) {
    let digits = String(byte, radix: 16, uppercase: true)
    append(Cell(start: offset, end: offset + 1, text: "\\x\(digits)", width: 4))
  }

  private mutating func append(_ cell: Cell) {
    cells.append(cell)
    width += cell.width
  }
}
