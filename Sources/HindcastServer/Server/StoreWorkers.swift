internal import EventLog
internal import NIOPosix
internal import Projections
internal import QueryEngine
internal import TopologyModel

/// The threads on which the store is read, away from those that serve connections.
final class StoreWorkers: Sendable {
  let log: SQLiteEventLog
  /// The plans of queries that were asked before.
  let plans = PlanCache()
  private let pool: NIOThreadPool

  init(log: SQLiteEventLog, threads: Int) {
    self.log = log
    pool = NIOThreadPool(numberOfThreads: threads)
    pool.start()
  }

  /// Runs something that blocks.
  func run<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await pool.runIfActive { try body() }
  }

  /// Reads one consistent moment of the store.
  ///
  /// Throws `RequestStopped` soon after the request is stopped.
  func read<Result: Sendable>(
    _ request: RunningRequest,
    _ body: @escaping @Sendable (LogSnapshot) throws -> Result
  ) async throws -> Result {
    try await run { [log] in
      do {
        return try log.read(isCancelled: { request.isStopped }) { try body($0) }
      } catch {
        // A statement that was stopped says that the store failed.
        if let reason = request.stopReason { throw RequestStopped(reason: reason) }
        throw error
      }
    }
  }

  /// Ends the threads; what runs is waited for.
  func shutdown() async throws {
    try await pool.shutdownGracefully()
  }
}
