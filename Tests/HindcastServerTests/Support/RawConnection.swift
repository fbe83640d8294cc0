import Foundation
import HindcastTestSupport
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A connection that sends just the bytes that it is told to, and reads only if it is told to.
final class RawConnection: Sendable {
  private struct State {
    var bytes: [UInt8] = []
    var isClosed = false
  }

  /// Gathers what arrives.
  private final class Collector: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let state: Gathered

    init(_ state: Gathered) {
      self.state = state
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let piece = unwrapInboundIn(data)
      state.value.withLock { $0.bytes += piece.readableBytesView }
    }

    func channelInactive(context: ChannelHandlerContext) {
      state.value.withLock { $0.isClosed = true }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      state.value.withLock { $0.isClosed = true }
      context.close(promise: nil)
    }
  }

  private final class Gathered: Sendable {
    let value = Mutex(State())
  }

  private let channel: any Channel
  private let gathered: Gathered

  private init(_ channel: any Channel, _ gathered: Gathered) {
    self.channel = channel
    self.gathered = gathered
  }

  /// Connects; one that does not `read` leaves what arrives to the system, which has little room.
  static func open(
    _ port: Int,
    reads: Bool = true,
    tls: NIOSSLContext? = nil
  ) async throws -> RawConnection {
    let gathered = Gathered()
    var bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelOption(.autoRead, value: reads)
      .connectTimeout(.seconds(60))
    if !reads {
      bootstrap = bootstrap.channelOption(.socketOption(.so_rcvbuf), value: 4096)
    }
    let channel = try await bootstrap.channelInitializer { channel in
      channel.eventLoop.makeCompletedFuture {
        if let tls {
          let handler = try NIOSSLClientHandler(context: tls, serverHostname: "localhost")
          try channel.pipeline.syncOperations.addHandler(handler)
        }
        try channel.pipeline.syncOperations.addHandler(Collector(gathered))
      }
    }.connect(host: "127.0.0.1", port: port).get()
    return RawConnection(channel, gathered)
  }

  /// Sends a text; a connection that is closed already takes it without a word.
  func send(_ text: String) async { await send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) async {
    try? await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get()
  }

  /// Sends a text without waiting until it is gone.
  func begin(_ text: String) {
    channel.writeAndFlush(ByteBuffer(string: text), promise: nil)
  }

  /// Reads once, on a connection that does not read by itself.
  func read() async {
    let channel = channel
    try? await channel.eventLoop.submit { channel.read() }.get()
  }

  /// Goes away.
  func close() async { try? await channel.close().get() }

  /// Sends no more, and goes on to read.
  func closeOutput() async { try? await channel.close(mode: .output).get() }

  var isClosed: Bool { gathered.value.withLock { $0.isClosed } }
  var byteCount: Int { gathered.value.withLock { $0.bytes.count } }
  /// What arrived so far.
  var text: String { gathered.value.withLock { String(decoding: $0.bytes, as: UTF8.self) } }

  /// What arrived by the time that it contains a text; fails where the server closes before.
  @discardableResult
  func text(with part: String) async throws -> String {
    try await eventually("`\(part)` arrives") { [self] in
      text.contains(part) || isClosed
    }
    guard text.contains(part) else {
      throw TestServer.TestFault("closed without `\(part)`: \(text.prefix(2000))")
    }
    return text
  }

  /// All that arrived by the time that the server closed.
  @discardableResult
  func textUntilClosed() async throws -> String {
    try await eventually("the server closes") { [self] in isClosed }
    return text
  }

  /// The status of the first answer; nil where there is none.
  var status: Int? {
    let text = text
    guard text.hasPrefix("HTTP/1.1 ") else { return nil }
    return Int(text.dropFirst(9).prefix(3))
  }
}

/// Returns when a condition holds; fails where it does not for a minute.
func eventually(_ what: String, _ condition: () async throws -> Bool) async throws {
  var pausesLeft = 6000
  while try await !condition() {
    guard pausesLeft > 0 else { throw TestServer.TestFault("never came true: \(what)") }
    pausesLeft -= 1
    try await Polling.pause(milliseconds: 10)
  }
}
