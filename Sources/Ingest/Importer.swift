public import EventLog
internal import TopologyModel

/// Imports files into a log: recordings, watches, lists, and manifests, recognised by content.
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

  /// Finds out whether the paths can be imported at all; touches no log, so that none needs to be
  /// created for paths that cannot.
  ///
  /// - Throws: `ImportError` where there is nothing readable at a path, or the options cannot be
  ///   followed.
  public static func check(_ paths: [String], options: ImportOptions) throws(ImportError) {
    _ = try plans(paths, options)
  }

  private static func plans(
    _ paths: [String],
    _ options: ImportOptions
  ) throws(ImportError) -> [ImportPlan] {
    if let cluster = options.cluster, cluster.allSatisfy({ $0.isWhitespace }) {
      throw .clusterWithoutName
    }
    var plans: [ImportPlan] = []
    for path in paths { plans.append(try ImportPlan(path: path)) }
    return plans
  }

  /// Imports files and folders, one after the other; `-` is standard input.
  ///
  /// A file with a record that cannot be read is imported up to that record, unless the options
  /// say to pass it over; the files after it are imported all the same, and the report tells.
  ///
  /// - Throws: `ImportError` where a path cannot be imported at all, before anything is appended;
  ///   `EventLogError` where the log refuses. What was appended before stays.
  public func importPaths(_ paths: [String]) throws -> ImportReport {
    let plans = try Self.plans(paths, options)
    let writer = BatchWriter(log: log, eventsMax: options.batchEventsMax)
    for plan in plans {
      try ImportRun(
        plan: plan,
        options: options,
        writer: writer,
        formats: ClusterFormats(log: log),
        progress: progress
      ).run()
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

  /// Says of audit logs of clusters without states that they tell none.
  private func noteAuditsWithoutStates(_ report: inout ImportReport) throws {
    for entry in report.feeds {
      guard let feed = entry.feed, feed.format == InputFormat.auditLog.rawValue else { continue }
      let hasStates = try log.read { snapshot in
        try snapshot.clusters().first { $0.name == feed.cluster }
          .map { try snapshot.hasObjects(clusterID: $0.id) } ?? false
      }
      if !hasStates {
        report.notes.append(.auditWithoutStates(cluster: feed.cluster, file: entry.path))
      }
    }
  }
}
