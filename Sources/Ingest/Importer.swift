public import EventLog
internal import TopologyModel

/// Imports files into a log: recordings, watches, lists, manifests, and other stores, recognised by
/// content.
///
/// Importing the same again appends nothing, and an import that was interrupted is completed by
/// repeating it.
public final class Importer {
  private let log: SQLiteEventLog
  private let options: ImportOptions
  private let progress: @Sendable (ImportProgress) -> Void

  /// Creates an importer into a log that was opened for writing; `progress` is called after each
  /// append.
  public init(
    log: SQLiteEventLog,
    options: ImportOptions,
    progress: @escaping @Sendable (ImportProgress) -> Void
  ) {
    self.log = log
    self.options = options
    self.progress = progress
  }

  /// Finds out whether the paths can be imported at all.
  ///
  /// It touches no log, so that none needs to be created for paths that cannot; `storePath` is where
  /// the log is.
  ///
  /// - Throws: `ImportError` where there is nothing readable at a path, or the options cannot be
  ///   followed; `EventLogError` where another store cannot be read.
  public static func check(
    _ paths: [String],
    options: ImportOptions,
    storePath: String? = nil
  ) throws {
    _ = try plans(paths, options, storePath: storePath)
  }

  private static func plans(
    _ paths: [String],
    _ options: ImportOptions,
    storePath: String?
  ) throws -> [ImportPlan] {
    if let cluster = options.cluster, cluster.allSatisfy({ $0.isWhitespace }) {
      throw ImportError.clusterWithoutName
    }
    // What the store consists of is not even opened: closing it again would drop SQLite's locks on it.
    let own = storePath.map { FileSystem.identities(ofStore: $0) } ?? []
    for path in paths { try refuse(path, where: own) }
    let plans = try paths.map { try ImportPlan(path: $0) }
    for plan in plans {
      for file in plan.storedFiles { try refuse(file, where: own) }
      if plan.isStore { try StoreFile.check(plan.path, options) }
    }
    return plans
  }

  /// Throws where a path leads to a file of the store that would be imported into.
  private static func refuse(
    _ path: String,
    where own: Set<FileSystem.Identity>
  ) throws(ImportError) {
    guard let identity = FileSystem.identity(path), own.contains(identity) else { return }
    throw .intoItself(path: path)
  }

  /// Imports files and folders, one after the other; `-` is standard input.
  ///
  /// A file with a record that cannot be read is imported up to that record, unless the options
  /// say to pass it over; the files after it are imported all the same, and the report tells.
  ///
  /// - Throws: `ImportError` where a path cannot be imported at all, and `EventLogError` where it is a
  ///   store that cannot be read, before anything is appended; `EventLogError` where the log refuses.
  ///   What was appended before stays.
  public func importPaths(_ paths: [String]) throws -> ImportReport {
    let plans = try Self.plans(paths, options, storePath: log.path)
    let writer = BatchWriter(log: log, eventsMax: options.batchEventsMax)
    let formats = ClusterFormats(log: log)
    for plan in plans {
      guard !plan.isStore else {
        try StoreRun(
          path: plan.path,
          options: options,
          log: log,
          writer: writer,
          formats: formats,
          progress: progress
        ).run()
        continue
      }
      if let tree = plan.tree {
        try TreeRun(
          tree: tree,
          options: options,
          writer: writer,
          formats: formats,
          progress: progress
        ).run()
      } else if let arrivalTime = options.arrivalTime, FileSystem.isPipe(plan.path) {
        try StreamRun(
          plan: plan,
          options: options,
          arrivalTime: arrivalTime,
          writer: writer,
          formats: formats,
          progress: progress
        ).run()
      } else {
        try ImportRun(
          plan: plan,
          options: options,
          writer: writer,
          formats: formats,
          progress: progress
        ).run()
      }
    }
    try writer.finish()
    if writer.uncomparedCount > 0 {
      writer.report.notes.append(
        ImportNote(
          code: "bodies-not-compared",
          message: "\(writer.uncomparedCount) bodies that came again were not compared: at most "
            + "\(BodyComparer.comparisonsMax) are",
          file: paths.joined(separator: ", ")
        )
      )
    }
    try noteAuditsWithoutStates(&writer.report)
    return writer.report
  }

  /// Imports a content that was read already, all of it in one append or nothing; the report tells
  /// what cannot be read.
  ///
  /// It is named `name` in the report. Manifests are refused.
  ///
  /// - Throws: `EventLogError` where the log refuses.
  public func importAtomically(_ bytes: [UInt8], named name: String) throws -> ImportReport {
    let writer = BatchWriter(log: log, eventsMax: options.batchEventsMax, isAtomic: true)
    try ImportRun(
      plan: ImportPlan(contentNamed: name),
      options: options,
      writer: writer,
      formats: ClusterFormats(log: log),
      progress: progress,
      content: FileContent(
        path: name,
        stored: bytes,
        arrivals: ArrivalTimes(),
        bytesMax: options.contentBytesMax
      )
    ).run()
    try writer.finish()
    return writer.report
  }

  /// Says of audit logs of clusters without states that they tell none.
  private func noteAuditsWithoutStates(_ report: inout ImportReport) throws {
    for entry in report.feeds {
      guard let feed = entry.feed, feed.format == InputFormat.auditLog.rawValue else { continue }
      let hasStates = try log.read { snapshot in
        try snapshot.clusterID(named: feed.cluster)
          .map { try snapshot.hasObjects(clusterID: $0) } ?? false
      }
      if !hasStates {
        report.notes.append(.auditWithoutStates(cluster: feed.cluster, file: entry.path))
      }
    }
  }
}
