import Diagnostics
import EventLog
import Ingest
import KubernetesObjects
import Projections
import QueryEngine
import StandInServer
import TopologyModel

/// What a store holds, compared without positions, times, hashes, and observations.
enum StoredEvents {
  /// The object events, a line each, with the size and a digest of their bodies; sorted.
  static func objects(_ log: SQLiteEventLog) throws -> [String] {
    try log.read { snapshot in
      var lines: [String] = []
      try snapshot.forEachEvent(from: LogPosition(1), through: snapshot.head().position) {
        let event = $0.event
        guard event.type.isObjectEvent, event.type != .seen, let object = event.object,
          let assertion = event.assertion
        else { return true }
        let body = try snapshot.body(at: event.position)
        // The same within one run, which is where stores are compared.
        var hasher = Hasher()
        body.withUnsafeBytes { hasher.combine(bytes: $0) }
        let digest = hasher.finalize()
        lines.append(
          "\(object) \(object.uid) \(assertion) \(event.revision?.text ?? "-") "
            + "\(body.count) \(digest) epoch \(event.epoch)"
        )
        return true
      }
      return lines.sorted()
    }
  }

  /// The revisions of the changes that watches told, in order.
  static func revisions(_ log: SQLiteEventLog) throws -> [String] {
    try log.read { snapshot in
      var found: Set<Revision> = []
      try snapshot.forEachEvent(from: LogPosition(1), through: snapshot.head().position) {
        if $0.event.type.isObjectEvent, $0.event.evidence.channel == .watch,
          let revision = $0.event.revision
        {
          found.insert(revision)
        }
        return true
      }
      return found.sorted().map { $0.text }
    }
  }

  /// What a store says of its Services at revisions, without times.
  static func answers(_ log: SQLiteEventLog, at revisions: [String]) throws -> [String] {
    try revisions.flatMap { revision in
      try [
        "pods serving */* at rv \(revision) "
          + "| select service, port, pod, address, ready, eligible_as",
        "services at rv \(revision) | select namespace, name, cluster_ips",
        "endpoints at rv \(revision) "
          + "| select service, port, address, ready, serving, terminating",
      ].map { text in
        let outcome = try log.read { snapshot in
          try QueryRunner { try ProjectionSnapshot(snapshot, as: $0) }.run(
            SourceText(name: "query", text: text),
            context: QueryContext(now: Instant(nanoseconds: 2_000_000_000_000_000_000))
          )
        }
        switch outcome {
        case .answered(let answer): return text + "\n" + rows(answer)
        case .refused(let diagnostics):
          throw RefusedQuery(text: text, reasons: diagnostics.map { $0.message })
        }
      }
    }
  }

  /// A question of these tests that is none.
  struct RefusedQuery: Error {
    var text: String
    var reasons: [String]
  }

  /// The rows of an answer without what depends on when it was observed.
  private static func rows(_ answer: Answer) -> String {
    let times: Set<String> = ["from", "until", "certainty", "event"]
    let kept = answer.columns.indices.filter { !times.contains(answer.columns[$0].name) }
    let rows: [String] = answer.rows.map { row in
      kept.map { "\(row.values[$0])" }.joined(separator: " | ")
    }
    return rows.joined(separator: "\n")
  }

  /// What only one of two stores holds, a few lines; empty where they hold the same.
  static func differences(_ found: [String], _ expected: [String]) -> [String] {
    let onlyFound = Set(found).subtracting(expected).sorted().map { "only found: \($0)" }
    let onlyExpected = Set(expected).subtracting(found).sorted().map { "missing: \($0)" }
    return Array(onlyFound.prefix(5) + onlyExpected.prefix(5))
  }

  /// The object events without their bodies: a list and a watch spell one state differently.
  static func keys(_ log: SQLiteEventLog) throws -> Set<String> {
    Set(try objects(log).map { $0.split(separator: " ").prefix(4).joined(separator: " ") })
  }

  /// The observations, a line each, in order: type, kind, revision, reason.
  static func observations(_ log: SQLiteEventLog, of kind: ResourceKind) throws -> [String] {
    try log.read { snapshot in
      var lines: [String] = []
      try snapshot.forEachEvent(from: LogPosition(1), through: snapshot.head().position) {
        let event = $0.event
        guard event.type.isObservation else { return true }
        let details = try ObservationDetails(decoding: snapshot.body(at: event.position))
        guard details.kind == kind else { return true }
        var line = event.type.name
        if let revision = event.revision { line += " \(revision)" }
        if !details.reason.isEmpty { line += " (\(details.reason))" }
        lines.append(line)
        return true
      }
      return lines
    }
  }
}
