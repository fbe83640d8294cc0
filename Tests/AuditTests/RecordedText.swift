import CZstd
import Diagnostics
import EventLog
import Foundation
import HindcastTestSupport
import Projections
import QueryEngine
import TopologyModel

@testable import Audit

/// What tests read beside reports.
enum RecordedText {
  /// The bytes of a file compressed with zstd.
  static func decompressed(_ path: String) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ScriptError("cannot read `\(path)`")
    }
    // The steps of a recording are some hundred lines.
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = data.withUnsafeBytes { source in
      bytes.withUnsafeMutableBytes { target in
        ZSTD_decompress(target.baseAddress, target.count, source.baseAddress, source.count)
      }
    }
    guard ZSTD_isError(count) == 0 else { throw ScriptError("cannot decompress `\(path)`") }
    return Array(bytes.prefix(count))
  }

  /// The outages of a Service's only port, asked in the query language, while the port existed.
  static func outages(
    of service: String,
    _ log: SQLiteEventLog,
    _ request: ReportRequest
  ) throws -> [[String]] {
    let text =
      "endpoints of \(service) from \(request.from) to \(request.to) | where eligible | outages"
    return try log.read { snapshot in
      let runner = QueryRunner { try ProjectionSnapshot(snapshot, as: $0) }
      let source = SourceText(name: "query", text: text)
      switch try runner.run(source, context: QueryContext(now: request.to)) {
      case .refused(let diagnostics): throw ScriptError("\(diagnostics)")
      case .answered(let answer):
        return answer.rows.compactMap { row in
          guard let from = row.from, let until = row.until else { return nil }
          return [from.description, until.description]
        }
      }
    }
  }
}
