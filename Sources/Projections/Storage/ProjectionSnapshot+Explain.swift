import EventLog
internal import Foundation
internal import GRDB
import TopologyModel

/// What `explain` says of reads.
extension ProjectionSnapshot {
  /// How SQLite finds what a sort of read asks for: tables, each by an index, or by a scan.
  ///
  /// The statements are those that the reads prepare. They are asked for what is not there, and seen
  /// on their way, so that this cannot differ from what a query does.
  public func accessPaths(
    of read: TopologyRead,
    _ context: ClusterContext
  ) throws -> [String] {
    var statements: [String] = []
    // What was read before would not be read again.
    let kept = memory
    memory = SnapshotMemory()
    asksTables = true
    defer {
      memory = kept
      asksTables = false
    }
    db.trace { event in
      if case .statement(let statement) = event, !statements.contains(statement.sql) {
        statements.append(statement.sql)
      }
    }
    defer { db.trace(options: []) }
    try probe(read, context)
    db.trace(options: [])
    var paths: [String] = []
    for sql in statements where sql.hasPrefix("SELECT") {
      let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN \(sql)")
      statement.setUncheckedArguments(StatementArguments())
      for row in try Row.fetchAll(statement) {
        if let path = Self.path(row["detail"]), !paths.contains(path) { paths.append(path) }
      }
    }
    return paths
  }

  /// A line of SQLite's plan in short: `TABLE by INDEX`, or `scan of TABLE`; nil for lines that read no
  /// table.
  ///
  /// Their form is that of https://www.sqlite.org/eqp.html.
  private static func path(_ line: String) -> String? {
    let words = line.split(separator: " ").map(String.init)
    guard words.count > 1, ["SEARCH", "SCAN"].contains(words[0]), !words.contains("CONSTANT"),
      !words[1].hasPrefix("(")
    else { return nil }
    var index: String?
    if let place = words.firstIndex(of: "INDEX"), place + 1 < words.count {
      index = words[place + 1]
    } else if line.contains("PRIMARY KEY") {
      index = "primary key"
    }
    let table = tables[words[1]] ?? words[1]
    guard words[0] == "SEARCH" else {
      return "scan of \(table)" + (index.map { " by \($0)" } ?? "")
    }
    return "\(table) by \(index ?? "rowid")"
  }

  /// The tables behind the names that statements give them.
  private static let tables = [
    "run": "projection_run", "scope": "projection_scope", "named": "projection_slice_of_service",
  ]

  private func probe(_ read: TopologyRead, _ context: ClusterContext) throws {
    let nobody: Int64 = -1
    let revision = Revision.lowest
    let everything = revision...revision
    switch read {
    case .proofs:
      _ = try reached(at: Instant(nanoseconds: .min), context)
      _ = try validTime(of: revision, kind: .service, context)
    case .coverage: _ = try coverage(of: .service, context)
    case .objects:
      _ = try objects(kind: .service, namespace: "", at: revision, context)
      try probeScope(nobody, revision, everything)
    case .objectInSlot:
      _ = try incarnations(of: ObjectSlot(kind: .service, namespace: "", name: ""), context)
      _ = try rows(nobody, .object, at: revision)
    case .objectByUID:
      _ = try object(uid: "-", kind: .pod, at: revision, context)
      _ = try rows(nobody, .object, at: revision)
    case .addressHolders:
      let address = IPAddress("0.0.0.0")
      _ = try address.map { try objects(holding: $0, kind: .pod, at: revision, context) }
      _ = try rows(nobody, .object, at: revision)
    case .slicesOfService:
      _ = try sliceIDs("", "", context)
      _ = try rows(nobody, .object, at: revision)
    case .endpointsOfSlice:
      _ = try rows(nobody, .endpoint, at: revision)
    case .quietStretch:
      _ = try quietStretch(ofSlicesNamingService: "", namespace: "", at: revision, context)
      _ = try log.assertions(ofObject: nobody, around: revision, through: basis.position)
    case .versions:
      _ = try log.stateEvent(ofObject: nobody, at: revision, through: basis.position)
      _ = try log.events(ofObject: nobody, through: basis.position)
      _ = try log.assertion(ofObject: nobody, below: revision, before: basis.position)
    case .bodies: _ = try log.event(at: LogPosition(nobody))
    case .incarnations:
      _ = try incarnations(of: ObjectSlot(kind: .service, namespace: "", name: ""), context)
      _ = try log.objectIDs(clusterID: context.clusterID, epoch: context.epoch, uid: "-")
    case .objectsEver: _ = try incarnations(kind: .service, namespace: "", context)
    case .auditEntries:
      let selection = AuditSelection(kind: .service, namespace: "", name: "")
      _ = try auditEntries(selection, context)
    case .eventsOfTime:
      let never = Instant(nanoseconds: .min)
      _ = try log.positions(
        observedFrom: never,
        through: never,
        upTo: LogPosition(nobody),
        limit: 1
      )
      _ = try log.positions(
        clusterID: nobody,
        epoch: 0,
        above: nil,
        through: revision,
        upTo: LogPosition(nobody),
        limit: 1
      )
      _ = try log.event(at: LogPosition(nobody))
    case .log:
      try log.forEachEvent(from: LogPosition(-2), through: LogPosition(nobody)) { _ in true }
    }
  }

  private func probeScope(
    _ scope: Int64,
    _ revision: Revision,
    _ stretch: ClosedRange<Revision>
  ) throws {
    _ = try scopeRows(scope, at: revision)
    _ = try overlapping("scope_id = ? AND part = 0", scope, stretch)
  }

  /// How many of something there are, for estimates; counted in indexes.
  public func estimate(_ cardinality: Cardinality, _ context: ClusterContext) throws -> Int {
    switch cardinality {
    case .objects(let kind, let namespace):
      return try scopes(of: kind, namespace: namespace, context).reduce(0) { sum, scope in
        try sum
          + count(
            """
            projection_run WHERE scope_id = ? AND part = 0 AND until_revision IS NULL
              AND superseded_at IS NULL
            """,
            [scope.id]
          )
      }
    case .slices(let service, let namespace): return try sliceIDs(service, namespace, context).count
    case .endpoints(let service, let namespace):
      return try sliceIDs(service, namespace, context).reduce(0) { sum, id in
        try sum
          + count(
            """
            projection_run WHERE object_id = ? AND part = \(RunPart.endpoint.rawValue)
              AND until_revision IS NULL AND superseded_at IS NULL
            """,
            [id]
          )
      }
    case .holders(let address):
      return try count(
        "projection_address WHERE epoch_id = ? AND address = ?",
        [context.epochID, Data(address.bytes)]
      )
    case .versions(let slot):
      return try incarnations(of: slot, context).reduce(0) { sum, id in
        try sum + count("object_event WHERE object_id = ?", [id])
      }
    case .events: return Int(basis.position.value)
    }
  }

  private func count(_ rest: String, _ arguments: StatementArguments) throws -> Int {
    try Int.fetchOne(
      db.cachedStatement(sql: "SELECT count(*) FROM \(rest)"),
      arguments: arguments
    ) ?? 0
  }
}
