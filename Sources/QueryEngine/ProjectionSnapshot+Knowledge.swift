public import EventLog
public import Projections

extension ProjectionSnapshot {
  /// The reads of a moment of a log that a query needs, which says as of which knowledge.
  ///
  /// Throws what `init(_:knownAt:)` throws, and what the log throws.
  public convenience init(_ log: LogSnapshot, as knowledge: QueryRunner.Knowledge) throws {
    switch knowledge {
    case .latest: try self.init(log)
    case .event(let position): try self.init(log, knownAt: position)
    case .recorded(let instant):
      try self.init(log, knownAt: log.position(recordedBy: instant))
    }
  }
}
