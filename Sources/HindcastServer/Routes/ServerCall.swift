internal import EventLog
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import QueryEngine
internal import TopologyModel

/// A request that is being answered, with what it takes to answer it.
struct ServerCall: Sendable {
  let server: ServerCore
  let request: Request
  let running: RunningRequest
  let principal: Principal
  /// What they may ask at most.
  let bounds: ClientBounds
  let parameters: RequestParameters
  /// The texts of the path's parameters.
  let path: [String: String]

  /// A header's value.
  func header(_ name: HTTPField.Name) -> String? { request.headers[name] }

  /// Reads a body as a whole.
  ///
  /// Throws `ServerFault` where it is longer than allowed, `RequestStopped` where it is to end.
  static func body(
    of request: Request,
    _ running: RunningRequest,
    _ registry: RequestRegistry,
    bytesMax: Int
  ) async throws -> ByteBuffer {
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > bytesMax {
      throw ServerFault.bodyTooLarge(bytesMax)
    }
    running.askForBody()
    var collected = ByteBuffer()
    for try await piece in request.body {
      guard collected.readableBytes + piece.readableBytes <= bytesMax else {
        throw ServerFault.bodyTooLarge(bytesMax)
      }
      collected.writeImmutableBuffer(piece)
      running.noteProgress()
      registry.hold(piece.readableBytes, for: running)
      try running.check()
    }
    // A body that the server gave up on looks complete from here.
    try running.check()
    return collected
  }

  /// Reads one consistent moment of the store within the time that the request has.
  func read<Result: Sendable>(
    within time: ClientBounds.Time? = nil,
    _ body: @escaping @Sendable (LogSnapshot) throws -> Result
  ) async throws -> Result {
    running.enter(.working)
    running.allow(time ?? bounds.time())
    let result = try await server.workers.read(running, body)
    // The answer is there; how long it takes to be sent is up to the client.
    running.allowUnbounded()
    return result
  }

  /// What knows the texts of queries, and answers nothing that is to be read.
  var unreading: QueryRunner {
    QueryRunner(cache: server.workers.plans) { _ in throw ServerFault.readsOnly }
  }

  /// Counts bytes that it holds until its answer is sent, or no longer where they are fewer than none; it
  /// ends soon where its client holds more than it may.
  func hold(_ bytes: Int) {
    server.registry.hold(bytes, for: running)
  }

  /// How long it may run: what `timeout` says, at most the client's limit.
  func time(isLong: Bool = false) -> ClientBounds.Time {
    bounds.time(isLong: isLong, asked: parameters.duration("timeout").map { Double($0) / 1e9 })
  }
}
