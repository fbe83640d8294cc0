internal import Diagnostics
internal import HTTPTypes
internal import NIOCore

/// What an endpoint answers, before it is compressed and counted.
struct ServerAnswer: Sendable {
  /// The body.
  enum Body: Sendable {
    case none
    case bytes(ByteBuffer)
    /// Pieces that are written one after the other.
    case stream(@Sendable (inout BodyWriter) async throws -> Void)
  }

  var status = HTTPResponse.Status.ok
  var headers = HTTPFields()
  var body: Body
  /// Ends what makes the body, where it will not be written.
  var abandon: (@Sendable () async -> Void)?

  /// An answer of one text.
  static func text(_ text: String, type: String) -> ServerAnswer {
    ServerAnswer(
      headers: [.contentType: type],
      body: .bytes(ByteBuffer(string: text))
    )
  }

  /// An answer of one JSON object, whose members `body` writes.
  static func json(_ body: (inout JSONWriter) -> Void) -> ServerAnswer {
    var json = JSONWriter()
    json.object(body)
    json.newline()
    return .json(json.text)
  }

  /// An answer of JSON.
  static func json(_ text: String) -> ServerAnswer {
    .text(text, type: "application/json; charset=utf-8")
  }
}
