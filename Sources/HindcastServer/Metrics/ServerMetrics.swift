internal import Synchronization

/// What the server counts.
final class ServerMetrics: Sendable {
  /// The upper ends of the buckets of latencies, in seconds.
  static let bounds = [
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    30,
  ]

  /// Requests that are counted together.
  struct RequestKey: Hashable, Comparable, Sendable {
    var endpoint: String
    var method: String
    var status: Int

    static func < (first: Self, second: Self) -> Bool {
      (first.endpoint, first.method, first.status)
        < (second.endpoint, second.method, second.status)
    }
  }

  /// Latencies by bucket.
  struct Latencies: Sendable {
    var counts = [Int](repeating: 0, count: ServerMetrics.bounds.count + 1)
    var seconds = 0.0

    mutating func add(_ value: Double) {
      let bucket = ServerMetrics.bounds.firstIndex { value <= $0 } ?? ServerMetrics.bounds.count
      counts[bucket] += 1
      seconds += value
    }
  }

  /// All that was counted.
  struct Counts: Sendable {
    var requests: [RequestKey: Int] = [:]
    var latencies: [String: Latencies] = [:]
    var queries: [QueryOutcome: Int] = [:]
    var queryRows = 0
    var bytesWritten = 0
    var eventsIngested = 0
    var eventsKnown = 0
    var rowsAttributed = 0
    var notModified = 0
    var answersFromMemory = 0
    var directAnswers = 0
  }

  private let state = Mutex(Counts())

  var counts: Counts { state.withLock { $0 } }

  func count(_ change: (inout Counts) -> Void) {
    state.withLock { change(&$0) }
  }

  /// Counts a query.
  func count(_ outcome: QueryOutcome) {
    state.withLock { $0.queries[outcome, default: 0] += 1 }
  }

  /// Counts a request that ended.
  func note(_ request: RunningRequest, status: Int) {
    let endpoint = request.details.endpoint
    let seconds = Double(request.age) / 1e9
    let bytes = request.bytesWritten
    state.withLock { counts in
      let key = RequestKey(endpoint: endpoint, method: request.method, status: status)
      counts.requests[key, default: 0] += 1
      counts.latencies[endpoint, default: Latencies()].add(seconds)
      counts.bytesWritten += bytes
    }
  }
}
