internal import NIOCore
internal import QueryEngine
internal import Synchronization
internal import TopologyModel

/// The requests that run.
final class RequestRegistry: Sendable {
  private struct State {
    var nextNumber = 1
    var running: [Int: RunningRequest] = [:]
    var endingSince: Int64?
  }

  private let state = Mutex(State())

  /// Takes a number for a request that begins.
  func nextNumber() -> Int {
    state.withLock { state in
      defer { state.nextNumber += 1 }
      return state.nextNumber
    }
  }

  func add(_ request: RunningRequest) {
    let isEnding = state.withLock { state in
      state.running[request.number] = request
      return state.endingSince != nil
    }
    if isEnding, request.phase == .streaming { request.stop(.shutdown) }
  }

  func remove(_ request: RunningRequest) {
    _ = state.withLock { $0.running.removeValue(forKey: request.number) }
  }

  /// Those that run, the oldest first.
  var all: [RunningRequest] {
    state.withLock { $0.running.values.sorted { $0.number < $1.number } }
  }

  var count: Int { state.withLock { $0.running.count } }

  /// Whether the server is to end.
  var isEnding: Bool { endingSince != nil }

  /// Since when it is to end, by the stopwatch, in nanoseconds; nil while it is not.
  var endingSince: Int64? { state.withLock { $0.endingSince } }

  /// The request of a number; nil where it does not run.
  func request(_ number: Int) -> RunningRequest? { state.withLock { $0.running[number] } }

  /// Ends the streams, which would never end by themselves.
  func beginEnding(at nanoseconds: Int64) {
    state.withLock { $0.endingSince = $0.endingSince ?? nanoseconds }
    for request in all where request.phase == .streaming { request.stop(.shutdown) }
  }

  /// Ends what still runs.
  func endAll() {
    for request in all { request.stop(.shutdown) }
  }
}
