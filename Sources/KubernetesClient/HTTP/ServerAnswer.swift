internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
internal import TopologyModel

/// The head of an answer, and its body as it comes.
struct ServerAnswer {
  /// The HTTP status code.
  var code: Int
  /// After how many seconds to ask again, where the server says it.
  var retryAfterSeconds: Int?
  /// The server's clock, to the second; nil where it does not tell.
  var date: Instant?
  /// The body.
  var body: HTTPClientResponse.Body

  init(_ response: HTTPClientResponse) {
    code = Int(response.status.code)
    retryAfterSeconds = response.headers.first(name: "retry-after").flatMap { Int($0) }
    date = response.headers.first(name: "date").flatMap { HTTPDate.instant($0) }
    body = response.body
  }

  /// Reads the whole body.
  func bytes(max: Int) async throws -> [UInt8] {
    let buffer = try await body.collect(upTo: max)
    return Array(buffer.readableBytesView)
  }
}
