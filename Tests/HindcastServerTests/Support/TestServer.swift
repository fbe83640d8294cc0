import AsyncHTTPClient
import Dispatch
import EventLog
import Foundation
import HindcastServer
import HindcastTestSupport
import NIOCore
import NIOHTTP1
import QueryEngine
import Synchronization
import TopologyModel

/// A server on a port of its own, over a store of script lines.
final class TestServer: Sendable {
  /// What came back.
  struct Reply {
    var status: Int
    var headers: HTTPHeaders
    var body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The body as a JSON object.
    var object: [String: Any] {
      get throws {
        let value = try JSONSerialization.jsonObject(with: Data(body))
        guard let object = value as? [String: Any] else { throw TestFault("no object: \(text)") }
        return object
      }
    }

    /// The code of the error.
    var code: String? {
      ((try? object)?["error"] as? [String: Any])?["code"] as? String
    }
  }

  /// Something that a test needs is not there.
  struct TestFault: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
  }

  /// What most tests ask about: a Service with two Pods in one namespace, another in another.
  static let lines = [
    "10:00:00 add service shop/cart  selector=app:cart port=80 clusterip=10.96.0.10",
    "10:00:00 add service web/front  selector=app:front port=80 clusterip=10.96.0.11",
    "10:00:01 add pod shop/cart-1 ip=10.0.0.1 labels=app:cart ready=true node=n1",
    "10:00:01 add pod web/front-1 ip=10.0.0.2 labels=app:front ready=true node=n1",
    "10:00:02 add slice shop/cart-x service=cart port=:8080 endpoint=10.0.0.1,pod:cart-1,ready",
    "10:00:08 modify pod shop/cart-1 ready=false",
    "10:00:09 modify slice shop/cart-x endpoint=10.0.0.1,pod:cart-1,notready",
  ]

  /// A client that asks for nothing packed; the shared one gives up on what unpacks to more than 25
  /// times as much, as equal rows do.
  static let client: HTTPClient = {
    var configuration = HTTPClient.Configuration()
    configuration.decompression = .disabled
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }()

  /// The store that it reads, open for writing.
  nonisolated(unsafe) let store: TestStore
  let port: Int
  private let running: Task<Void, any Error>

  /// Starts a server over script lines, and returns when it listens.
  static func start(
    _ lines: [String] = TestServer.lines,
    _ change: (inout ServerOptions) -> Void = { _ in },
    collector: CollectorStatus.Source? = nil,
    stopwatch: Stopwatch = TestServer.uptime
  ) async throws -> TestServer {
    let store = try TestStore()
    if !lines.isEmpty { try store.appendScript(lines.map { ($0, 0) }) }
    return try await start(over: store, change) {
      $0.collector = collector
      $0.stopwatch = stopwatch
    }
  }

  /// Starts a server over a store, in another environment than most tests have it.
  static func start(
    over store: TestStore,
    _ change: (inout ServerOptions) -> Void,
    environment changeEnvironment: (inout ServerEnvironment) -> Void
  ) async throws -> TestServer {
    var options = ServerOptions()
    options.port = 0
    options.limits.liveSeconds = 0.01
    change(&options)
    let sink = LogSink()
    var environment = Self.environment(sink)
    changeEnvironment(&environment)
    return try await TestServer(store, options, environment, sink)
  }

  private init(
    _ store: TestStore,
    _ options: ServerOptions,
    _ environment: ServerEnvironment,
    _ sink: LogSink
  ) async throws {
    self.store = store
    let (ports, continuation) = AsyncStream<Int>.makeStream()
    let server = try QueryServer(options, log: store.log, environment: environment)
    running = Task {
      defer { continuation.finish() }
      try await server.run { port in continuation.yield(port) }
    }
    var iterator = ports.makeAsyncIterator()
    guard let port = await iterator.next() else {
      try await running.value
      throw TestFault("the server ended")
    }
    self.port = port
    self.sink = sink
  }

  private let sink: LogSink

  /// Gathers the lines of the server's log.
  final class LogSink: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    func add(_ more: [UInt8]) { bytes.withLock { $0 += more } }

    var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
  }

  /// The time that really passes.
  static let uptime = Stopwatch { Int64(DispatchTime.now().uptimeNanoseconds) }

  private static func environment(_ sink: LogSink) -> ServerEnvironment {
    ServerEnvironment(
      toolVersion: "0.0.0-test",
      now: { Instant(nanoseconds: 1_767_261_660_000_000_000) },
      stopwatch: uptime,
      pause: { try await Polling.pause(milliseconds: max(1, Int($0 * 1000))) },
      zone: { $0 == "UTC" ? .utc : nil },
      savedQueries: {
        [
          .init(
            name: "serving",
            text: "# doc: Who serves.\n# param service: service\npods serving $service at "
              + "2026-01-01T10:00:05Z | select pod\n"
          )
        ]
      },
      writeLog: { sink.add($0) }
    )
  }

  /// The lines of the server's log so far.
  var logText: String { sink.text }

  /// Ends the server, and returns when it has ended.
  func stop() async throws {
    running.cancel()
    try await running.value
  }

  /// Sends a request, and reads the whole answer.
  func send(
    _ method: HTTPMethod = .GET,
    _ path: String,
    headers: [(String, String)] = [],
    body: String? = nil
  ) async throws -> Reply {
    var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
    request.method = method
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    if let body { request.body = .bytes(ByteBuffer(string: body)) }
    let response: HTTPClientResponse
    do {
      response = try await Self.client.execute(request, timeout: .seconds(120))
    } catch let error as IOError where error.errnoCode == ECONNRESET && method == .GET {
      // The server closed a kept connection as idle just then: clients ask again (RFC 9110, 9.2.2).
      response = try await Self.client.execute(request, timeout: .seconds(120))
    }
    let bytes = try await response.body.collect(upTo: 64 << 20)
    return Reply(
      status: Int(response.status.code),
      headers: response.headers,
      body: Array(bytes.readableBytesView)
    )
  }

  /// Asks a query.
  func query(
    _ text: String,
    _ parameters: [(String, String)] = [],
    headers: [(String, String)] = []
  ) async throws -> Reply {
    try await send(
      .GET,
      Self.path("/api/v1/query", [("query", text)] + parameters),
      headers: headers
    )
  }

  /// A path with parameters.
  static func path(_ path: String, _ parameters: [(String, String)]) -> String {
    var allowed = CharacterSet.alphanumerics
    allowed.insert(charactersIn: "-._~")
    func escaped(_ text: String) -> String {
      text.addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
    }
    return path + "?"
      + parameters.map { "\(escaped($0.0))=\(escaped($0.1))" }.joined(separator: "&")
  }
}

/// Starts a server, lets a test use it, and ends it.
func withServer(
  _ lines: [String] = TestServer.lines,
  _ change: (inout ServerOptions) -> Void = { _ in },
  collector: CollectorStatus.Source? = nil,
  stopwatch: Stopwatch = TestServer.uptime,
  _ body: (TestServer) async throws -> Void
) async throws {
  let server = try await TestServer.start(
    lines,
    change,
    collector: collector,
    stopwatch: stopwatch
  )
  do {
    try await body(server)
  } catch {
    try? await server.stop()
    throw error
  }
  try await server.stop()
}
