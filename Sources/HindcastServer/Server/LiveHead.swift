internal import EventLog
internal import Synchronization
internal import TopologyModel

/// Follows the end of the log for those who wait for new events.
final class LiveHead: Sendable {
  private struct State {
    var head = LogPosition(0)
    var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    var nextWaiter = 0
    var isEnded = false
  }

  private let workers: StoreWorkers
  private let environment: ServerEnvironment
  private let seconds: Double
  private let heartbeatSeconds: Double
  private let state = Mutex(State())

  init(workers: StoreWorkers, environment: ServerEnvironment, _ limits: ServerLimits) {
    self.workers = workers
    self.environment = environment
    seconds = limits.liveSeconds
    heartbeatSeconds = limits.heartbeatSeconds
  }

  /// The last position that was seen.
  var head: LogPosition { state.withLock { $0.head } }

  /// Looks at the end of the log again and again, while somebody waits, until the task is cancelled.
  func run() async {
    var idleSeconds = 0.0
    while !Task.isCancelled {
      if state.withLock({ !$0.waiters.isEmpty }) {
        let head = try? await workers.run { [log = workers.log] in
          try log.read { try $0.head().position }
        }
        idleSeconds += seconds
        let isBeat = idleSeconds >= heartbeatSeconds
        if isBeat { idleSeconds = 0 }
        let waiters = state.withLock { state -> [CheckedContinuation<Void, Never>] in
          guard isBeat || head.map({ $0 > state.head }) ?? false else { return [] }
          state.head = max(state.head, head ?? state.head)
          defer { state.waiters = [:] }
          return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.resume() }
      }
      do { try await environment.pause(seconds) } catch { break }
    }
    state.withLock { $0.isEnded = true }
    releaseAll()
  }

  /// Returns when the log ends behind a position, after a heartbeat's time, or when all are released.
  func wait(behind position: LogPosition) async {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        guard state.head <= position, !state.isEnded else { return true }
        state.waiters[state.nextWaiter] = continuation
        state.nextWaiter += 1
        return false
      }
      if isThere { continuation.resume() }
    }
  }

  /// Lets all who wait go on.
  func releaseAll() {
    let waiters = state.withLock { state in
      defer { state.waiters = [:] }
      return Array(state.waiters.values)
    }
    for waiter in waiters { waiter.resume() }
  }
}
