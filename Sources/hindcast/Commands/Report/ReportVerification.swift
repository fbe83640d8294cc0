import ArgumentParser
import Audit
import EventLog
import Foundation
import TopologyModel

/// `hindcast report verify`: makes a report again from the store at its basis, and compares.
struct ReportVerification {
  let store: StoreOptions
  let file: String

  func run() throws {
    let stored = try StoredReport(try read(file))
    let log = try store.openForReading()
    var horizon: Instant?
    let difference = try log.read { snapshot -> ReportDifference? in
      try checkBasis(stored.statement, snapshot)
      let request = stored.statement.request
      horizon = try snapshot.horizons()
        .first { request.cluster == nil || $0.cluster == request.cluster }?.details.before
      let source = try ReportSource(
        snapshot,
        knownAt: request.knownAt.value,
        toolVersion: Hindcast.configuration.version
      )
      let report = try source.make(request)
      return try stored.difference(from: report.files(stored.format)) { part in
        FileManager.default.contents(atPath: part.name(beside: file)).map { [UInt8]($0) }
      }
    }
    let statement = stored.statement
    let basis = "event \(statement.request.knownAt), chain \(statement.hash)"
    guard let difference else {
      Output.write("identical: \(statement.request.name.rawValue) at \(basis)\n")
      return
    }
    if let horizon, statement.request.from < horizon {
      throw UsageError(
        category: .forgotten,
        message: "the report reaches behind \(horizon), before which the store has forgotten the "
          + "cluster: it cannot be made again",
        help: "check it against a backup from before the retention"
      )
    }
    Output.write(text(difference, statement))
    throw CommandOutcome.damaged
  }

  private func text(_ difference: ReportDifference, _ statement: ReportStatement) -> String {
    var text = "differs: \(difference.place)"
    if difference.lineCount > 1 { text += ", first of \(difference.lineCount) lines" }
    text += "\nfile:  \(difference.stored ?? "(the file ends)")\n"
    text += "store: \(difference.remade ?? "(the report ends)")\n"
    let version = Hindcast.configuration.version
    if statement.toolVersion != version {
      text += "note: the report was made by Hindcast \(statement.toolVersion), this is \(version): "
      text += "versions may write reports differently\n"
    }
    return text
  }

  /// Throws where the log is not the one that the report rests on.
  private func checkBasis(_ statement: ReportStatement, _ snapshot: LogSnapshot) throws {
    let position = statement.request.knownAt
    let head = try snapshot.head().position
    guard position.value > 0, position <= head else {
      throw UsageError(
        category: .unavailable,
        message: "the report rests on event \(position), and the log of this store ends at "
          + "event \(head)",
        help: "name the store that the report was made from, with --store"
      )
    }
    let hash = try snapshot.hash(at: position).description
    guard hash == statement.hash else {
      throw UsageError(
        category: .conflict,
        message: "the report rests on another log: its chain hash at event \(position) is "
          + "\(statement.hash), and that of this store is \(hash)",
        help: "name the store that the report was made from, with --store"
      )
    }
  }

  private func read(_ path: String) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw UsageError(
        category: .notFound,
        message: "cannot read `\(path)`",
        help: "name a file that `hindcast report` wrote"
      )
    }
    return [UInt8](data)
  }
}
