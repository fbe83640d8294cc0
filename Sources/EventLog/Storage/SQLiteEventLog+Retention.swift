internal import Foundation
internal import GRDB
internal import Glibc
import TopologyModel

extension SQLiteEventLog {
  /// Replaces what a plan forgets by a base, in one transaction together with the participants' work:
  /// whatever happens meanwhile, the store is the old one or the new one.
  ///
  /// `plan` fills `RetentionTables`, and `check` throws where an answer would change; then nothing
  /// was changed. Returns the plan; nil where there was nothing to forget.
  public func retain(
    plan: (LogSnapshot) throws -> RetentionPlan?,
    check: (LogSnapshot) throws -> Void
  ) throws -> RetentionPlan? {
    try replacing { snapshot, writer in
      try RetentionTables.create(snapshot.connection)
      defer { try? RetentionTables.drop(snapshot.connection) }
      guard let plan = try plan(snapshot) else { return nil }
      try writer.keepHead(snapshot)
      let told = try Retention(snapshot, plan).run()
      for (cluster, details) in told {
        try writer.append(details, cluster: cluster, clock: clock, snapshot: snapshot)
      }
      try prepareParticipants(snapshot)
      try check(snapshot)
      return plan
    }
  }

  /// Fills a log that is empty, in one transaction together with the participants' work.
  func fill(_ body: (LogSnapshot, LogWriter) throws -> Void) throws {
    try replacing { snapshot, writer in
      try body(snapshot, writer)
      try prepareParticipants(snapshot)
    }
  }

  /// Lets the participants build anew what they derive, since the head has moved.
  private func prepareParticipants(_ snapshot: LogSnapshot) throws {
    for participant in participants {
      participant.discardUncommitted()
      try participant.prepare(snapshot.connection, log: snapshot)
    }
  }

  /// How many bytes the database takes, free pages aside.
  public func usedByteCount() throws -> Int64 {
    try read { try $0.usedByteCount() }
  }

  /// How many bytes the store's file has.
  public func fileByteCount() -> Int64 {
    var status = stat()
    return stat(path, &status) == 0 ? Int64(status.st_size) : 0
  }

  /// Throws `noRoom` where the disk has not the room that `returnSpace()` needs, once the database
  /// takes so many bytes.
  public func checkRoom(forReturning bytes: Int64) throws(EventLogError) {
    guard let free = freeBytes(Self.folder(of: path)) else { return }
    let needed = bytes * 2
    guard free < needed else { return }
    throw .noRoom(path: path, needed: needed, free: free)
  }

  /// How many bytes are free on the disk of a folder; nil where the system does not say.
  static func freeBytes(_ folder: String) -> Int64? {
    var status = statvfs()
    guard statvfs(folder, &status) == 0 else { return nil }
    return Int64(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
  }

  /// How long the space waits for readers of an earlier moment, in milliseconds, before and after it is
  /// returned.
  private static let readersWaitMilliseconds = 1000

  /// Moves what was committed into the main file, and returns whether all of it could be: a reader of an
  /// earlier moment that does not end in a second keeps it from that.
  private static func moveAll(_ db: Database) throws -> Bool {
    let known = try Int.fetchOne(db, sql: "PRAGMA busy_timeout") ?? 0
    try db.execute(sql: "PRAGMA busy_timeout = \(readersWaitMilliseconds)")
    defer { try? db.execute(sql: "PRAGMA busy_timeout = \(known)") }
    let row = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    return (row?[0] as Int64?) == 0
  }

  /// Gives the space of free pages back to the file system.
  ///
  /// The database is written anew within its file, so that readers go on with the moment that they
  /// have. It needs twice the room that the database takes afterwards; throws `noRoom` where the disk
  /// has less. Returns whether the file has shrunk already: a reader of an earlier moment keeps it
  /// from that until it ends.
  public func returnSpace() throws -> Bool {
    try checkRoom(forReturning: usedByteCount())
    let folder = Self.folder(of: path)
    return try Self.translating(path) {
      try pool.writeWithoutTransaction { db in
        // What is written meanwhile would not fit into memory.
        try db.execute(sql: "PRAGMA temp_store = FILE")
        defer { try? db.execute(sql: "PRAGMA temp_store = MEMORY") }
        let quoted = folder.replacingOccurrences(of: "'", with: "''")
        try db.execute(sql: "PRAGMA temp_store_directory = '\(quoted)'")
        defer { try? db.execute(sql: "PRAGMA temp_store_directory = ''") }
        _ = try Self.moveAll(db)
        try db.execute(sql: "VACUUM")
        return try Self.moveAll(db)
      }
    }
  }
}

extension LogSnapshot {
  /// How many bytes the database takes, free pages aside.
  package func usedByteCount() throws -> Int64 {
    let pages = try Int64.fetchOne(db, sql: "PRAGMA page_count") ?? 0
    let free = try Int64.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0
    let size = try Int64.fetchOne(db, sql: "PRAGMA page_size") ?? 0
    return (pages - free) * size
  }
}
