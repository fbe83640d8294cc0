import NIOHTTP1
import Testing

extension TestServer {
  /// A figure of the metrics.
  func figure(_ name: String, headers: [(String, String)] = []) async throws -> Int {
    let page = try await send(.GET, "/metrics", headers: headers).text
    let line = page.split(separator: "\n").first { $0.hasPrefix("\(name) ") }
    return try #require(line.flatMap { Int($0.split(separator: " ")[1]) })
  }

  /// The paths of the requests that run, without the one that asks.
  func runningPaths() async throws -> [String] {
    let requests = try await send(.GET, "/api/v1/requests").object["requests"] as? [[String: Any]]
    return (requests ?? []).compactMap { $0["path"] as? String }.filter { $0 != "/api/v1/requests" }
  }

  /// The number of the only request with a path.
  func number(of path: String) async throws -> Int? {
    let requests = try await send(.GET, "/api/v1/requests").object["requests"] as? [[String: Any]]
    return requests?.first { $0["path"] as? String == path }?["request"] as? Int
  }

  /// Returns when no request runs.
  func idle() async throws {
    try await eventually("no request runs") { try await runningPaths().isEmpty }
  }

  /// Whether somebody else is answered.
  func answersOthers() async throws -> Bool {
    try await query("pods at 2026-01-01T10:00:05Z | select name").text.contains("cart-1")
  }

  /// The head of a request for rows to attribute whose body has no end yet: a request that runs for
  /// as long as a test needs it.
  static let openAttribution =
    "POST /api/v1/attribute?address=ip&time=ts HTTP/1.1\r\nHost: localhost\r\n"
    + "Content-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n"

  /// A piece of a body.
  static func chunk(_ text: String) -> String {
    "\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n"
  }

  /// Begins an attribution that runs until its connection is closed, or `0\r\n\r\n` is sent.
  func openAttribution(headers: String = "") async throws -> RawConnection {
    let connection = try await RawConnection.open(port)
    let head = Self.openAttribution.replacing("Host:", with: "\(headers)Host:")
    await connection.send(head + Self.chunk("ip,ts\n10.0.0.1,2026-01-01T10:00:05Z\n"))
    try await connection.text(with: "cart-1")
    return connection
  }

  /// Opens a stream of live events, and another one, which is refused; returns both connections.
  func openOneStreamOfTwo(headers: String) async throws -> [RawConnection] {
    let head = "GET /api/v1/events/live HTTP/1.1\r\n\(headers)Host: a\r\n\r\n"
    let stream = try await RawConnection.open(port)
    await stream.send(head)
    try await stream.text(with: "retry: 1000")
    let another = try await RawConnection.open(port)
    await another.send(head)
    try await another.text(with: "too-many-streams")
    return [stream, another]
  }
}
