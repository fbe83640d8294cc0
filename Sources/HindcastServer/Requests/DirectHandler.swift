internal import HTTPTypes
internal import HummingbirdCore
internal import NIOCore
internal import NIOHTTPTypes

/// Gives questions whose answers lie ready their answers where they arrive, without a task, a route, and a
/// queue between.
///
/// It stands in front of what hands requests to their routes, and answers nothing while one that it let
/// through is not answered: answers keep the order of their requests.
final class DirectHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let answers: DirectAnswers
  /// The request whose end is to come next.
  private var held: HTTPRequest?
  /// How many requests were let through and are not answered yet.
  private var openCount = 0
  /// What was written and not sent, and how many bytes that is about.
  private var written: [DirectAnswers.Sent] = []
  private var writtenByteCount = 0

  init(_ answers: DirectAnswers) {
    self.answers = answers
  }

  /// Adds it to a channel, behind what counts the requests of a connection that is to end.
  func add(to pipeline: ChannelPipeline.SynchronousOperations) throws {
    let counting = try pipeline.handler(type: HTTPConnectionStateHandler.self)
    try pipeline.addHandler(self, position: .after(counting))
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      guard openCount == 0, answers.mayAnswer(head) else { break }
      held = head
      return
    case .body: break
    case .end:
      guard let head = held, context.channel.isWritable,
        let sent = answers.answer(head, on: context.channel)
      else { break }
      held = nil
      write(sent, context)
      return
    }
    release(context)
    if case .head = unwrapInboundIn(data) { openCount += 1 }
    context.fireChannelRead(data)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    flush(context)
    context.fireChannelReadComplete()
  }

  func channelInactive(context: ChannelHandlerContext) {
    noteUnsent()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    noteUnsent()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    release(context)
    context.fireErrorCaught(error)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) { openCount -= 1 }
    context.write(data, promise: promise)
  }

  /// Lets through what was held.
  private func release(_ context: ChannelHandlerContext) {
    guard let head = held else { return }
    held = nil
    openCount += 1
    context.fireChannelRead(wrapInboundOut(.head(head)))
  }

  private func write(_ sent: DirectAnswers.Sent, _ context: ChannelHandlerContext) {
    context.write(wrapOutboundOut(.head(sent.response.head)), promise: nil)
    if sent.body.readableBytes > 0 {
      context.write(wrapOutboundOut(.body(sent.body)), promise: nil)
    }
    context.write(wrapOutboundOut(.end(nil)), promise: nil)
    written.append(sent)
    writtenByteCount += Self.headByteCount + sent.body.readableBytes
    // What is not sent yet, the channel does not count under TLS: it would never be full.
    if writtenByteCount > RequestPipeline.shortBytesMax { flush(context) }
  }

  /// How many bytes the head of an answer has, about.
  private static let headByteCount = 1024

  private func flush(_ context: ChannelHandlerContext) {
    guard !written.isEmpty else { return }
    context.flush()
    for sent in written { answers.note(sent) }
    written.removeAll(keepingCapacity: true)
    writtenByteCount = 0
  }

  private func noteUnsent() {
    for sent in written {
      sent.running.note { $0.failure = "not sent: the client went away" }
      answers.note(sent)
    }
    written.removeAll()
  }
}

@available(*, unavailable)
extension DirectHandler: Sendable {}
