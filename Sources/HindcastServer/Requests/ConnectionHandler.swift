internal import NIOCore

/// Watches over a channel: notices clients that go away while they are answered.
///
/// A client that ends its side of the connection counts as gone, as with Go's servers: the end of one
/// that crashed looks the same.
final class ConnectionHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = Any

  private let connections: Connections
  private var connection: Connections.Connection?

  init(connections: Connections) {
    self.connections = connections
  }

  func handlerAdded(context: ChannelHandlerContext) {
    connection = connections.add(context.channel)
    MalformedHeadHandler.add(to: context.pipeline.syncOperations)
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
