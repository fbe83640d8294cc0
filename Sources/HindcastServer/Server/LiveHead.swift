internal import EventLog
internal import Synchronization
internal import TopologyModel

/// Follows the end of the log for those who wait for new events.
final class LiveHead: Sendable {
  private struct Waiter {
    var request: RunningRequest
    var continuation: CheckedContinuation<Void, Never>
  }

  private struct State {
    var head = LogPosition(0)
    var waiters: [Int: Waiter] = [:]
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
        let waiters = state.withLock { state -> [Waiter] in
          let isNews = isBeat || head.map { $0 > state.head } ?? false
          state.head = max(state.head, head ?? state.head)
          let leaving = state.waiters.filter { isNews || $0.value.request.isStopped }
          for number in leaving.keys { state.waiters[number] = nil }
          return Array(leaving.values)
        }
        for waiter in waiters { waiter.continuation.resume() }
      }
      do { try await environment.pause(seconds) } catch { break }
    }
    state.withLock { $0.isEnded = true }
    releaseAll()
  }

  /// Returns when the log ends behind a position, after a heartbeat's time, when the request is
  /// stopped, or when all are released.
  func wait(behind position: LogPosition, _ request: RunningRequest) async {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        guard state.head <= position, !state.isEnded, !request.isStopped else { return true }
        state.waiters[state.nextWaiter] = Waiter(request: request, continuation: continuation)
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
    for waiter in waiters { waiter.continuation.resume() }
  }
}
