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

  private let limits: ServerLimits
  private let stopwatch: Stopwatch
  private let clients = Mutex<[String: Client]>([:])

  init(_ limits: ServerLimits, stopwatch: Stopwatch) {
    self.limits = limits
    self.stopwatch = stopwatch
  }

  /// Counts a request that begins; `leave` has to be called when it ends.
  ///
  /// Throws `ServerFault` with status 429 where it is one too many.
  func enter(_ name: String, isStream: Bool) throws(ServerFault) {
    let now = stopwatch.nanoseconds()
    let fault = clients.withLock { clients -> ServerFault? in
      if clients.count >= Self.clientsMax {
        clients = clients.filter { $0.value.running > 0 || $0.value.streams > 0 }
      }
      var client =
        clients[name] ?? Client(allowance: limits.requestsBurst, countedAt: now)
      defer { clients[name] = client }
      if limits.requestsPerSecond > 0 {
        let gained = Double(now - client.countedAt) / 1e9 * limits.requestsPerSecond
        client.allowance = min(limits.requestsBurst, client.allowance + gained)
        client.countedAt = now
        guard client.allowance >= 1 else {
          return .tooMany(
            "rate-limited",
            "more than \(limits.requestsPerSecond) requests a second",
            retrySeconds: Int(((1 - client.allowance) / limits.requestsPerSecond).rounded(.up))
          )
        }
        client.allowance -= 1
      }
      if isStream {
        guard client.streams < limits.streamsOfClientMax else {
          return .tooMany(
            "too-many-streams",
            "\(limits.streamsOfClientMax) streams are open already",
            retrySeconds: 1
          )
        }
        client.streams += 1
      } else {
        guard client.running < limits.requestsOfClientMax else {
          return .tooMany(
            "too-many-requests",
            "\(limits.requestsOfClientMax) requests are running already",
            retrySeconds: 1
          )
        }
        client.running += 1
      }
      return nil
    }
    if let fault { throw fault }
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
  static func tooMany(_ code: String, _ what: String, retrySeconds: Int) -> ServerFault {
    var fault = ServerFault(
      .limit,
      code,
      "too much from this client: \(what)",
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
