internal import NIOCore
internal import NIOHTTP1
internal import TopologyModel

/// Reads the requests of one connection and answers them, one after the other.
final class ConnectionHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart

  private let shared: ServerState
  private var connection = 0
  private var incoming: HTTPRequestHead?
  /// Requests that came while another was being answered.
  private var queue: [HTTPRequestHead] = []
  private var isAnswering = false
  private var session: WatchSession?

  init(shared: ServerState) {
    self.shared = shared
  }

  func channelActive(context: ChannelHandlerContext) {
    guard let number = shared.connectionOpened(context.channel) else {
      context.close(promise: nil)
      return
    }
    connection = number
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    session?.connectionClosed()
    session = nil
    shared.connectionClosed(connection)
    context.fireChannelInactive()
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    // This may come in the middle of a write, so the next records wait until that is over.
    if let session, context.channel.isWritable {
      let bound = NIOLoopBound(session, eventLoop: context.eventLoop)
      context.eventLoop.execute { bound.value.pump() }
    }
    context.fireChannelWritabilityChanged()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): incoming = head
    case .body: break
    case .end:
      if let incoming { queue.append(incoming) }
      incoming = nil
      answerNext(context.channel)
    }
  }

  // MARK: Answers

  private func answerNext(_ channel: any Channel) {
    guard !isAnswering, !queue.isEmpty else { return }
    isAnswering = true
    answer(queue.removeFirst(), channel)
  }

  private func answer(_ head: HTTPRequestHead, _ channel: any Channel) {
    let options = shared.options
    let route = RequestRoute(uri: head.uri, prefix: options.pathPrefix)
    let (request, plan) = shared.received(
      StandInRequest(
        number: 0,
        connection: connection,
        method: head.method.rawValue,
        path: route.path,
        parameters: route.parameters,
        authorization: head.headers.first(name: "Authorization"),
        userAgent: head.headers.first(name: "User-Agent"),
        verb: route.verb,
        kind: route.kind,
        namespace: route.namespace
      )
    )
    let exchange = Exchange(
      request: request,
      route: route,
      plan: plan,
      options: options,
      channel: channel,
      keepsConnection: head.isKeepAlive
    )
    if let fault = plan.answer {
      answer(with: fault, exchange)
      return
    }
    do throws(APIStatus) {
      try check(exchange)
      switch route.verb {
      case .version: send(ByteBuffer(string: Self.version), exchange)
      case .list: try sendList(exchange)
      case .watch: try openWatch(exchange)
      case .other:
        throw APIStatus(404, "the server could not find the requested resource")
      }
    } catch {
      refuse(error, exchange)
    }
  }

  private static let version = #"{"major":"1","minor":"36","gitVersion":"v1.36.2"}"#

  private func check(_ exchange: Exchange) throws(APIStatus) {
    let options = exchange.options
    if !options.tokens.isEmpty {
      let prefix = "Bearer "
      guard let header = exchange.request.authorization, header.hasPrefix(prefix),
        options.tokens.contains(String(header.dropFirst(prefix.count)))
      else { throw .unauthorized }
    }
    guard exchange.request.method == "GET" else {
      throw APIStatus(405, "the server does not allow this method on the requested resource")
    }
    guard let kind = exchange.route.kind else { return }
    var isAllowed = !options.forbiddenKinds.contains(kind)
    if let namespaces = options.allowedNamespaces {
      isAllowed = isAllowed && exchange.route.namespace.map(namespaces.contains) ?? false
    }
    guard isAllowed else { throw .forbidden(exchange.route, kind) }
  }

  private func answer(with fault: StandInFault, _ exchange: Exchange) {
    switch fault {
    case .refuse(let code, let seconds):
      let text = HTTPResponseStatus(statusCode: code).reasonPhrase
      refuse(APIStatus(code, text, retryAfterSeconds: seconds), exchange)
    case .answer(let code, let contentType, let body):
      send(ByteBuffer(string: body), exchange, status: code, contentType: contentType)
    case .expire:
      let isContinuation = exchange.request.isContinuation
      refuse(isContinuation ? .expiredContinuation : .expiredList, exchange)
    case .closeBeforeHead: exchange.channel.close(promise: nil)
    case .neverAnswer: break
    case .end, .drop, .tear, .silence, .error, .bookmark, .duplicateRecords, .repeatRecords,
      .omitRecords, .dribble, .batch:
      preconditionFailure("\(fault) is no answer")
    }
  }

  private func refuse(_ status: APIStatus, _ exchange: Exchange) {
    var headers: [(String, String)] = []
    if let seconds = status.retryAfterSeconds { headers.append(("Retry-After", "\(seconds)")) }
    let body = ByteBuffer(string: status.json + "\n")
    send(body, exchange, status: status.code, headers: headers)
  }

  private func send(
    _ body: ByteBuffer,
    _ exchange: Exchange,
    status: Int = 200,
    contentType: String = "application/json",
    headers: [(String, String)] = []
  ) {
    let writer = exchange.makeWriter()
    let headers = exchange.headers(contentType: contentType) + headers
    shared.answered(exchange.request.number, status: status)
    if exchange.plan.tears {
      writer.writeHead(status: status, headers: headers, length: nil)
      writer.writeTornChunk(body)
      writer.close()
      return
    }
    writer.writeAnswer(status: status, headers: headers, body: body)
    answered(exchange, writer)
  }

  private func answered(_ exchange: Exchange, _ writer: ResponseWriter) {
    guard exchange.keepsConnection else {
      writer.close()
      return
    }
    isAnswering = false
    answerNext(exchange.channel)
  }

  // MARK: Collections

  private func sendList(_ exchange: Exchange) throws(APIStatus) {
    guard let kind = exchange.route.kind else { preconditionFailure("a list of no kind") }
    send(try shared.world.list(kind, exchange.route), exchange)
  }

  private func openWatch(_ exchange: Exchange) throws(APIStatus) {
    guard let kind = exchange.route.kind else { preconditionFailure("a watch of no kind") }
    let options = exchange.options
    if options.refusesInitialEvents, exchange.request.parameters["sendInitialEvents"] != nil {
      throw .initialEventsRefused(options.initialEventsRefusalStatus)
    }
    var expired: APIStatus?
    var start = WatchStart(cursor: 0)
    do throws(APIStatus) {
      start = try shared.world.beginWatch(kind, exchange.request.parameters)
    } catch {
      guard error.code == 410, options.expiry == .errorRecord else { throw error }
      expired = error
    }
    let writer = exchange.makeWriter()
    let headers = exchange.headers(contentType: "application/json")
    writer.writeHead(status: 200, headers: headers, length: nil)
    shared.answered(exchange.request.number, status: 200)
    if let expired {
      writer.writeChunk(OutgoingRecord.error(expired))
      writer.writeEnd()
      answered(exchange, writer)
      return
    }
    let session = WatchSession(
      request: exchange.request,
      kind: kind,
      start: start,
      plan: exchange.plan,
      writer: writer,
      shared: shared
    ) { [weak self] in
      guard let self, let session = self.session else { return }
      self.session = nil
      answered(exchange, session.writer)
    }
    self.session = session
    session.open()
  }
}
