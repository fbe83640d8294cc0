internal import EventLog
internal import NIOCore
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
  /// For what goes as fast as its clients send and read: those that are slow would leave no thread to
  /// the others.
  private let flowPool: NIOThreadPool
  /// For compressing, which waits for nobody: the flows' threads may wait for what is compressed.
  private let packPool: NIOThreadPool

  init(log: SQLiteEventLog, threads: Int) {
    self.log = log
    pool = NIOThreadPool(numberOfThreads: threads)
    flowPool = NIOThreadPool(numberOfThreads: threads)
    packPool = NIOThreadPool(numberOfThreads: threads)
  }

  /// Begins the threads.
  func start() {
    pool.start()
    flowPool.start()
    packPool.start()
  }

  /// Runs something that blocks.
  func run<Result: Sendable>(
    isFlow: Bool = false,
    _ body: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await (isFlow ? flowPool : pool).runIfActive { try body() }
  }

  /// Compresses bytes as a part of a stream; away from the event loops, unless they are few.
  ///
  /// Without a stream they stay as they are.
  func compress(
    _ bytes: ByteBuffer,
    _ stream: GzipStream?,
    isEnd: Bool
  ) async throws -> ByteBuffer {
    guard let stream else { return bytes }
    guard bytes.readableBytes > GzipStream.loopBytesMax else {
      return stream.compress(bytes, isEnd: isEnd)
    }
    return try await packPool.runIfActive { stream.compress(bytes, isEnd: isEnd) }
  }

  /// Reads one consistent moment of the store.
  ///
  /// Throws `RequestStopped` soon after the request is stopped.
  func read<Result: Sendable>(
    _ request: RunningRequest,
    isFlow: Bool = false,
    _ body: @escaping @Sendable (LogSnapshot) throws -> Result
  ) async throws -> Result {
    try await run(isFlow: isFlow) { [log] in
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
    try await flowPool.shutdownGracefully()
    try await packPool.shutdownGracefully()
  }
}
