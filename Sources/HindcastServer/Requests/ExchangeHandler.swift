internal import NIOCore
internal import NIOHTTP1

/// Ends connections that go on for no reason: behind an answer that says `Connection: close`, and
/// where a client goes on to send a body that nobody reads.
///
/// It stands right behind the decoder. What arrives late is thrown away for a while, since closing a
/// connection with unread bytes would take the answer from the client, too.
final class ExchangeHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  /// Says that the body of the request is read: the client that waits for that sends it now.
  struct BodyWanted: Sendable {}

  /// How many bytes of a body may follow its answer.
  private static let leftoverBytesMax = 256 << 10
  /// How long they may take.
  private static let leftoverSeconds: Int64 = 5
  /// How long a client has to close its side of a connection that is to end.
  private static let lingerSeconds: Int64 = 2

  /// How many requests began, and how many were read, and answered, to their ends.
  private var begunCount = 0
  private var readCount = 0
  private var answeredCount = 0
  /// The number of the request behind whose answer the connection ends; nil while it goes on.
  private var lastNumber: Int?
  /// Whether the client waits for `100 Continue`.
  private var isExpecting = false
  private var leftoverBytes = 0
  private var closing: Scheduled<Void>?

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      begunCount += 1
      if !head.isKeepAlive { lastNumber = lastNumber ?? begunCount }
      isExpecting = head.headers[canonicalForm: "expect"].contains {
        $0.lowercased() == "100-continue"
      }
    case .body(let piece):
      isExpecting = false
      if readCount < answeredCount {
        leftoverBytes += piece.readableBytes
        if leftoverBytes > Self.leftoverBytesMax { context.close(promise: nil) }
      }
    case .end:
      isExpecting = false
      readCount += 1
      leftoverBytes = 0
      if !isEnding {
        closing?.cancel()
        closing = nil
      }
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(var head):
      // A client that was not asked for its body may send it, or not.
      if isExpecting, isNewest { head.headers.replaceOrAdd(name: "Connection", value: "close") }
      if head.headers[canonicalForm: "connection"].contains("close") {
        lastNumber = answeredCount + 1
      }
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .body:
      context.write(data, promise: promise)
    case .end:
      answeredCount += 1
      context.write(data, promise: promise)
      if isEnding {
        context.flush()
        context.close(mode: .output, promise: nil)
        close(context, after: Self.lingerSeconds)
      } else if readCount < answeredCount {
        close(context, after: Self.leftoverSeconds)
      }
    }
  }

  func triggerUserOutboundEvent(
    context: ChannelHandlerContext,
    event: Any,
    promise: EventLoopPromise<Void>?
  ) {
    guard event is BodyWanted else {
      context.triggerUserOutboundEvent(event, promise: promise)
      return
    }
    if isExpecting, isNewest {
      isExpecting = false
      let head = HTTPResponseHead(version: .http1_1, status: .continue)
      context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
    }
    promise?.succeed()
  }

  func channelInactive(context: ChannelHandlerContext) {
    closing?.cancel()
    closing = nil
    context.fireChannelInactive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? ChannelEvent, event == .inputClosed, isEnding {
      context.close(promise: nil)
    }
    context.fireUserInboundEventTriggered(event)
  }

  /// Whether the answer to the last request was written.
  private var isEnding: Bool { lastNumber.map { answeredCount >= $0 } ?? false }

  /// Whether the request that is answered next is the one that was read last.
  private var isNewest: Bool { begunCount == answeredCount + 1 }

  private func close(_ context: ChannelHandlerContext, after seconds: Int64) {
    closing?.cancel()
    let channel = context.channel
    closing = context.eventLoop.scheduleTask(in: .seconds(seconds)) {
      channel.close(promise: nil)
    }
  }
}

@available(*, unavailable)
extension ExchangeHandler: Sendable {}
