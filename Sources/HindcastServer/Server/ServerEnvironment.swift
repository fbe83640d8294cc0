public import QueryEngine
public import TopologyModel

/// What a server takes from outside, since no clock ticks and no chance plays in here.
public struct ServerEnvironment: Sendable {
  /// A saved query.
  public struct SavedQuery: Sendable {
    /// Its name.
    public var name: String
    /// Its text, with its header.
    public var text: String

    /// Creates a saved query.
    public init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  /// The version that answers and reports name.
  public var toolVersion: String
  /// The time now, in UTC.
  public var now: @Sendable () -> Instant
  /// A clock that never steps back.
  public var stopwatch: Stopwatch
  /// Lets seconds pass; throws where the task is cancelled.
  public var pause: @Sendable (_ seconds: Double) async throws -> Void
  /// The time zone of a name such as `Europe/Berlin`; nil where there is none.
  public var zone: @Sendable (_ name: String) -> DisplayZone?
  /// The saved queries, in order of their names.
  public var savedQueries: @Sendable () throws -> [SavedQuery]
  /// Writes lines of the log, each ended by a line break.
  public var writeLog: @Sendable (_ lines: [UInt8]) -> Void
  /// What a collector in the same process says; nil where there is none.
  public var collector: CollectorStatus.Source?

  /// Creates an environment.
  public init(
    toolVersion: String,
    now: @escaping @Sendable () -> Instant,
    stopwatch: Stopwatch,
    pause: @escaping @Sendable (_ seconds: Double) async throws -> Void,
    zone: @escaping @Sendable (_ name: String) -> DisplayZone?,
    savedQueries: @escaping @Sendable () throws -> [SavedQuery],
    writeLog: @escaping @Sendable (_ lines: [UInt8]) -> Void,
    collector: CollectorStatus.Source? = nil
  ) {
    self.toolVersion = toolVersion
    self.now = now
    self.stopwatch = stopwatch
    self.pause = pause
    self.zone = zone
    self.savedQueries = savedQueries
    self.writeLog = writeLog
    self.collector = collector
  }
}
