internal import Dispatch
public import EventLog
internal import Synchronization
import TopologyModel

/// Writes what live feeds tell, in order, in groups, and never lets more wait than its limits.
///
/// Where the disk is slower than the clusters, the feeds wait, and with them the servers' watches. A
/// write that fails for want of space is tried again until it succeeds: nothing that was taken is
/// dropped while the process lives.
public actor LiveStore {
  /// How much may wait, and for how long.
  public struct Limits: Sendable {
    /// The most events that wait.
    public var queuedEventsMax = 4_000
    /// The most bytes of bodies that wait.
    public var queuedBytesMax = 16 << 20
    /// The most events of one append.
    public var batchEventsMax = 1_000
    /// How long a few events wait for others, so that a quiet cluster costs few transactions.
    public var gatherMilliseconds = 100
    /// How long to wait after the first failed write; twice as long after each further one.
    public var retryFirstMilliseconds = 500
    /// The longest wait after a failed write.
    public var retryLastMilliseconds = 30_000

    /// Creates the defaults (docs/reference/limits.md).
    public init() {}
  }

  /// The log that is written to.
  public nonisolated let log: SQLiteEventLog
  private nonisolated let shared = Mutex(LiveStoreState())
  private let limits: Limits
  private let wait: @Sendable (_ milliseconds: Int) async -> Void
  private let disk = DispatchQueue(label: "hindcast.live-store")

  private var queue: [EventDraft] = []
  private var queuedBytes = 0
  private var isWriting = false
  private var isClosing = false
  private var fatal: (any Error)?
  private var spaceWaiters: [Int: CheckedContinuation<Void, any Error>] = [:]
  private var spaceWaiterCount = 0
  /// The wait after a failed write.
  private var pause: Task<Void, Never>?
  private var drainWaiters: [CheckedContinuation<Void, any Error>] = []

  /// Creates the writer of a log that was opened for writing; `wait` lets time pass.
  public init(
    log: SQLiteEventLog,
    limits: Limits = Limits(),
    wait: @escaping @Sendable (_ milliseconds: Int) async -> Void
  ) {
    self.log = log
    self.limits = limits
    self.wait = wait
  }

  /// How the writing goes, at any time.
  public nonisolated var state: LiveStoreState { shared.withLock { $0 } }

  /// Takes events, and returns when there is room for more, or the task is cancelled.
  ///
  /// - Throws: `EventLogError` where the log can take nothing any more.
  func enqueue(_ drafts: [EventDraft]) async throws {
    if let fatal { throw fatal }
    queue += drafts
    queuedBytes += drafts.reduce(0) { $0 + Self.size(of: $1) }
    publish()
    beginWriting()
    guard isFull else { return }
    shared.withLock {
      $0.heldBackCount += 1
      $0.isHoldingBack = true
    }
    spaceWaiterCount += 1
    let number = spaceWaiterCount
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        if Task.isCancelled {
          continuation.resume()
        } else {
          spaceWaiters[number] = continuation
        }
      }
    } onCancel: {
      Task { await self.stopWaiting(number) }
    }
  }

  private func stopWaiting(_ number: Int) {
    spaceWaiters.removeValue(forKey: number)?.resume()
  }

  /// Returns when all that was taken is on disk.
  ///
  /// - Throws: `EventLogError` where it cannot be written.
  public func drain() async throws {
    if let fatal { throw fatal }
    guard isWriting || !queue.isEmpty else { return }
    try await withCheckedThrowingContinuation { drainWaiters.append($0) }
  }

  /// Writes what was taken, without waiting for a disk that fails: then the failure is thrown.
  ///
  /// - Throws: `EventLogError` where it cannot be written.
  public func finish() async throws {
    isClosing = true
    pause?.cancel()
    try await drain()
  }

  private var isFull: Bool {
    queue.count >= limits.queuedEventsMax || queuedBytes >= limits.queuedBytesMax
  }

  private func beginWriting() {
    guard !isWriting else { return }
    isWriting = true
    Task { await writeAll() }
  }

  private func writeAll() async {
    while !queue.isEmpty {
      if queue.count < limits.batchEventsMax, !isClosing { await wait(limits.gatherMilliseconds) }
      let batch = Array(queue.prefix(limits.batchEventsMax))
      do {
        try await write(batch)
      } catch {
        end(error)
        return
      }
      queue.removeFirst(batch.count)
      queuedBytes -= batch.reduce(0) { $0 + Self.size(of: $1) }
      publish()
      guard !isFull else { continue }
      let waiters = spaceWaiters
      spaceWaiters = [:]
      for waiter in waiters.values { waiter.resume() }
    }
    isWriting = false
    let waiters = drainWaiters
    drainWaiters = []
    for waiter in waiters { waiter.resume() }
  }

  /// Appends a batch, again and again while it fails for reasons that can pass.
  private func write(_ batch: [EventDraft]) async throws {
    var milliseconds = limits.retryFirstMilliseconds
    while true {
      do {
        let receipt = try await append(batch)
        shared.withLock {
          $0.appendedCount += receipt.appendedCount
          $0.failure = nil
        }
        return
      } catch let error as EventLogError where Self.canPass(error) && !isClosing {
        shared.withLock { $0.failure = error.message }
        let pause = Task { [wait, milliseconds] in await wait(milliseconds) }
        self.pause = pause
        await pause.value
        milliseconds = min(2 * milliseconds, limits.retryLastMilliseconds)
      }
    }
  }

  private func append(_ batch: [EventDraft]) async throws -> AppendReceipt {
    let log = log
    return try await withCheckedThrowingContinuation { continuation in
      disk.async {
        let result = Result { try log.append(batch) }
        continuation.resume(with: result)
        if let receipt = try? result.get() { log.sealIfDue(at: receipt.head) }
      }
    }
  }

  /// Whether trying again may help: the disk can be given room, and a lock be let go.
  private static func canPass(_ error: EventLogError) -> Bool {
    if case .storage = error { return true }
    return false
  }

  private func end(_ error: any Error) {
    fatal = error
    isWriting = false
    shared.withLock { $0.failure = (error as? any CategorizedError)?.message ?? "\(error)" }
    let waiters = Array(spaceWaiters.values) + drainWaiters
    spaceWaiters = [:]
    drainWaiters = []
    for waiter in waiters { waiter.resume(throwing: error) }
  }

  private func publish() {
    let isWaiting = isFull
    shared.withLock {
      $0.queuedCount = queue.count
      $0.queuedBytes = queuedBytes
      $0.oldestObservedAt = queue.first?.observedAt
      $0.isHoldingBack = isWaiting
    }
  }

  private static func size(of draft: EventDraft) -> Int {
    switch draft.content {
    case .object(_, _, let body, _): body.count
    case .observation(let details): 64 * details.members.count
    case .audit: AuditEntry.textBytesMax
    }
  }
}
