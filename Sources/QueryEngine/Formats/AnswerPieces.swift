/// The text of an answer in pieces, so that a long one need not be held twice.
///
/// The pieces together are `AnswerFormat.text(_:display:)`. JSON, NDJSON, and CSV come in pieces of
/// some rows; the other formats, which have to know all rows before the first is written, in one.
public struct AnswerPieces: Sequence, IteratorProtocol {
  /// How many rows are written together at most.
  public static let rowsPerPiece = 256

  private enum Step {
    case whole
    case head
    case rows(Int)
    case end
  }

  private let format: AnswerFormat
  private let answer: Answer
  private let display: DisplayOptions
  private var writer: AnswerWriter?
  private var step: Step?

  /// Begins with the first piece.
  public init(_ answer: Answer, format: AnswerFormat, display: DisplayOptions = .plain) {
    self.format = format
    self.answer = answer
    self.display = display
    writer = AnswerWriter(answer, format: format)
    step = writer == nil ? .whole : .head
  }

  /// The next piece as UTF-8; nil behind the last.
  public mutating func next() -> [UInt8]? {
    switch step {
    case nil: return nil
    case .whole:
      step = nil
      return Array(format.text(answer, display: display).utf8)
    case .head:
      step = answer.rows.isEmpty ? .end : .rows(0)
      return writer?.head()
    case .rows(let first):
      let last = Swift.min(first + Self.rowsPerPiece, answer.rows.count)
      step = last == answer.rows.count ? .end : .rows(last)
      return writer?.rows(answer.rows[first..<last])
    case .end:
      step = nil
      return writer?.end(rowCount: answer.rows.count)
    }
  }
}
