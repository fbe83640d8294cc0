import Diagnostics
import EventLog
import Foundation
import Ingest
import Projections
import QueryEngine
import TopologyModel

/// A store in a temporary folder that goes away with it.
final class TestStore {
  let log: SQLiteEventLog
  let path: String
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("hindcast-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appendingPathComponent("store.db").path
    log = try SQLiteEventLog(
      path: path,
      access: .readWrite(holder: "tests"),
      participants: [TopologyProjection()],
      clock: FixedClock(Instant(nanoseconds: 0))
    )
  }

  deinit {
    try? log.close()
    try? FileManager.default.removeItem(at: folder)
  }

  /// Imports paths into one cluster; the report.
  @discardableResult
  func importing(_ paths: [String], cluster: String = "c") throws -> ImportReport {
    try Importer(
      log: log,
      options: ImportOptions(importTime: Instant(nanoseconds: 0), cluster: cluster)
    ) { _ in }.importPaths(paths)
  }

  /// Hands `body` the reads of the present moment with the only cluster.
  func reading<Result>(
    _ body: (ProjectionSnapshot, ClusterContext) throws -> Result
  ) throws -> Result {
    try log.read { snapshot in
      let reads = try ProjectionSnapshot(snapshot)
      guard let name = try reads.clusterNames().first,
        let context = try reads.epochs(of: name).last?.context
      else { throw TarArchive.Failure.unreadable("the store is empty") }
      return try body(reads, context)
    }
  }

  /// Answers a query; throws its diagnostics where it is refused.
  func answer(
    _ query: String,
    findingLag: Int64 = QueryContext.findingLagDefault,
    isOptimized: Bool = true,
    cache: PlanCache? = nil
  ) throws -> Answer {
    try log.read { snapshot in
      let runner = QueryRunner(cache: cache) { _ in try ProjectionSnapshot(snapshot) }
      let source = SourceText(name: "query", text: query)
      let context = QueryContext(
        now: Instant(nanoseconds: 0),
        findingLag: findingLag,
        isOptimized: isOptimized
      )
      switch try runner.run(source, context: context) {
      case .answered(let answer): return answer
      case .refused(let diagnostics):
        throw TarArchive.Failure.unreadable(DiagnosticRenderer().render(diagnostics, in: source))
      }
    }
  }
}
