public import TopologyModel

extension Salvage {
  /// Takes what can be taken of the store at a path into a file that is not there yet; calls `progress`
  /// with each position and the last one.
  ///
  /// The file gets its name only when all of it is there: what was interrupted leaves `FILE-partial`,
  /// and the next salvage begins anew. Returns whether there was such a rest, too. Throws
  /// `EventLogError`.
  public static func save(
    _ path: String,
    to target: String,
    holder: String,
    participants: [any AppendParticipant],
    progress: (LogPosition, LogPosition) -> Void = { _, _ in }
  ) throws -> (report: SalvageReport, hadRest: Bool) {
    try checkIsReadable(path)
    let (report, rest) = try PartialStore.making(target, from: path, holder: holder) { partial in
      let clock = SalvageClock()
      let log = try SQLiteEventLog(
        path: partial,
        access: .readWrite(holder: holder),
        participants: participants,
        clock: clock
      )
      defer { try? log.close() }
      var salvage = try Salvage(path: path, into: log, clock: clock)
      let report = try salvage.run(progress: progress)
      try log.close()
      return report
    }
    return (report, rest != .none)
  }
}
