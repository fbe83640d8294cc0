public import EventLog

extension SQLiteEventLog {
  /// Forgets what a request says, and leaves in its place what answers at the horizon and later need;
  /// returns what was forgotten, or nil where there was nothing.
  ///
  /// Everything happens in one transaction, the projections' part included: whatever happens
  /// meanwhile, the store is the old one or the new one. Throws
  /// `EventLogError.retentionDiffers` where what is valid at the horizon or later would not stay as it
  /// is; then nothing was changed.
  public func retain(_ request: RetentionRequest) throws -> RetentionPlan? {
    var check: RetentionCheck?
    return try retain(
      plan: { log in
        guard let plan = try RetentionPlanner(log, request).plan() else { return nil }
        check = try RetentionCheck(log, plan)
        try check?.note()
        return plan
      },
      check: { _ in try check?.compare() }
    )
  }

  /// Returns what a retention would forget, and what it would leave, and changes nothing.
  ///
  /// Returns nil where there is nothing to forget.
  public func plan(_ request: RetentionRequest) throws -> RetentionPlan? {
    try read { log in
      defer { try? RetentionTables.drop(log.connection) }
      return try RetentionPlanner(log, request).plan()
    }
  }
}
