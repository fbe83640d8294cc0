import AsyncHTTPClient
import Foundation
import HindcastServer
import HindcastTestSupport
import NIOCore
import NIOHTTP1
import Projections
import TopologyModel

/// A request whose answer is an example of the document.
struct ExampleRequest {
  /// How a server is started.
  enum Kind {
    case plain
    /// Takes events.
    case writing
    /// Asks for tokens; there is one for the namespace `shop`.
    case guarded
    /// Has forgotten what came before the outage.
    case forgetful
    /// Reads a store without projections that it knows.
    case outdated
    /// Answers one request in a while, reads short bodies only, and has a collector that hears nothing.
    case strained
  }

  /// The operation, or the status of an error.
  var source: String
  var mediaType = "application/json"
  var method = HTTPMethod.GET
  var path: String
  var headers: [(String, String)] = []
  var body: String?
  var kind = Kind.plain
  /// Whether the same was asked before.
  var isRepeated = false

  /// Each server is gone after its request, and the next may have its port.
  static let unkept = ("Connection", "close")

  /// What is shown of a text at most, where it is no JSON.
  static let charactersMax = 2000

  /// What the store of the examples was told: a Service with two Pods, and an outage.
  private static let lines = [
    "04:10:00 add node node-1 ip=192.168.0.1 ready=true zone=a",
    "04:10:00 add node node-2 ip=192.168.0.2 ready=true zone=b",
    "04:10:00 add service shop/cart selector=app:cart port=80 clusterip=10.96.0.10",
    "04:10:01 add pod shop/cart-1 ip=10.244.1.3 labels=app:cart ready=true node=node-1",
    "04:10:01 add pod shop/cart-2 ip=10.244.2.7 labels=app:cart ready=true node=node-2",
    "04:10:02 add slice shop/cart-x service=cart port=:8080 \(endpoints("ready"))",
    "04:20:00 modify slice shop/cart-x \(endpoints("notready"))",
    "04:20:30 modify slice shop/cart-x \(endpoints("ready"))",
    "04:44:00 bookmark",
  ]

  private static func endpoints(_ state: String) -> String {
    "endpoint=10.244.1.3,pod:cart-1,node:node-1,\(state) "
      + "endpoint=10.244.2.7,pod:cart-2,node:node-2,\(state)"
  }

  /// From the day of scripts to that of the examples of parameters.
  private static let secondsLater: Int64 = 326 * 86_400

  /// The saved query that the examples of parameters name.
  private static func savedQuery() throws -> ServerEnvironment.SavedQuery {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../queries/service-outages.tql").standardized
    return .init(name: "service-outages", text: try String(contentsOf: file, encoding: .utf8))
  }

  /// Starts the server that a request is for, lets a test use it, and ends it.
  static func withServer(_ kind: Kind, _ body: (TestServer) async throws -> Void) async throws {
    let store = try TestStore(hasProjections: kind != .outdated)
    try store.appendScript(lines.map { ($0, secondsLater) }, cluster: "prod")
    if kind == .forgetful, let outage = Instant(rfc3339: "2026-11-23T04:20:00Z") {
      _ = try store.retain(RetentionRequest(.before(outage), cluster: nil))
    }
    let folder = try TemporaryDirectory()
    let (saved, now) = (try savedQuery(), Instant(rfc3339: "2026-11-23T04:45:00Z"))
    let tokens = folder.file("tokens.json")
    let entry = TokenEntry(
      name: "shop-team",
      sha256: TokenFile.hash(of: "token-of-shop".utf8),
      scopes: [.read],
      namespaces: ["shop"],
      clusters: nil,
      expires: nil
    )
    try Data(try TokenFile(tokens: [entry]).text.utf8).write(to: URL(filePath: tokens))
    let server = try await TestServer.start(over: store) { options in
      options.acceptsEvents = kind == .writing
      if kind == .guarded { options.tokensPath = tokens }
      guard kind == .strained else { return }
      options.limits.bodyBytesMax = 1000
      (options.limits.requestsPerSecond, options.limits.requestsBurst) = (0.1, 1)
    } environment: { environment in
      environment.toolVersion = "0.0.0"
      if let now { environment.now = { now } }
      environment.savedQueries = { [saved] }
      guard kind == .strained else { return }
      environment.collector = {
        CollectorStatus(
          watches: [
            .init(cluster: "prod", kind: .pod, namespace: nil, isConnected: false, lastToldAt: nil)
          ],
          appendedCount: 0,
          queuedCount: 0,
          failure: nil
        )
      }
    }
    do {
      try await body(server)
    } catch {
      try? await server.stop()
      throw error
    }
    try await server.stop()
  }

  /// Asks a server, and returns the status and what the document shows of the answer.
  func answer(of server: TestServer) async throws -> (status: Int, text: String) {
    if source == "liveEvents" { return (200, try await liveText(server)) }
    func send() async throws -> TestServer.Reply {
      try await server.send(method, path, headers: headers + [Self.unkept], body: body)
    }
    if isRepeated { _ = try await send() }
    let reply = try await send()
    return (reply.status, shown(reply.text.replacing(server.store.path, with: "prod.db")))
  }

  /// The beginning of a stream that goes on.
  private func liveText(_ server: TestServer) async throws -> String {
    let head = try server.store.head().position.value
    var request = HTTPClientRequest(url: "http://127.0.0.1:\(server.port)\(path)")
    request.headers.add(name: "Last-Event-ID", value: "\(head - 1)")
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
    var text = ""
    for try await piece in response.body {
      text += String(buffer: piece)
      if text.contains("id: \(head)\n"), text.hasSuffix("\n\n") { break }
    }
    return text
  }

  private func shown(_ text: String) -> String {
    if source == "openapi", let paths = text.range(of: ",\"paths\":") {
      return text[..<paths.lowerBound] + "}"
    }
    guard mediaType != "application/json" else { return text.trimmed }
    guard text.count > Self.charactersMax else { return text }
    return text.prefix(Self.charactersMax) + "…"
  }

  /// An answer without what differs each time: the size of a file, and the values of metrics.
  func steady(_ answer: JSONValue) -> JSONValue {
    switch (source, answer) {
    case ("status", .object(var members)):
      if case .object(var store)? = members["store"] {
        store["bytes"] = .null
        members["store"] = .object(store)
      }
      return .object(members)
    case ("metrics", .text(let text)):
      let lines = text.split(separator: "\n").filter { !$0.hasSuffix("…") }
      return .list(
        lines.map { line in
          .text(String(line.hasPrefix("#") ? line : line.replacing(#/ [^ ]+$/#, with: "")))
        }
      )
    default: return answer
    }
  }
}

extension String {
  /// Without the line break at its end.
  fileprivate var trimmed: String { hasSuffix("\n") ? String(dropLast()) : self }
}
