import Diagnostics
import EventLog
import Foundation
import Ingest
import KubernetesObjects
import Projections
import QueryEngine
import TopologyModel

/// Queries, answered from a small store in every format.
final class QueryTarget: FuzzTarget {
  static let name = "queries"
  static let bytesMax = 4096
  static let words = FuzzQueries.words

  private let log: SQLiteEventLog
  private let parser = JSONParser(depthMax: JSONParser.depthLimit)

  init(folder: String) throws {
    log = try FuzzStore.make(at: "\(folder)/store.db")
  }

  func seeds() throws -> [[UInt8]] {
    try FuzzCorpus.kept("QuerySyntax") + FuzzCorpus.files(in: "queries")
      + FuzzQueries.all.map { Array($0.utf8) }
  }

  func take(_ input: [UInt8]) throws -> String {
    let source = SourceText(name: "query", bytes: input)
    let outcome: QueryRunner.Outcome
    do {
      outcome = try FuzzQueries.ask(source, log)
    } catch is QueryCancelled {
      return "cancelled"
    }
    switch outcome {
    case .refused(let diagnostics):
      let text = DiagnosticRenderer().render(diagnostics, in: source)
      try FuzzFailure.unlessPrintable(text, "a refusal")
      try FuzzFailure.unless(!diagnostics.isEmpty, "a refusal without a reason")
      return diagnostics.map(\.message).joined(separator: " ")
    case .answered(let answer):
      for format in AnswerFormat.allCases {
        let text = format.text(answer)
        switch format {
        case .json:
          do { try parser.withDocument(Array(text.utf8)) { _ in } } catch {
            throw FuzzFailure("an answer in JSON is none: \(error)")
          }
        case .table, .wide, .vertical, .timeline, .markdown, .yaml, .ndjson:
          try FuzzFailure.unlessPrintable(text, "an answer as \(format.rawValue)")
        case .csv: break
        }
      }
      return "answered \(answer.columns.count) "
        + answer.notes.map { $0.code.rawValue }
        .joined(separator: " ")
    }
  }
}
