internal import EventLog
internal import TopologyModel

/// Another store, as an import opens it: for reading alone, so that its writer is not disturbed.
enum StoreFile {
  /// Opens the store at a path.
  ///
  /// - Throws: `ImportError` for a database of another program, and where the options cannot be
  ///   followed; `EventLogError` where the store cannot be read.
  static func open(_ path: String, _ options: ImportOptions) throws -> SQLiteEventLog {
    let log: SQLiteEventLog
    do {
      log = try SQLiteEventLog(
        path: path,
        access: .readOnly,
        participants: [],
        clock: FixedClock(options.importTime)
      )
    } catch EventLogError.notAStore {
      throw ImportError.foreignDatabase(path: path)
    }
    let clusters = try log.read { try $0.clusters().map { $0.name } }
    if options.cluster != nil, clusters.count > 1 {
      try log.close()
      throw ImportError.severalClusters(path: path, clusters: clusters)
    }
    return log
  }

  /// Throws where a path that holds a store cannot be imported.
  static func check(_ path: String, _ options: ImportOptions) throws {
    try open(path, options).close()
  }
}
