public import Diagnostics
public import EventLog
internal import Foundation
internal import Ingest
public import Projections
public import QueryEngine
public import TopologyModel

/// A store in a folder of its own, with the inline projections that the executable gives it.
public final class TestStore {
  private let directory: TemporaryDirectory
  /// The path of its file.
  public let path: String
  private let clock = SettableClock()
  private var projection: TopologyProjection
  private let hasProjections: Bool
  private var openLog: SQLiteEventLog?

  /// The log, open for writing.
  public var log: SQLiteEventLog {
    get throws {
      guard let openLog else { throw ScriptError("the store is closed") }
      return openLog
    }
  }

  /// Creates an empty store; one without projections is as a version that has others finds it.
  public convenience init(hasProjections: Bool = true) throws {
    try self.init(directory: TemporaryDirectory(), hasProjections: hasProjections)
  }

  private init(directory: TemporaryDirectory, hasProjections: Bool = true) throws {
    self.directory = directory
    self.hasProjections = hasProjections
    path = directory.file("store.db")
    projection = TopologyProjection()
    openLog = try Self.open(path, hasProjections ? [projection] : [], clock)
  }

  deinit {
    try? openLog?.close()
  }

  private static func open(
    _ path: String,
    _ participants: [any AppendParticipant],
    _ clock: SettableClock
  ) throws -> SQLiteEventLog {
    try SQLiteEventLog(
      path: path,
      access: .readWrite(holder: "a test"),
      participants: participants,
      clock: clock
    )
  }

  /// Appends drafts in one transaction, recorded at an instant.
  @discardableResult
  public func append(_ drafts: [EventDraft], recordedAt: Instant) throws -> AppendReceipt {
    clock.set(recordedAt)
    return try log.append(drafts)
  }

  /// Imports a file of manifests, taken as observed and recorded at an instant.
  func importManifests(_ text: String, cluster: String, at time: Instant) throws {
    clock.set(time)
    let path = directory.file("manifests.yaml")
    try Data(text.utf8).write(to: URL(filePath: path))
    let options = ImportOptions(importTime: time, cluster: cluster, assumedTime: time)
    let report = try Importer(log: log, options: options) { _ in }.importPaths([path])
    guard report.isComplete else { throw ScriptError("the manifests cannot be read") }
  }

  /// Closes the store and opens it again.
  public func reopen() throws {
    try openLog?.close()
    // The writer's lock goes with the log.
    openLog = nil
    projection = TopologyProjection()
    openLog = try Self.open(path, hasProjections ? [projection] : [], clock)
  }

  /// Forgets what a request says.
  public func retain(_ request: RetentionRequest) throws -> RetentionPlan? {
    try log.retain(request)
  }

  /// Drops the projections and replays the log.
  public func rebuild() throws {
    try projection.rebuild(in: log)
  }

  /// Copies the store's files, as they are on disk now, into a store of its own.
  public func copy() throws -> TestStore {
    let target = try TemporaryDirectory()
    for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: path + suffix) {
      try FileManager.default.copyItem(
        atPath: path + suffix,
        toPath: target.file("store.db\(suffix)")
      )
    }
    return try TestStore(directory: target)
  }

  /// The canonical dump of the projections.
  public func dump() throws -> String {
    try log.read { try ProjectionSnapshot($0).dump() }
  }

  /// The last position and the chain hash there.
  public func head() throws -> (position: LogPosition, hash: ChainHash) {
    try log.read { try $0.head() }
  }

  /// Answers a query, or refuses it.
  public func run(
    _ source: SourceText,
    context: QueryContext,
    cache: PlanCache? = nil
  ) throws -> QueryRunner.Outcome {
    try log.read { snapshot in
      try QueryRunner(cache: cache) { try ProjectionSnapshot(snapshot, as: $0) }.run(
        source,
        context: context
      )
    }
  }
}
