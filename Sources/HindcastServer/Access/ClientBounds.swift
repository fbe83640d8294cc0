internal import QueryEngine
internal import TopologyModel

/// What one client may ask at most: what the server allows everybody, or its token where that is less.
struct ClientBounds: Sendable {
  /// A limit, and whether the client's token sets it.
  struct Bound<Value: Comparable & Sendable>: Sendable {
    var value: Value
    var isOfToken = false

    /// The server's limit, or that of a token where it is lower.
    init(_ server: Value, _ token: Value?) {
      value = token.map { min($0, server) } ?? server
      isOfToken = token.map { $0 < server } ?? false
    }
  }

  /// How long a request may run, and what says so.
  struct Time: Sendable {
    var seconds: Double
    /// The most that it may be given.
    var most: Bound<Double>
    /// Whether the request asked for less.
    var isAsked: Bool { seconds < most.value }
  }

  /// The name that logs and limits go by.
  let client: String
  /// Requests a second; infinite for as many as it likes.
  let rate: Bound<Double>
  /// How many requests it may make at once before that counts.
  let burst: Double
  let concurrency: Bound<Int>
  let streams: Bound<Int>
  let rows: Bound<Int>
  /// Bytes that the requests that run hold together.
  let memory: Bound<Int>
  private let querySeconds: Bound<Double>
  private let reportSeconds: Bound<Double>

  init(_ principal: Principal, _ server: ServerLimits) {
    let token = principal.limits
    func count(_ kind: TokenLimits.Kind) -> Int? { token?[kind].map { Int($0) } }
    client = principal.name
    let serverRate = server.requestsPerSecond > 0 ? server.requestsPerSecond : .infinity
    rate = Bound(serverRate, token?[.rate])
    let ownBurst = rate.isOfToken ? ServerLimits.burst(ofRate: rate.value) : .infinity
    let isServerRated = serverRate < .infinity || !rate.isOfToken
    burst = isServerRated ? min(ownBurst, server.requestsBurst) : ownBurst
    concurrency = Bound(server.requestsOfClientMax, count(.concurrency))
    streams = Bound(server.streamsOfClientMax, count(.concurrency))
    rows = Bound(server.rowsMax, count(.rows))
    memory = Bound(server.memoryOfClientBytesMax, count(.memoryMB).map { $0 << 20 })
    querySeconds = Bound(server.querySeconds, token?[.seconds])
    reportSeconds = Bound(server.reportSeconds, token?[.seconds])
  }

  /// How long a query may run, or what takes longer, such as a report; less where it asks for that.
  func time(isLong: Bool = false, asked: Double? = nil) -> Time {
    let most = isLong ? reportSeconds : querySeconds
    return Time(seconds: asked.map { min($0, most.value) } ?? most.value, most: most)
  }

  /// Whose a limit is, behind a comma: `the limit of the token`.
  func whose<Value>(_ bound: Bound<Value>) -> String {
    bound.isOfToken ? "the limit of the token `\(client)`" : "the server's limit"
  }
}

extension ServerFault {
  /// What a request is told whose client holds more memory than it may.
  static func tooMuchHeld(_ bounds: ClientBounds) -> ServerFault {
    ServerFault(
      .limit,
      RequestStopped.Reason.clientMemory.rawValue,
      "the requests of `\(bounds.client)` hold more than \(bounds.memory.value >> 20) MB of memory, "
        + bounds.whose(bounds.memory),
      help: "narrow the question, or ask fewer at a time"
    )
  }

  /// What a request that ran too long is told.
  static func tooLong(_ time: ClientBounds.Time, _ bounds: ClientBounds) -> ServerFault {
    func text(_ seconds: Double) -> String {
      ValueText.duration(Int64(min(max(seconds, 0), 1e9) * 1e9))
    }
    let most = "\(text(time.most.value)), \(bounds.whose(time.most))"
    return ServerFault(
      .limit,
      RequestStopped.Reason.timeLimit.rawValue,
      time.isAsked
        ? "the request ran longer than its `timeout` of \(text(time.seconds))"
        : "the request ran longer than \(most)",
      help: time.isAsked
        ? "narrow the question, or ask for more time with `timeout`, up to \(most)"
        : "narrow the question, or ask who runs the server for more time"
    )
  }
}
