internal import NIOCore
internal import NIOHTTP1

/// Watches over a channel: notices clients that go away while they are answered.
///
/// A client that ends its side of the connection counts as gone, as with Go's servers: the end of one
/// that crashed looks the same.
final class ConnectionHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = Any

  /// How many bytes the system keeps for a client that reads slowly; what it has room for again is
  /// how slow readers are told from those that do not read.
  private static let sendBufferBytes = 256 << 10

  private let connections: Connections
  private var connection: Connections.Connection?

  init(connections: Connections) {
    self.connections = connections
  }

  func handlerAdded(context: ChannelHandlerContext) {
    connection = connections.add(context.channel)
    MalformedHeadHandler.add(to: context.pipeline.syncOperations)
    context.channel.setOption(.socketOption(.so_sndbuf), value: Self.sendBufferBytes)
      .whenFailure { _ in }
    let pipeline = context.pipeline.syncOperations
    guard let decoder = try? pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
    else { return }
    try? pipeline.addHandler(ExchangeHandler(), position: .after(decoder))
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    connections.remove(context.channel)
  }

  func channelInactive(context: ChannelHandlerContext) {
    connection?.noteGone()
    connections.remove(context.channel)
    context.fireChannelInactive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? ChannelEvent, event == .inputClosed { connection?.noteGone() }
    context.fireUserInboundEventTriggered(event)
  }
}
