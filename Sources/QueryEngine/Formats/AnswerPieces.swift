import Diagnostics
import TopologyModel

/// The text of an answer in pieces, so that a long one need not be held twice.
///
/// The pieces together are `AnswerFormat.text(_:display:)`. JSON, NDJSON, and CSV come in pieces of
/// some rows; the other formats, which have to know all rows before the first is written, in one.
public struct AnswerPieces: Sequence, IteratorProtocol {
  /// How many rows are written together.
  static let rowsPerPiece = 256

  private enum Step {
    case whole
    case head
    case rows(Int)
    case end
  }

  private let format: AnswerFormat
  private let answer: Answer
  private let display: DisplayOptions
  private var json = JSONWriter()
  private var step: Step?

  /// Begins with the first piece.
  public init(_ answer: Answer, format: AnswerFormat, display: DisplayOptions = .plain) {
    self.format = format
    self.display = display
    switch format {
    case .json:
      self.answer = answer
      step = .head
    case .ndjson:
      self.answer = AnswerColumns.uniquelyNamed(answer)
      step = .head
    case .csv:
      self.answer = answer
      step = .head
    case .table, .wide, .vertical, .timeline, .markdown, .yaml:
      self.answer = answer
      step = .whole
    }
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
      return head()
    case .rows(let first):
      let last = Swift.min(first + Self.rowsPerPiece, answer.rows.count)
      step = last == answer.rows.count ? .end : .rows(last)
      return rows(answer.rows[first..<last])
    case .end:
      step = nil
      return end()
    }
  }

  private mutating func head() -> [UInt8] {
    switch format {
    case .csv:
      return Array(CSVFormat.line(AnswerColumns.all(answer).map { .text($0.name) }).utf8)
    case .json:
      json.beginObject()
      for member in AnswerDocument.head(answer) { member.write(to: &json) }
      json.key("rows")
      json.beginArray()
    case .ndjson:
      ObjectDocument.object(AnswerDocument.head(answer)).write(to: &json)
      json.newline()
    case .table, .wide, .vertical, .timeline, .markdown, .yaml: break
    }
    return json.takeBytes()
  }

  private mutating func rows(_ rows: ArraySlice<ResultRow>) -> [UInt8] {
    switch format {
    case .csv:
      return Array(rows.map { CSVFormat.line(AnswerColumns.values($0, answer)) }.joined().utf8)
    case .json:
      for row in rows {
        json.array { json in
          for cell in AnswerDocument.cells(row, answer) { cell.write(to: &json) }
        }
      }
    case .ndjson:
      for row in rows {
        AnswerDocument.object(row, answer).write(to: &json)
        json.newline()
      }
    case .table, .wide, .vertical, .timeline, .markdown, .yaml: break
    }
    return json.takeBytes()
  }

  private mutating func end() -> [UInt8]? {
    switch format {
    case .json:
      json.endArray()
      AnswerDocument.rowCount(answer).write(to: &json)
      json.endObject()
      json.newline()
    case .ndjson:
      ObjectDocument.object([AnswerDocument.rowCount(answer)]).write(to: &json)
      json.newline()
    case .csv: return nil
    case .table, .wide, .vertical, .timeline, .markdown, .yaml: break
    }
    return json.takeBytes()
  }
}
