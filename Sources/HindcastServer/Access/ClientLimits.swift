internal import HTTPTypes
internal import QueryEngine
internal import Synchronization
internal import TopologyModel

/// Counts what each client does, and refuses what is too much.
final class ClientLimits: Sendable {
  /// How many clients are remembered; those that do nothing are forgotten first.
  static let clientsMax = 10_000

  private struct Client {
    var running = 0
    var streams = 0
    /// How many requests it may make at once, as of `countedAt`.
    var allowance: Double
    var countedAt: Int64
  }

  private let stopwatch: Stopwatch
  private let clients = Mutex<[String: Client]>([:])

  init(stopwatch: Stopwatch) {
    self.stopwatch = stopwatch
  }

  /// Counts a request that begins; `leave` has to be called when it ends.
  ///
  /// Throws `ServerFault` with status 429 where it is one too many.
  func enter(_ bounds: ClientBounds, isStream: Bool) throws(ServerFault) {
    let now = stopwatch.nanoseconds()
    let fault = clients.withLock { clients -> ServerFault? in
      if clients.count >= Self.clientsMax {
        clients = clients.filter { $0.value.running > 0 || $0.value.streams > 0 }
      }
      var client = clients[bounds.client] ?? Client(allowance: bounds.burst, countedAt: now)
      defer { clients[bounds.client] = client }
      return Self.fault(&client, bounds, isStream: isStream, at: now)
    }
    if let fault { throw fault }
  }

  /// Counts a request of a client; where it is one too many, what to say.
  private static func fault(
    _ client: inout Client,
    _ bounds: ClientBounds,
    isStream: Bool,
    at now: Int64
  ) -> ServerFault? {
    let rate = bounds.rate.value
    if rate < .infinity {
      let gained = Double(now - client.countedAt) / 1e9 * rate
      client.allowance = min(bounds.burst, client.allowance + gained)
      client.countedAt = now
      guard client.allowance >= 1 else {
        return .tooMany(
          "rate-limited",
          "more than \(TokenLimits.text(rate)) requests a second, \(bounds.whose(bounds.rate))",
          of: bounds.client,
          retrySeconds: Int(min((1 - client.allowance) / rate, 1e9).rounded(.up))
        )
      }
    }
    if isStream {
      guard client.streams < bounds.streams.value else {
        return .tooMany(
          "too-many-streams",
          bounds.streams.value == 1
            ? "a stream is open already; one is \(bounds.whose(bounds.streams))"
            : "\(bounds.streams.value) streams are open already, \(bounds.whose(bounds.streams))",
          of: bounds.client,
          retrySeconds: 1
        )
      }
      client.streams += 1
    } else {
      let most = bounds.concurrency
      guard client.running < most.value else {
        return .tooMany(
          "too-many-requests",
          most.value == 1
            ? "a request is running already; one is \(bounds.whose(most))"
            : "\(most.value) requests are running already, \(bounds.whose(most))",
          of: bounds.client,
          retrySeconds: 1
        )
      }
      client.running += 1
    }
    // What is refused counts for nothing, and so does what no rate bounds.
    if rate < .infinity { client.allowance -= 1 }
    return nil
  }

  /// Forgets a request that was counted and is not answered after all.
  func takeBack(_ bounds: ClientBounds) {
    clients.withLock { clients in
      guard var client = clients[bounds.client] else { return }
      client.running -= 1
      if bounds.rate.value < .infinity { client.allowance += 1 }
      clients[bounds.client] = client
    }
  }

  /// Counts a request that ended.
  func leave(_ name: String, isStream: Bool) {
    clients.withLock { clients in
      guard var client = clients[name] else { return }
      if isStream { client.streams -= 1 } else { client.running -= 1 }
      clients[name] = client
    }
  }
}

extension ServerFault {
  static func tooMany(
    _ code: String,
    _ what: String,
    of client: String,
    retrySeconds: Int
  ) -> ServerFault {
    var fault = ServerFault(
      .limit,
      code,
      "too much from `\(client)`: \(what)",
      help: "ask again in \(max(retrySeconds, 1)) s, and fewer at a time",
      status: .tooManyRequests
    )
    fault.headers[.retryAfter] = String(max(retrySeconds, 1))
    return fault
  }

  static func busy(_ requestsMax: Int) -> ServerFault {
    var fault = ServerFault(
      .busy,
      "busy",
      "the server answers \(requestsMax) requests already",
      help: "ask again in a second"
    )
    fault.headers[.retryAfter] = "1"
    return fault
  }
}
