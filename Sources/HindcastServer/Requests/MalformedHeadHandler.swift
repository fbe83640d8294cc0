internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1
internal import TopologyModel

/// Gives heads that cannot be read an answer like all others: the library's is empty.
final class MalformedHeadHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  /// What was wrong; what follows it is not read.
  private var fault: ServerFault?

  /// Adds one behind the channel's decoder.
  static func add(to pipeline: ChannelPipeline.SynchronousOperations) {
    guard
      let decoder = try? pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
    else { return }
    try? pipeline.addHandler(MalformedHeadHandler(), position: .after(decoder))
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if let error = error as? HTTPParserError { fault = fault ?? Self.fault(error) }
    context.fireErrorCaught(error)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard fault == nil else { return }
    // RFC 9112, section 3.2: since HTTP/1.1 there is one `Host`.
    if case .head(let head) = unwrapInboundIn(data), head.version.minor > 0,
      head.headers["Host"].count != 1
    {
      fault = Self.noSingleHost
      context.fireErrorCaught(HTTPParserError.unknown)
      return
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    // Answers of endpoints that are a 400 have a body.
    guard let fault, case .head(var head) = unwrapOutboundIn(data), head.status == .badRequest,
      head.headers["Content-Length"] == ["0"]
    else {
      context.write(data, promise: promise)
      return
    }
    let body = ByteBuffer(string: FaultBody.text(fault))
    head.status = HTTPResponseStatus(statusCode: fault.httpStatus.code)
    head.headers.replaceOrAdd(name: "Content-Length", value: String(body.readableBytes))
    head.headers.replaceOrAdd(name: "Content-Type", value: "application/json; charset=utf-8")
    head.headers.replaceOrAdd(name: "Cache-Control", value: "no-store")
    head.headers.replaceOrAdd(name: "X-Content-Type-Options", value: "nosniff")
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: promise)
  }

  private static let noSingleHost = ServerFault(
    .incorrect,
    "malformed-head",
    "the request has no header `Host`, or several",
    help: "send one"
  )

  private static func fault(_ error: HTTPParserError) -> ServerFault {
    switch error {
    case .headerOverflow:
      ServerFault(
        .limit,
        "head-too-large",
        "the head of the request is too long",
        help: "send long queries as the body of a POST",
        status: .requestHeaderFieldsTooLarge
      )
    default:
      ServerFault(
        .incorrect,
        "malformed-head",
        "the request cannot be read: \(error)",
        help: "send HTTP/1.1 with a method and headers as RFC 9112 has them"
      )
    }
  }
}
