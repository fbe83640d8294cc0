internal import NIOCore
internal import QueryEngine
internal import Synchronization
internal import TopologyModel

/// A request from its head to the last byte of its answer.
final class RunningRequest: Sendable {
  /// What it waits for.
  enum Phase: String, Sendable {
    /// The whole body.
    case reading
    /// The next piece of a body.
    case receiving
    case working
    case writing
    /// It writes what comes, and is not slow while nothing does.
    case streaming
  }

  /// What is told of a request, in the log and in the list of those that run.
  struct Details: Sendable {
    var client = "-"
    var endpoint = "-"
    var query: String?
    var cluster: String?
    var namespace: String?
    var rows: Int?
    var basis: String?
    var failure: String?
  }

  private struct State {
    var phase = Phase.reading
    var phaseSince: Int64
    var progressAt: Int64
    var stopReason: RequestStopped.Reason?
    var deadline: Int64?
    var bounds: ClientBounds?
    /// What it was allowed last.
    var time: ClientBounds.Time?
    var details = Details()
    var isSought = false
    var bytesWritten = 0
    var heldBytes = 0
    /// What it held when that of all requests of its client was last added up.
    var addedBytes = 0
  }

  /// Its number since the server began.
  let number: Int
  let method: String
  let path: String
  let address: String
  /// When it began, by the stopwatch, in nanoseconds.
  let beganAt: Int64
  /// When it began.
  let receivedAt: Instant
  let channel: any Channel
  private let stopwatch: Stopwatch
  private let state: Mutex<State>

  init(
    number: Int,
    method: String,
    path: String,
    address: String,
    receivedAt: Instant,
    channel: any Channel,
    stopwatch: Stopwatch
  ) {
    self.number = number
    self.method = method
    self.path = path
    self.address = address
    self.receivedAt = receivedAt
    self.channel = channel
    self.stopwatch = stopwatch
    beganAt = stopwatch.nanoseconds()
    state = Mutex(State(phaseSince: beganAt, progressAt: beganAt))
  }

  var details: Details { state.withLock { $0.details } }
  var phase: Phase { state.withLock { $0.phase } }
  var bytesWritten: Int { state.withLock { $0.bytesWritten } }
  /// About how many bytes of memory it holds.
  var heldBytes: Int { state.withLock { $0.heldBytes } }
  /// How long it has run, in nanoseconds.
  var age: Int64 { stopwatch.nanoseconds() - beganAt }

  /// Whether its answer was looked for in memory already, and does not lie there.
  var isSought: Bool { state.withLock { $0.isSought } }

  /// Notes that its answer does not lie in memory.
  func noteSought() { state.withLock { $0.isSought = true } }

  /// Notes what is told of it.
  func note(_ change: (inout Details) -> Void) {
    state.withLock { change(&$0.details) }
  }

  /// Asks a client for its body that waits for that.
  func askForBody() {
    channel.triggerUserOutboundEvent(ExchangeHandler.BodyWanted(), promise: nil)
  }

  /// Begins to wait for something else.
  func enter(_ phase: Phase) {
    let now = stopwatch.nanoseconds()
    state.withLock {
      $0.phase = phase
      $0.phaseSince = now
      $0.progressAt = now
    }
  }

  /// Counts bytes that it holds from now on, or no longer where they are fewer than none; whether they
  /// are `step` more than when this last said so.
  func hold(_ bytes: Int, step: Int) -> Bool {
    state.withLock { state in
      state.heldBytes += bytes
      state.addedBytes = min(state.addedBytes, state.heldBytes)
      guard state.heldBytes - state.addedBytes >= step else { return false }
      state.addedBytes = state.heldBytes
      return true
    }
  }

  /// Notes that bytes came, or went.
  func noteProgress(written: Int = 0) {
    let now = stopwatch.nanoseconds()
    state.withLock {
      $0.progressAt = now
      $0.bytesWritten += written
    }
  }

  /// How long it has waited for what it waits for, and how long without progress, in seconds.
  var waits: (phase: Phase, seconds: Double, silentSeconds: Double) {
    let now = stopwatch.nanoseconds()
    return state.withLock {
      ($0.phase, Double(now - $0.phaseSince) / 1e9, Double(now - $0.progressAt) / 1e9)
    }
  }

  /// Notes what its client may ask at most.
  func bind(_ bounds: ClientBounds) {
    state.withLock { $0.bounds = bounds }
  }

  /// What its client may ask at most, and how long it was allowed to run; nil while that is not known.
  var allowed: (bounds: ClientBounds, time: ClientBounds.Time)? {
    state.withLock { state in
      guard let bounds = state.bounds else { return nil }
      return (bounds, state.time ?? bounds.time())
    }
  }

  /// Lets it run for so long from now on.
  func allow(_ time: ClientBounds.Time) {
    let deadline = stopwatch.nanoseconds() + Int64(min(time.seconds, 1e9) * 1e9)
    state.withLock {
      $0.deadline = deadline
      $0.time = time
    }
  }

  /// Lets it run for as long as it takes from now on: what is left depends on the client.
  func allowUnbounded() {
    state.withLock { $0.deadline = nil }
  }

  /// Ends it soon; the first reason counts.
  func stop(_ reason: RequestStopped.Reason) {
    state.withLock { $0.stopReason = $0.stopReason ?? reason }
  }

  /// Why it is to end; nil while it may go on.
  var stopReason: RequestStopped.Reason? {
    let now = stopwatch.nanoseconds()
    return state.withLock { state in
      if state.stopReason == nil, let deadline = state.deadline, now > deadline {
        state.stopReason = .timeLimit
      }
      return state.stopReason
    }
  }

  /// Whether it is to end.
  var isStopped: Bool { stopReason != nil }

  /// Throws `RequestStopped` where it is to end.
  func check() throws {
    if let reason = stopReason { throw RequestStopped(reason: reason) }
  }
}
