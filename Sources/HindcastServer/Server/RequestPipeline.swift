internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import NIOHTTP1
internal import NIOSSL
internal import QueryEngine
internal import TopologyModel

/// What happens around every request, whatever its path: it is counted, logged, and recorded, and
/// whatever goes wrong becomes an answer.
struct RequestPipeline: RouterMiddleware {
  let core: ServerCore
  /// The methods of each path, for those that are asked with another one.
  let endpoints: [Endpoint]

  func handle(
    _ request: Request,
    context: ServerContext,
    next: (Request, ServerContext) async throws -> Response
  ) async throws -> Response {
    var context = context
    let connection = core.connections[context.channel]
    let tried = connection?.takeTried()
    let running = running(request, on: context.channel, number: tried?.number)
    if tried?.isSought == true { running.noteSought() }
    core.registry.add(running)
    context.running = running
    connection?.begin(running)
    var response: Response
    do {
      try checkRoom(request)
      response = try await next(request, context)
    } catch {
      response = options(error, request) ?? failure(error, running, request)
    }
    if request.method == .head { response = response.createHeadResponse() }
    finish(&response.headers, running)
    return ended(response, running, connection)
  }

  /// A request that begins, with the number that it has already, or the next one.
  func running(
    _ request: Request,
    on channel: any Channel,
    number: Int? = nil
  ) -> RunningRequest {
    RunningRequest(
      number: number ?? core.registry.nextNumber(),
      method: request.method.rawValue,
      path: request.uri.path,
      address: channel.clientAddress,
      receivedAt: core.environment.now(),
      channel: channel,
      stopwatch: core.environment.stopwatch
    )
  }

  /// Throws `ServerFault` where too many requests run, except to those who ask whether the process
  /// lives, and to those who could end requests.
  private func checkRoom(_ request: Request) throws(ServerFault) {
    let max = core.options.limits.requestsMax
    guard core.registry.count > max else { return }
    let isOperation = endpoints.contains {
      ($0.scope == .admin || $0.path == "/livez") && $0.matches(request.uri.path)
    }
    guard isOperation else { throw .busy(max) }
  }

  private func failure(
    _ error: any Error,
    _ running: RunningRequest,
    _ request: Request
  ) -> Response {
    var fault = FaultBody.fault(error, running, core.options.limits)
    if let error = error as? HTTPError { fault = missed(error, request) }
    running.note { $0.failure = "\(fault.code): \(fault.message)" }
    if fault.category == .fault {
      core.log.note(.error, "fault", [("request", "\(running.number)"), ("error", "\(error)")])
    }
    var response = FaultBody.response(fault, HintSpelling(request.headers))
    // What is left of a body that was not read is not read as the next request.
    if fault.httpStatus == .contentTooLarge || error is RequestStopped || error is HTTPParserError {
      response.headers[.connection] = "close"
    }
    return response
  }

  /// What no route answers: an unknown path, or a known one asked with another method.
  private func missed(_ error: HTTPError, _ request: Request) -> ServerFault {
    guard error.status == .notFound || error.status == .methodNotAllowed else {
      return ServerFault(
        .incorrect,
        "bad-request",
        error.body ?? "the request cannot be read",
        status: error.status
      )
    }
    let allowed = allowed(request.uri.path)
    return allowed.isEmpty
      ? .notFound(request.uri.path) : .methodNotAllowed(request.method.rawValue, allowed)
  }

  /// What `OPTIONS` is answered: the methods of a path; nil for other methods and unknown paths.
  private func options(_ error: any Error, _ request: Request) -> Response? {
    guard request.method == .options, error is HTTPError else { return nil }
    let allowed = allowed(request.uri.path)
    guard !allowed.isEmpty else { return nil }
    return Response(status: .noContent, headers: [.allow: allowed.joined(separator: ", ")])
  }

  /// The methods that a path has; those of all paths for `*`.
  private func allowed(_ path: String) -> [String] {
    let found = endpoints.filter { path == "*" || $0.matches(path) }
    guard !found.isEmpty else { return [] }
    var methods = Set(found.map(\.method.rawValue))
    if found.contains(where: \.takesHead) { methods.insert("HEAD") }
    methods.insert("OPTIONS")
    return methods.sorted()
  }

  /// Adds the headers that all answers have.
  func finish(_ headers: inout HTTPFields, _ running: RunningRequest) {
    headers[.xContentTypeOptions] = "nosniff"
    if headers[.contentSecurityPolicy] == nil {
      headers[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
    }
    headers[.referrerPolicy] = "no-referrer"
    if core.options.tls != nil { headers[.strictTransportSecurity] = "max-age=31536000" }
    if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
    let milliseconds = Double(running.age / 1000) / 1000
    headers[.serverTiming] = "total;dur=\(milliseconds)"
    headers[.requestID] = "\(running.number)"
  }

  /// The response whose end is noted.
  private func ended(
    _ response: Response,
    _ running: RunningRequest,
    _ connection: Connections.Connection?
  ) -> Response {
    let status = response.status.code
    let core = core
    let end = AtEnd { isDropped in
      if isDropped {
        running.stop(.clientGone)
        running.note { $0.failure = $0.failure ?? "not sent: the client went away" }
      }
      connection?.end()
      core.registry.remove(running)
      core.metrics.note(running, status: status)
      if core.options.logsRequests { core.log.note(running, status: status) }
    }
    let body = response.body
    // A short body goes to the socket's buffer at once: then nobody waits for a slow reader.
    if let length = body.contentLength, length <= Self.shortBytesMax {
      running.noteProgress(written: length)
      end()
      return response
    }
    var response = response
    response.body = ResponseBody(contentLength: body.contentLength) { writer in
      let goesOn = running.phase == .streaming && !core.registry.isEnding
      running.enter(goesOn ? .streaming : .writing)
      do {
        try await body.write(writer)
      } catch {
        let reason = running.stopReason.map(\.rawValue) ?? "the client went away"
        running.note { $0.failure = $0.failure ?? "not sent: \(reason)" }
        end()
        throw error
      }
      end()
    }
    return response
  }

  /// How long a body may be that is written at once.
  static let shortBytesMax = 64 << 10
}

extension HTTPField.Name {
  static let contentSecurityPolicy = HTTPField.Name("Content-Security-Policy") ?? .contentType
  static let referrerPolicy = HTTPField.Name("Referrer-Policy") ?? .contentType
  static let serverTiming = HTTPField.Name("Server-Timing") ?? .contentType
  static let requestID = HTTPField.Name("Hindcast-Request") ?? .contentType
  static let rowCount = HTTPField.Name("Hindcast-Row-Count") ?? .contentType
  static let notes = HTTPField.Name("Hindcast-Notes") ?? .contentType
  static let basis = HTTPField.Name("Hindcast-Basis") ?? .contentType
  static let remarks = HTTPField.Name("Hindcast-Remarks") ?? .contentType
  static let hints = HTTPField.Name("Hindcast-Hints") ?? .contentType
  static let lastEventID = HTTPField.Name("Last-Event-ID") ?? .contentType
}

extension Endpoint {
  /// Whether a path is the endpoint's.
  func matches(_ other: String) -> Bool {
    let own = path.split(separator: "/")
    let parts = other.split(separator: "/")
    return own.count == parts.count
      && zip(own, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
  }
}

extension Channel {
  /// The address of the client, as logs and limits know it.
  var clientAddress: String { remoteAddress?.ipAddress ?? "unix" }
}
