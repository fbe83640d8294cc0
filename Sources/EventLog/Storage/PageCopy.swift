internal import CBackupFile
internal import GRDB
internal import GRDBSQLite

/// Copies the pages of a moment of a store into a file, over whatever lies there: pages that are there
/// already are compared, and not written.
struct PageCopy {
  private let file: OpaquePointer
  private let copy: OpaquePointer

  /// Opens the file, and makes it when there is none.
  init(_ path: String) throws {
    var file: OpaquePointer?
    var copy: OpaquePointer?
    let code = hc_backup_file_open(path, &copy, &file)
    guard code == SQLITE_OK, let file, let copy else {
      let text = Self.text(copy, code)
      let error = DatabaseError(resultCode: ResultCode(rawValue: code), message: text)
      sqlite3_close(copy)
      hc_backup_file_free(file)
      throw error
    }
    (self.file, self.copy) = (file, copy)
  }

  /// Lets go of the file.
  func close() {
    sqlite3_close(copy)
    hc_backup_file_free(file)
  }

  /// Copies what a connection sees, within the transaction that it is in; then the file has that and
  /// nothing else, on disk.
  func run(
    from source: Database,
    pagesPerStep: Int32,
    progress: (_ pagesCopied: Int, _ pagesTotal: Int) -> Void
  ) throws -> (pagesTotal: Int, pagesKept: Int) {
    guard let backup = sqlite3_backup_init(copy, "main", source.sqliteConnection, "main") else {
      throw error(sqlite3_errcode(copy))
    }
    var code = SQLITE_OK
    var total = 0
    while code == SQLITE_OK {
      code = sqlite3_backup_step(backup, pagesPerStep)
      total = Int(sqlite3_backup_pagecount(backup))
      if code == SQLITE_OK || code == SQLITE_DONE {
        progress(total - Int(sqlite3_backup_remaining(backup)), total)
      }
    }
    let finished = sqlite3_backup_finish(backup)
    guard code == SQLITE_DONE else { throw error(code) }
    guard finished == SQLITE_OK else { throw error(finished) }
    let synced = hc_backup_file_finish(file)
    guard synced == SQLITE_OK else { throw error(synced) }
    let pageBytes = try Int64.fetchOne(source, sql: "PRAGMA page_size") ?? 1
    return (total, Int(hc_backup_file_kept(file) / pageBytes))
  }

  private func error(_ code: Int32) -> DatabaseError {
    DatabaseError(resultCode: ResultCode(rawValue: code), message: Self.text(copy, code))
  }

  private static func text(_ copy: OpaquePointer?, _ code: Int32) -> String? {
    if let copy, sqlite3_errcode(copy) & 0xff == code & 0xff, let text = sqlite3_errmsg(copy) {
      return String(cString: text)
    }
    return sqlite3_errstr(code).map { String(cString: $0) }
  }
}
