import Diagnostics
import TopologyModel

/// Writes an answer in a format that needs not know all rows before the first is written: JSON, NDJSON,
/// or CSV.
public struct AnswerWriter {
  private let format: AnswerFormat
  /// The answer; its rows are given as they are written.
  private let answer: Answer
  private let layout: AnswerColumns.Layout
  private var json = JSONWriter()

  /// Creates a writer; nil for formats that need all rows.
  public init?(_ answer: Answer, format: AnswerFormat) {
    self.format = format
    switch format {
    case .json, .csv: self.answer = answer
    case .ndjson: self.answer = AnswerColumns.uniquelyNamed(answer)
    case .table, .wide, .vertical, .timeline, .markdown, .yaml: return nil
    }
    layout = AnswerColumns.Layout(self.answer)
  }

  /// What stands before the rows, as UTF-8.
  public mutating func head() -> [UInt8] {
    switch format {
    case .csv:
      return Array(CSVFormat.line(layout.columns.map { .text($0.name) }).utf8)
    case .json:
      json.beginObject()
      AnswerDocument.writeHead(answer, layout.columns, to: &json)
      json.key("rows")
      json.beginArray()
    case .ndjson:
      json.object { AnswerDocument.writeHead(answer, layout.columns, to: &$0) }
      json.newline()
    case .table, .wide, .vertical, .timeline, .markdown, .yaml: break
    }
    return json.takeBytes()
  }

  /// The next rows.
  public mutating func rows(_ rows: ArraySlice<ResultRow>) -> [UInt8] {
    switch format {
    case .csv:
      return Array(rows.map { CSVFormat.line(layout.values($0)) }.joined().utf8)
    case .json:
      for row in rows {
        guard let place = row.place, layout.isCommon else {
          Self.write(row, layout, to: &json)
          continue
        }
        let text = place.texts.text(of: place.index, hasCluster: layout.hasCluster) { [layout] in
          var own = JSONWriter()
          Self.write(row, layout, to: &own)
          return own.takeBytes()
        }
        json.write(raw: text)
      }
    case .ndjson:
      for row in rows {
        json.object { json in
          var names = layout.names.makeIterator()
          layout.forEachValue(of: row) { value in
            json.key(names.next() ?? "")
            json.write(value)
          }
        }
        json.newline()
      }
    case .table, .wide, .vertical, .timeline, .markdown, .yaml: break
    }
    return json.takeBytes()
  }

  private static func write(
    _ row: ResultRow,
    _ layout: AnswerColumns.Layout,
    to json: inout JSONWriter
  ) {
    json.array { json in
      layout.forEachValue(of: row) { json.write($0) }
    }
  }

  /// What stands behind so many rows; nil for nothing.
  public mutating func end(rowCount: Int) -> [UInt8]? {
    switch format {
    case .json:
      json.endArray()
      AnswerDocument.rowCount(rowCount).write(to: &json)
      json.endObject()
      json.newline()
    case .ndjson:
      ObjectDocument.object([AnswerDocument.rowCount(rowCount)]).write(to: &json)
      json.newline()
    case .csv: return nil
    case .table, .wide, .vertical, .timeline, .markdown, .yaml: break
    }
    return json.takeBytes()
  }
}
