internal import GRDB
public import TopologyModel

/// Checks everything of a log: SQLite's pages, the tables, the chain, the indexes, noted heads.
struct LogVerifier {
  let snapshot: LogSnapshot
  private var damages: [StoreDamage] = []
  private var uncoveredFeeds = 0
  /// The version of the schema; a reader may see one that no writer has brought up to date yet.
  private var version = LogSchema.version
  private var forgottenHeads: [NotedHead] = []

  init(snapshot: LogSnapshot) {
    self.snapshot = snapshot
  }

  mutating func verify(
    heads: [NotedHead],
    progress: (LogPosition) -> Void
  ) throws -> LogVerification {
    checkPages()
    checkTables()
    // What has another shape cannot be decoded safely.
    if !damages.contains(where: { $0.part == .tables }) {
      if checkEvents(), checkChain(progress) { checkIndexes() }
      for head in heads { check(head) }
    }
    let head = damages.contains { $0.part == .tables } ? nil : try? snapshot.head()
    return LogVerification(
      head: head ?? (.zero, .genesis),
      damages: damages,
      uncoveredFeeds: uncoveredFeeds,
      forgottenHeads: forgottenHeads,
      horizon: damages.contains { $0.part == .tables } ? nil : try? snapshot.base()?.position
    )
  }

  /// SQLite's own check.
  private mutating func checkPages() {
    guarded { verifier in
      let findings = try String.fetchAll(verifier.snapshot.db, sql: "PRAGMA integrity_check(20)")
      let real = findings.filter { $0 != "ok" }
      guard let first = real.first else { return }
      let isOfIndexes = real.allSatisfy { $0.contains(" index ") }
      let isOfProjections = isOfIndexes && real.allSatisfy { $0.contains("projection_") }
      verifier.damages.append(
        StoreDamage(
          part: isOfProjections ? .projections : isOfIndexes ? .index : .file,
          position: nil,
          finding: "SQLite's check says: \(first)"
            + (real.count > 1 ? ", and \(real.count - 1) more" : ""),
          remedy: isOfProjections ? .rebuild : isOfIndexes ? .rebuildIndexes : .salvage
        )
      )
    }
  }

  private mutating func checkTables() {
    guarded { verifier in
      let version =
        try Int.fetchOne(verifier.snapshot.db, sql: "PRAGMA user_version") ?? LogSchema.version
      verifier.version = version
      let finding = try TableCheck(verifier.snapshot).firstForeignTable(
        create: { connection in
          guard let db = connection.handle as? Database else { return }
          for migration in LogSchema.migrations.prefix(version) { try migration(db) }
        },
        includes: { !$0.hasPrefix("projection_") }
      )
      guard let finding else { return }
      verifier.damages.append(
        StoreDamage(part: .tables, position: nil, finding: finding, remedy: .salvage)
      )
    }
  }

  /// Whether the events can be decoded, and the rows beside them are theirs.
  private mutating func checkEvents() -> Bool {
    let before = damages.count
    guarded { verifier in
      for check in LogChecks.ofEvents(version: verifier.version) {
        guard let found = try check.first(verifier.snapshot) else { continue }
        verifier.damages.append(
          StoreDamage(
            part: .event,
            position: found.position,
            finding: found.position.map { "event \($0): \(found.detail)" } ?? found.detail,
            remedy: .salvage
          )
        )
        return
      }
    }
    return damages.count == before
  }

  /// Whether the chain holds to its end.
  private mutating func checkChain(_ progress: (LogPosition) -> Void) -> Bool {
    let before = damages.count
    guarded { verifier in
      var indexes = IndexVerifier(db: verifier.snapshot.db)
      let outcome = try ChainVerifier(snapshot: verifier.snapshot).walk { stored, body in
        try indexes.visit(stored, body: body)
        progress(stored.event.position)
      }
      verifier.uncoveredFeeds = outcome.uncoveredFeeds
      if let damage = outcome.damage {
        verifier.add(damage, after: outcome.last)
        return
      }
      if let block = outcome.foreignBlock {
        let finding = "block \(block) has a body of an event that says it is somewhere else"
        verifier.damages.append(
          StoreDamage(part: .event, position: nil, finding: finding, remedy: .salvage)
        )
        return
      }
      try verifier.checkKeys(indexes, usedFeeds: outcome.feeds)
      try verifier.checkHorizons(outcome)
    }
    return !damages.dropFirst(before).contains { $0.part == .event || $0.part == .file }
  }

  private mutating func checkKeys(_ indexes: IndexVerifier, usedFeeds: Set<Int64>) throws {
    if let (stored, detail) = indexes.first {
      damages.append(
        StoreDamage(
          part: .index,
          position: stored.event.position,
          finding: "event \(stored.event.position): \(detail)",
          subject: Self.subject(of: stored.event),
          remedy: .rebuildIndexes
        )
      )
    } else if let surplus = try indexes.firstSurplus(version: version) {
      damages.append(
        StoreDamage(part: .index, position: nil, finding: surplus, remedy: .rebuildIndexes)
      )
    }
    let feeds = try Row.fetchAll(snapshot.db, sql: "SELECT id, name FROM feed ORDER BY id")
    if let unused = try feeds.first(where: { !usedFeeds.contains(try $0.value(0)) }) {
      let name: String = try unused.value(1)
      damages.append(
        StoreDamage(
          part: .index,
          position: nil,
          finding: "the feed `\(name)` told of no event",
          remedy: .rebuildIndexes
        )
      )
    }
  }

  /// Whether the horizons that are looked up are those of the `forgotten` events.
  private mutating func checkHorizons(_ outcome: ChainVerifier.Outcome) throws {
    guard try snapshot.db.tableExists("horizon") else { return }
    let rows = try Row.fetchAll(
      snapshot.db,
      sql: "SELECT cluster_id, instant, position FROM horizon"
    )
    let stored = Dictionary(
      uniqueKeysWithValues: try rows.map { row -> (Int64, [Int64]) in
        try (row.value(0), [row.value(1), row.value(2)])
      }
    )
    let told = outcome.forgotten.mapValues { [$0.before.nanoseconds, $0.position.value] }
    guard stored != told else { return }
    damages.append(
      StoreDamage(
        part: .index,
        position: nil,
        finding: "`horizon` says something else than the `forgotten` events",
        remedy: .rebuildIndexes
      )
    )
  }

  private mutating func checkIndexes() {
    guarded { verifier in
      for check in LogChecks.ofIndexes(version: verifier.version) {
        guard let found = try check.first(verifier.snapshot) else { continue }
        verifier.damages.append(
          StoreDamage(
            part: .index,
            position: found.position,
            finding: found.detail,
            remedy: .rebuildIndexes
          )
        )
        return
      }
    }
  }

  private mutating func check(_ noted: NotedHead) {
    guarded { verifier in
      let head = try verifier.snapshot.head().position
      if noted.position < (try verifier.snapshot.horizonPosition()) {
        verifier.forgottenHeads.append(noted)
        return
      }
      var finding: String?
      if noted.position > head {
        finding = "the log ends at event \(head), before the noted event \(noted.position)"
      } else if !noted.matches(try verifier.snapshot.hash(at: noted.position)) {
        finding =
          "the chain at event \(noted.position) is "
          + "\(try verifier.snapshot.hash(at: noted.position).shortText)…, noted was "
          + "\(noted.digits.prefix(12))…"
      }
      guard let finding else { return }
      verifier.damages.append(
        StoreDamage(part: .head, position: noted.position, finding: finding, remedy: .restore)
      )
    }
  }

  private mutating func add(_ error: EventLogError, after last: LogPosition) {
    var position = last.next
    var finding = error.message
    if case .corrupt(let damaged, let detail) = error {
      if damaged > .zero { position = damaged }
      finding = "event \(position): \(detail)"
    }
    let event = try? snapshot.event(at: position)
    damages.append(
      StoreDamage(
        part: .event,
        position: position,
        finding: finding,
        subject: event.flatMap { Self.subject(of: $0.event) },
        remedy: .salvage
      )
    )
  }

  private static func subject(of event: RecordedEvent) -> String {
    guard let object = event.object else { return "\(event.type.name) of cluster \(event.cluster)" }
    return "\(object.slot.kind.kindName) \(object) of cluster \(event.cluster)"
  }

  /// Runs a check; what SQLite cannot read is a finding, too.
  private mutating func guarded(_ check: (inout LogVerifier) throws -> Void) {
    do {
      try check(&self)
    } catch let error as EventLogError {
      add(error, after: .zero)
    } catch let error as DatabaseError {
      damages.append(
        StoreDamage(
          part: .file,
          position: nil,
          finding: "SQLite says: \(error.message ?? "error \(error.resultCode.rawValue)")",
          remedy: .salvage
        )
      )
    } catch {
      damages.append(
        StoreDamage(part: .file, position: nil, finding: "\(error)", remedy: .salvage)
      )
    }
  }
}

extension LogSnapshot {
  /// Checks everything of the log, and that it still begins as it was at noted heads; calls
  /// `progress` with every position of the chain that holds.
  ///
  /// What is wrong is part of the result, and never thrown.
  public func verify(
    heads: [NotedHead] = [],
    progress: (LogPosition) -> Void = { _ in }
  ) throws -> LogVerification {
    var verifier = LogVerifier(snapshot: self)
    return try verifier.verify(heads: heads, progress: progress)
  }
}
