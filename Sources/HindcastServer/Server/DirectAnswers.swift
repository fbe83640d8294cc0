internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import QueryEngine
internal import TopologyModel

/// Answers questions where they arrive, whole and at once: those whose answers lie ready in memory.
///
/// Whatever is not as usual, a refusal included, is left to the routes, for which nothing was counted then.
final class DirectAnswers: Sendable {
  /// An answer, and the request that it is of.
  struct Sent {
    var response: Response
    var body: ByteBuffer
    var running: RunningRequest
  }

  private static let path = "/api/v1/query"

  private let core: ServerCore
  private let route: EndpointRoute
  private let pipeline: RequestPipeline
  private let date: DateText

  /// Nil where each request has to wait for something, as for a certificate.
  init?(_ core: ServerCore, _ pipeline: RequestPipeline) {
    let found = pipeline.endpoints.first { $0.path == Self.path && $0.method == .get }
    guard let found, core.options.tls?.clientAuthoritiesPath == nil else { return nil }
    self.core = core
    self.pipeline = pipeline
    route = EndpointRoute(core: core, endpoint: found)
    date = DateText(now: core.environment.now)
  }

  /// Whether a request, of which nothing but its head is there, may be answered here.
  func mayAnswer(_ head: HTTPRequest) -> Bool {
    guard head.method == .get, let path = head.path?.utf8, path.starts(with: Self.path.utf8),
      path.dropFirst(Self.path.utf8.count).first == UInt8(ascii: "?")
    else { return false }
    let headers = head.headerFields
    return headers[.contentLength] == nil && headers[.transferEncoding] == nil
      && headers[.expect] == nil
  }

  /// The answer to a request without a body; nil where the routes are to answer.
  func answer(_ head: HTTPRequest, on channel: any Channel) -> Sent? {
    let request = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
    guard core.registry.count < core.options.limits.requestsMax, !core.registry.isEnding,
      let call = try? call(request, channel)
    else { return nil }
    let mayPack = route.mayPack(request)
    if let sent = answer(call, mayPack: mayPack) { return sent }
    // Longer ones than are compressed here, the routes may still find in memory.
    core.connections[channel]?.note(.init(number: call.running.number, isSought: !mayPack))
    return nil
  }

  private func answer(_ call: ServerCall, mayPack: Bool) -> Sent? {
    guard call.principal.may(.read),
      let asked = try? AskedQuery(call, text: call.parameters["query"] ?? "")
    else { return nil }
    do {
      try core.clients.enter(call.bounds, isStream: false)
    } catch {
      return nil
    }
    let rowsMax = mayPack ? Self.packedRowsMax : QueryRunner.keptRowsMax
    guard let made = try? QueryAnswers.kept(asked, call, rowsMax: rowsMax),
      let sent = try? sent(made.answer, call, mayPack: mayPack)
    else {
      core.clients.takeBack(call.bounds)
      return nil
    }
    core.clients.leave(call.principal.name, isStream: false)
    _ = made.counted(call)
    core.metrics.count { $0.directAnswers += 1 }
    core.metrics.note(sent.running, status: sent.response.status.code)
    return sent
  }

  /// How many rows are compressed here at most (docs/reference/limits.md): longer answers are compressed on
  /// other threads.
  private static let packedRowsMax = 20

  /// Notes in the log that an answer was sent.
  func note(_ sent: Sent) {
    guard core.options.logsRequests else { return }
    core.log.note(sent.running, status: sent.response.status.code)
  }

  private func call(_ request: Request, _ channel: any Channel) throws -> ServerCall {
    let parameters = try route.parameters(ofURL: request)
    let address = channel.clientAddress
    let principal = try route.principal(request, certificate: nil, address: address)
    let running = pipeline.running(request, on: channel)
    let bounds = ClientBounds(principal, core.options.limits)
    running.note {
      $0.endpoint = Self.path
      $0.client = principal.name
    }
    running.bind(bounds)
    return ServerCall(
      server: core,
      request: request,
      running: running,
      principal: principal,
      bounds: bounds,
      parameters: parameters,
      path: [:]
    )
  }

  /// What is sent of an answer, once it was recorded; nil where that takes longer.
  private func sent(
    _ answer: ServerAnswer,
    _ call: ServerCall,
    mayPack: Bool
  ) throws -> Sent? {
    var body: ByteBuffer
    switch answer.body {
    case .none: body = ByteBuffer()
    case .bytes(let bytes): body = bytes
    case .stream: return nil
    }
    guard body.readableBytes <= RequestPipeline.shortBytesMax else { return nil }
    let isPacked = mayPack && answer.isWorthCompressing
    if isPacked {
      guard body.readableBytes <= GzipStream.loopBytesMax, let gzip = GzipStream() else {
        return nil
      }
      body = gzip.compress(body, isEnd: true)
    }
    try core.readLog?.record(call.running, status: answer.status.code)
    var response = Response(
      status: answer.status,
      headers: EndpointRoute.headers(answer, isPacked: isPacked),
      body: ResponseBody(byteBuffer: body)
    )
    pipeline.finish(&response.headers, call.running)
    response.headers[.date] = date.text()
    response.headers[.server] = core.serverName
    call.running.noteProgress(written: body.readableBytes)
    return Sent(response: response, body: body, running: call.running)
  }
}
