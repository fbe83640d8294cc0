import NIOCore
import NIOPosix
import NIOSSL
import StandInServer
import Synchronization

/// A connection of a client that looks at every byte.
final class RawConnection: Sendable {
  private struct Waiter {
    let condition: @Sendable (RawResponse) -> Bool
    let continuation: CheckedContinuation<RawResponse, any Error>
  }

  private struct Content {
    var response = RawResponse()
    var waiter: Waiter?
    var failure: (any Error)?
  }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let connection: RawConnection

    init(_ connection: RawConnection) {
      self.connection = connection
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let bytes = unwrapInboundIn(data)
      connection.change { content in
        bytes.withUnsafeReadableBytes { content.response.append($0) }
      }
    }

    func channelInactive(context: ChannelHandlerContext) {
      connection.change { $0.response.isClosed = true }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      connection.change { $0.failure = $0.failure ?? error }
      context.close(promise: nil)
    }
  }

  private let content = Mutex(Content())
  private let channel = Mutex<(any Channel)?>(nil)

  /// The error that the connection met, as of TLS.
  var failure: (any Error)? { content.withLock(\.failure) }

  static func open(
    to server: StandInServer,
    tls: NIOSSLContext? = nil,
    name: String? = nil
  ) async throws -> RawConnection {
    let connection = RawConnection()
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          if let tls {
            try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: name))
          }
          try pipeline.addHandler(Handler(connection))
        }
      }
      .connect(host: "127.0.0.1", port: server.port).get()
    connection.channel.withLock { $0 = channel }
    return connection
  }

  /// Sends a request; what came before is forgotten.
  func send(_ path: String, method: String = "GET", headers: [String: String] = [:]) async throws {
    content.withLock { content in
      let isClosed = content.response.isClosed
      content.response = RawResponse()
      content.response.isClosed = isClosed
    }
    var text = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nUser-Agent: raw\r\n"
    for (name, value) in headers { text += "\(name): \(value)\r\n" }
    let channel = try requireChannel()
    try? await channel.writeAndFlush(ByteBuffer(string: text + "\r\n")).get()
  }

  /// Returns the answer once the condition holds, or nothing more can come.
  func response(
    when condition: @escaping @Sendable (RawResponse) -> Bool = { $0.isComplete }
  ) async throws -> RawResponse {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        change { $0.waiter = Waiter(condition: condition, continuation: continuation) }
        if Task.isCancelled { cancel() }
      }
    } onCancel: {
      cancel()
    }
  }

  /// What has come by now.
  var current: RawResponse { content.withLock(\.response) }

  func close() async throws {
    try? await requireChannel().close().get()
  }

  private func requireChannel() throws -> any Channel {
    guard let channel = channel.withLock({ $0 }) else { throw ChannelError.alreadyClosed }
    return channel
  }

  private func cancel() {
    let waiter = content.withLock { content in
      defer { content.waiter = nil }
      return content.waiter
    }
    waiter?.continuation.resume(throwing: CancellationError())
  }

  private func change(_ body: (inout Content) -> Void) {
    let ready: (Waiter, RawResponse)? = content.withLock { content in
      body(&content)
      let response = content.response
      guard let waiter = content.waiter, response.isClosed || waiter.condition(response) else {
        return nil
      }
      content.waiter = nil
      return (waiter, response)
    }
    if let (waiter, response) = ready { waiter.continuation.resume(returning: response) }
  }
}
