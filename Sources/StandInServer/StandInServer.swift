internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL
public import TopologyModel

/// A stand-in for a Kubernetes API server, for tests of clients that list and watch.
///
/// It listens on 127.0.0.1, speaks HTTP/1.1, plain or over TLS, and serves the history of a
/// `StandInWorld`, at the pace that the test sets:
///
/// ```swift
/// let world = try StandInWorld(recording: folder)
/// let server = try await StandInServer.start(world: world)
/// // … start a client with `server.url` …
/// try await server.waitForWatches(3)
/// await server.inject(.silence(afterRecords: 3), on: .watch(.pod), request: 1)
/// await world.advance(byRecords: 100)
/// #expect(await server.requests.count == 6)
/// try await server.stop()
/// ```
///
/// **What it serves**, below `StandInOptions.pathPrefix`: `/version`, and Pods, Services, Nodes
/// and EndpointSlices, of all namespaces or of one.
/// - *Lists* are those of the world's revision: `limit` and `continue`, `resourceVersion` with
///   `resourceVersionMatch`, `labelSelector`. A revision that is not there yet answers 504.
/// - *Watches* begin after `resourceVersion`, or with the state (no `resourceVersion`), or as a
///   streaming list (`sendInitialEvents`); they send records as the world moves on,
///   byte for byte as they were given, and end at `timeoutSeconds`. Objects that leave the filter
///   of a watch are sent as DELETED. Bookmarks come only where the world, a timeout or a fault
///   makes one. A revision that was compacted (`StandInWorld.compact`) answers 410, in one of two
///   ways (`StandInOptions.Expiry`).
/// - *Who may ask* is up to `StandInOptions`: tokens (401), kinds and namespaces (403), client
///   certificates. `reconfigure` changes that while the server runs.
///
/// **What goes wrong** is up to faults: `inject` attaches a `StandInFault` to the n-th request to
/// come that a `StandInTarget` matches; `breakWatches` does something to watches that are open;
/// `StandInWorld.hold` delays a kind; `StandInWorld.compact` forgets; `stop`, and `start` again
/// with the same world and `StandInOptions.port`, is a restart.
///
/// **What a test waits for** needs no clock: `StandInWorld.advance` and its like return when all
/// open watches have been told and have written what their clients take; `wait(until:)` and its
/// like return as soon as requests and watches are as described, and throw when the server stops
/// or the task is cancelled. Give tests a time limit, and nothing hangs.
public actor StandInServer {
  /// The world that is served.
  public nonisolated let world: StandInWorld
  /// The port that the server listens on.
  public nonisolated let port: Int
  /// The server's address without a slash at the end, such as `http://127.0.0.1:34567/prefix`.
  public nonisolated let url: String

  nonisolated let shared: ServerState
  private let listener: any Channel

  private init(
    world: StandInWorld,
    shared: ServerState,
    listener: any Channel,
    port: Int
  ) {
    self.world = world
    self.shared = shared
    self.listener = listener
    self.port = port
    let options = shared.options
    url = "\(options.tls == nil ? "http" : "https")://127.0.0.1:\(port)\(options.pathPrefix)"
  }

  /// Starts a server, which listens when this returns.
  public static func start(
    world: StandInWorld,
    options: StandInOptions = StandInOptions()
  ) async throws -> StandInServer {
    let shared = ServerState(world: world, options: options)
    let tls = try options.tls?.makeContext()
    let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 256)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
          try pipeline.addHandler(ByteToMessageHandler(HTTPRequestDecoder()))
          try pipeline.addHandler(ConnectionHandler(shared: shared))
        }
      }
    let listener = try await listen(bootstrap, port: options.port)
    guard let port = listener.localAddress?.port else {
      preconditionFailure("a listener without a port")
    }
    return StandInServer(world: world, shared: shared, listener: listener, port: port)
  }

  /// Binds the port, for up to a minute while somebody else has it.
  ///
  /// A port that a stopped server leaves may be given to a connection of another test before the
  /// server is started again on it.
  private static func listen(
    _ bootstrap: ServerBootstrap,
    port: Int
  ) async throws -> any Channel {
    let pause = TimeAmount.milliseconds(100)
    for _ in 0..<600 {
      do {
        return try await bootstrap.bind(host: "127.0.0.1", port: port).get()
      } catch let error as IOError where error.errnoCode == EADDRINUSE {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        try await loop.scheduleTask(in: pause) {}.futureResult.get()
      }
    }
    return try await bootstrap.bind(host: "127.0.0.1", port: port).get()
  }

  /// Stops listening and closes all connections; whoever waits for something gets
  /// `StandInError.stopped`.
  public func stop() async throws {
    if listener.isActive { try await listener.close().get() }
    for connection in shared.stop() {
      connection.close(promise: nil)
      try await connection.closeFuture.get()
    }
  }

  // MARK: Seeing

  /// What the server has seen and what is going on.
  public var status: StandInStatus { shared.status }

  /// All requests, in the order in which they came.
  public var requests: [StandInRequest] { shared.status.requests }

  /// Returns the requests that are meant, in the order in which they came.
  public func requests(_ target: StandInTarget) -> [StandInRequest] {
    shared.status.requests(target)
  }

  // MARK: Misbehaving

  /// Attaches a fault to the n-th request to come that the target matches, 1 being the next.
  public func inject(_ fault: StandInFault, on target: StandInTarget, request number: Int) {
    inject(fault, on: target, requests: number...number)
  }

  /// Attaches a fault to some of the requests to come that the target matches, counted from 1.
  public func inject(
    _ fault: StandInFault,
    on target: StandInTarget,
    requests numbers: ClosedRange<Int>
  ) {
    shared.inject(InjectedFault(fault: fault, target: target, numbers: numbers))
  }

  /// Attaches a fault to all requests to come that the target matches.
  public func inject(_ fault: StandInFault, on target: StandInTarget) {
    inject(fault, on: target, requests: 1...Int.max)
  }

  /// Forgets the faults of a target, or all; watches that have met one keep it.
  public func removeFaults(on target: StandInTarget? = nil) {
    shared.removeFaults(target)
  }

  /// Does something to the open watches of a kind, or to all.
  public func breakWatches(of kind: ResourceKind? = nil, by way: StandInBreak) async {
    await shared.breakOff(kind, way)
  }

  /// Changes how the server behaves, for the requests to come.
  public func reconfigure(_ change: @Sendable (inout StandInOptions) -> Void) {
    shared.reconfigure(change)
  }
}
