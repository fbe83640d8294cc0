internal import Dispatch
internal import GRDB
internal import Synchronization
import TopologyModel

/// The event log in one SQLite file: one writer, any number of readers in any process.
///
/// Appends are durable when they return (`synchronous = FULL`); readers see one consistent moment.
public final class SQLiteEventLog: Sendable {
  /// How a store is opened.
  public enum Access: Sendable {
    /// Readers may be many, and writers elsewhere do not disturb them.
    case readOnly
    /// The only writer; `holder` is what others are told of it. The store is created when absent.
    case readWrite(holder: String)
  }

  /// Limits and sizes of an open store.
  public struct Options: Sendable {
    /// How many bytes of earlier bodies the writer keeps to compress against.
    public var bodyCacheBytesMax = 64 << 20
    /// How many connections may read at once.
    public var readersMax = 4
    /// Whether all of the store is read once, as a verification does.
    ///
    /// Then it is not mapped into memory, where it would stay, and temporary tables are written to a
    /// file. SQLite deletes that at once; where it lies, `SQLITE_TMPDIR` or `TMPDIR` says.
    public var isReadOnce = false
    /// How many bytes are free on the disk of a folder, before space is returned; nil where that is not
    /// known.
    package var freeBytes: @Sendable (_ folder: String) -> Int64? = SQLiteEventLog.freeBytes
    /// The bytes of temporary tables that stay in memory where they are written to a file.
    static let temporaryBytesMax = 32 << 20

    /// Creates the defaults (docs/reference/limits.md).
    public init() {}
  }

  /// The store's path.
  public let path: String

  let pool: DatabasePool
  private let lock: WriterLock?
  private let writer: WriterState
  let clock: any RecordingClock
  let participants: [any AppendParticipant]
  private let isClosed = Mutex(false)
  /// The file that was opened: what is written and read must be of the one of that name.
  private let openedFile: SQLiteFile.Identity?
  /// The file as it was opened, where nothing can be shared with its writer.
  private let frozenFile: SQLiteFile.State?
  private let shelf = SnapshotShelf()
  private let ends = StoreEnds()
  let freeBytes: @Sendable (_ folder: String) -> Int64?
  /// The end of the last part that is sealed, where that is known.
  let sealedThrough = Mutex<Int64?>(nil)

  /// The writer's memory; touched only on the pool's writer queue.
  private final class WriterState: @unchecked Sendable {
    let writer: LogWriter
    init(_ writer: LogWriter) { self.writer = writer }
  }

  /// Opens the store at `path`; throws `EventLogError`.
  public init(
    path: String,
    access: Access,
    participants: [any AppendParticipant],
    clock: any RecordingClock,
    options: Options = Options()
  ) throws {
    self.path = path
    self.clock = clock
    self.participants = participants
    freeBytes = options.freeBytes
    writer = WriterState(LogWriter(bodyCacheBytesMax: options.bodyCacheBytesMax))
    switch access {
    case .readOnly:
      lock = nil
      guard SQLiteFile.exists(path) else { throw EventLogError.noStore(path: path) }
      try SQLiteFile.check(path)
      openedFile = SQLiteFile.identity(path)
      (pool, frozenFile) = try Self.openForReading(path, options: options)
    case .readWrite(let holder):
      try SQLiteFile.check(path)
      lock = try WriterLock(storePath: path, holder: holder)
      pool = try Self.translating(path) {
        try Self.openPool(path, of: path, isReadOnly: false, options: options)
      }
      openedFile = SQLiteFile.identity(path)
      frozenFile = nil
      try Self.translating(path) {
        try pool.write { db in
          try LogSchema.migrate(db, path: path)
          let snapshot = LogSnapshot(db: db, path: path)
          for participant in participants {
            try participant.prepare(snapshot.connection, log: snapshot)
          }
        }
      }
    }
  }

  /// Appends drafts in order, in one transaction together with the participants' work, and returns
  /// when it is on disk.
  ///
  /// Throws `EventLogError`; then nothing was appended.
  public func append(_ drafts: [EventDraft]) throws -> AppendReceipt {
    try writing { snapshot in
      let (receipt, appended) = try writer.writer.append(
        drafts,
        clock: clock,
        snapshot: snapshot
      )
      if !appended.isEmpty {
        for participant in participants {
          try participant.apply(appended, snapshot.connection, log: snapshot)
        }
      }
      return receipt
    }
  }

  /// Hands `body` one consistent moment of the store.
  public func read<Result>(_ body: (LogSnapshot) throws -> Result) throws -> Result {
    try reading { db, end in try body(LogSnapshot(db: db, path: path, shelf: shelf, end: end)) }
  }

  /// Hands `body` one consistent moment of the store, and stops statements that are running once
  /// `isCancelled` says so; those throw then, and so does this.
  public func read<Result>(
    isCancelled: @escaping () -> Bool,
    _ body: (LogSnapshot) throws -> Result
  ) throws -> Result {
    try reading { db, end in
      try CancellationWatch(isCancelled).watching(db) {
        try body(LogSnapshot(db: db, path: path, shelf: shelf, end: end))
      }
    }
  }

  private func reading<Result>(_ body: (Database, StoreEnd) throws -> Result) throws -> Result {
    try checkFile()
    let result: Result
    do {
      result = try Self.translating(path) {
        try pool.unsafeRead { db in try Self.inTransaction(db, ends.end(of: db), body) }
      }
    } catch {
      // A connection that is made now does not find the file either.
      try checkFile()
      throw error
    }
    if let frozenFile, !frozenFile.isStill(path) { throw EventLogError.changedFile(path: path) }
    return result
  }

  /// Reads one moment.
  ///
  /// GRDB's own `read` prepares the statements of each transaction anew, which takes longer than many a
  /// question.
  private static func inTransaction<Result>(
    _ db: Database,
    _ end: StoreEnd,
    _ body: (Database, StoreEnd) throws -> Result
  ) throws -> Result {
    try db.cachedStatement(sql: "BEGIN DEFERRED TRANSACTION").execute()
    do {
      // The moment is that of the first read: without one, a copy of pages would be of none.
      end.see(try Int64.fetchOne(db.cachedStatement(sql: "PRAGMA data_version")) ?? 0)
      let result = try body(db, end)
      try db.cachedStatement(sql: "COMMIT TRANSACTION").execute()
      return result
    } catch {
      // SQLite itself ends the transaction behind some errors.
      if db.isInsideTransaction { try? db.rollback() }
      throw error
    }
  }

  /// Runs `body` in a writing transaction that appends nothing, as a rebuild does.
  package func maintain<Result>(_ body: (LogSnapshot) throws -> Result) throws -> Result {
    try writing(body)
  }

  /// Runs `body` in a writing transaction that replaces what was there, so that nobody goes on with
  /// what was remembered of it.
  func replacing<Result>(_ body: (LogSnapshot, LogWriter) throws -> Result) throws -> Result {
    try checkFile()
    return try Self.translating(path) {
      try pool.writeWithoutTransaction { db in
        defer { discardUncommitted() }
        return try Self.committing(db) {
          try body(LogSnapshot(db: db, path: path), writer.writer)
        }
      }
    }
  }

  /// Moves what was committed into the main file, closes the store, and lets other writers in;
  /// does nothing the second time.
  public func close() throws {
    let isFirst = isClosed.withLock { isClosed in
      defer { isClosed = true }
      return !isClosed
    }
    guard isFirst else { return }
    defer { lock?.release() }
    try Self.translating(path) {
      let moved = Swift.Result {
        guard lock != nil else { return }
        do {
          try pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
          // A reader holds an earlier moment; the next writer moves what is left behind it.
        }
      }
      // What could not be moved stays in the log file, for the next who opens the store.
      try pool.close()
      try moved.get()
    }
  }

  /// Throws where the name leads to no file any more, or to another one: what would be written were
  /// gone with the file that nobody finds, and what would be read, partly of another store.
  private func checkFile() throws(EventLogError) {
    guard let openedFile, SQLiteFile.identity(path) != openedFile else { return }
    throw .replacedFile(path: path)
  }

  /// Runs `body` in the writer's transaction.
  ///
  /// Where that fails, what was learned in it is forgotten before the next one begins.
  private func writing<Result>(_ body: (LogSnapshot) throws -> Result) throws -> Result {
    try checkFile()
    return try Self.translating(path) {
      try pool.writeWithoutTransaction { db in
        do {
          return try Self.committing(db) { try body(LogSnapshot(db: db, path: path)) }
        } catch {
          discardUncommitted()
          throw error
        }
      }
    }
  }

  private static func committing<Result>(
    _ db: Database,
    _ body: () throws -> Result
  ) throws -> Result {
    var result: Result?
    try db.inTransaction {
      result = try body()
      return .commit
    }
    guard let result else { preconditionFailure("a transaction committed without a result") }
    return result
  }

  /// Forgets what was learned in a transaction; called on the writer's queue.
  private func discardUncommitted() {
    writer.writer.discardUncommitted()
    for participant in participants { participant.discardUncommitted() }
  }

  /// Opens a store for reading; where nothing can be written beside it, as on a read-only medium, as
  /// a file that does not change, and returns how it is.
  private static func openForReading(
    _ path: String,
    options: Options
  ) throws -> (DatabasePool, SQLiteFile.State?) {
    func opened(_ name: String) throws -> DatabasePool {
      let pool = try openPool(name, of: path, isReadOnly: true, options: options)
      try pool.read { db in
        guard try LogSchema.check(db, path: path) > 0 else {
          throw EventLogError.notAStore(path: path)
        }
      }
      return pool
    }
    return try translating(path) {
      do {
        return (try opened(path), nil)
      } catch let error as DatabaseError
        where error.extendedResultCode == .SQLITE_READONLY_ROLLBACK
      {
        // Where nothing was there before the change, there is no store yet.
        throw SQLiteFile.beganEmpty(path)
          ? EventLogError.notAStore(path: path) : .unfinishedChange(path: path)
      } catch let error as DatabaseError
        where error.resultCode == .SQLITE_READONLY || error.resultCode == .SQLITE_CANTOPEN
      {
        if SQLiteFile.hasLog(path) { throw EventLogError.unappliedLog(path: path) }
        guard !SQLiteFile.exists(path + "-shm"), let state = SQLiteFile.State(path) else {
          throw error
        }
        return (try opened(SQLiteFile.frozenName(path)), state)
      }
    }
  }

  private static func openPool(
    _ name: String,
    of path: String,
    isReadOnly: Bool,
    options: Options
  ) throws -> DatabasePool {
    var configuration = Configuration()
    configuration.readonly = isReadOnly
    configuration.maximumReaderCount = options.readersMax
    configuration.busyMode = .timeout(10)
    configuration.label = "hindcast"
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA secure_delete = OFF")
      try db.execute(sql: "PRAGMA cache_size = -65536")
      if options.isReadOnce {
        try db.execute(sql: "PRAGMA mmap_size = 0")
        try db.execute(sql: "PRAGMA temp_store = FILE")
        try db.execute(sql: "PRAGMA temp.cache_size = -\(Options.temporaryBytesMax >> 10)")
      } else {
        try db.execute(sql: "PRAGMA mmap_size = 1073741824")
        try db.execute(sql: "PRAGMA temp_store = MEMORY")
      }
      guard !isReadOnly else { return }
      try db.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
    }
    let pool = try DatabasePool(path: name, configuration: configuration)
    if !isReadOnly { try makeDurable(pool, path) }
    return pool
  }

  /// Makes commits be on disk when they return.
  ///
  /// GRDB sets `NORMAL` when it has turned the write-ahead log on, behind `prepareDatabase`. And it takes
  /// the mode from the pragma's answer, which comes before the pragma's own commit and whatever that
  /// fails with; the log would then be kept in a rollback journal, whose removal no commit waits for.
  private static func makeDurable(_ pool: DatabasePool, _ path: String) throws {
    try pool.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA synchronous = FULL")
      guard try String.fetchOne(db, sql: "PRAGMA main.journal_mode") == "wal" else {
        throw EventLogError.storage(path: path, detail: "its write-ahead log cannot be turned on")
      }
      // What GRDB, or a process that was killed, left in the log without a sync would otherwise lie
      // before what is synced later; a sync that fails may drop it.
      do {
        _ = try db.checkpoint(.passive)
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
        // Somebody else is moving it.
      }
    }
  }

  /// Runs `body` and turns SQLite's errors into `EventLogError`.
  static func translating<Result>(
    _ path: String,
    _ body: () throws -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch let error as DatabaseError {
      if error.resultCode == .SQLITE_NOTADB { throw EventLogError.notAStore(path: path) }
      let detail = error.message ?? "SQLite error \(error.resultCode.rawValue)"
      if error.resultCode == .SQLITE_CORRUPT {
        throw EventLogError.damagedFile(path: path, detail: detail)
      }
      throw EventLogError.storage(path: path, detail: detail)
    } catch let error as ForeignValue {
      throw EventLogError.damagedFile(
        path: path,
        detail: "`\(error.column)` has a value of another type"
      )
    } catch is RowDecodingError {
      throw EventLogError.damagedFile(
        path: path,
        detail: "a value is of another type than its column's"
      )
    }
  }
}
