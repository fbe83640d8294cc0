internal import HTTPTypes
internal import Hummingbird

/// Something that can be asked for: the route, who may, and what the OpenAPI document tells.
struct Endpoint: Sendable {
  var method: HTTPRequest.Method
  /// The path, with parameters in braces: `/api/v1/queries/{name}`.
  var path: String
  /// What it takes to ask; nil where everybody may.
  var scope: AccessScope?
  /// Whether answers are recorded by `--audit-log`.
  var isRead = true
  /// Whether an answer goes on until the client or the server ends it.
  var isStream = false
  /// Whether a body stands for parameters: JSON, a form, or the text of a query.
  var takesParametersInBody = false
  var operation: Operation
  /// Whether it answers `HEAD`, too: with what `GET` has, without its body.
  var takesHead: Bool { method == .get && !isStream }
  var handle: @Sendable (ServerCall) async throws -> ServerAnswer
}
