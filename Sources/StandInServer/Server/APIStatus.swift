internal import Diagnostics
internal import NIOCore
internal import TopologyModel

/// A refusal as the API says it: a `Status` object.
struct APIStatus: Error {
  var code: Int
  var reason: String
  var message: String
  /// Reason and message of a cause.
  var cause: (reason: String, message: String)?
  var retryAfterSeconds: Int?

  /// Creates a refusal whose reason is that of its code.
  init(_ code: Int, _ message: String, retryAfterSeconds: Int? = nil) {
    self.code = code
    self.message = message
    self.retryAfterSeconds = retryAfterSeconds
    reason = Self.reasons[code] ?? "Unknown"
  }

  private static let reasons = [
    400: "BadRequest", 401: "Unauthorized", 403: "Forbidden", 404: "NotFound",
    405: "MethodNotAllowed", 409: "Conflict", 410: "Expired", 422: "Invalid",
    429: "TooManyRequests", 500: "InternalError", 503: "ServiceUnavailable", 504: "Timeout",
  ]

  /// The object.
  var json: String {
    var details: [String] = []
    if let cause {
      let reason = Self.quote(cause.reason)
      let message = Self.quote(cause.message)
      details.append(#""causes":[{"reason":\#(reason),"message":\#(message)}]"#)
    }
    if let retryAfterSeconds { details.append(#""retryAfterSeconds":\#(retryAfterSeconds)"#) }
    let detailsMember = details.isEmpty ? "" : #""details":{\#(details.joined(separator: ","))},"#
    return #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","#
      + #""message":\#(Self.quote(message)),"reason":"\#(reason)","#
      + #"\#(detailsMember)"code":\#(code)}"#
  }

  /// Writes a text as JSON.
  private static func quote(_ text: String) -> String {
    var json = JSONWriter()
    json.write(text)
    return json.text
  }
}

extension APIStatus {
  /// A list or a watch asks for a revision that is not there yet.
  static func tooLarge(_ revision: Revision, current: Revision) -> APIStatus {
    var status = APIStatus(
      504,
      "Timeout: Too large resource version: \(revision), current: \(current)",
      retryAfterSeconds: 1
    )
    status.cause = ("ResourceVersionTooLarge", "Too large resource version")
    return status
  }

  /// A watch asks for a revision that was compacted.
  static func expiredWatch(_ revision: Revision, oldest: Revision) -> APIStatus {
    APIStatus(410, "too old resource version: \(revision) (\(oldest))")
  }

  /// A list asks for a revision that was compacted.
  static let expiredList = APIStatus(
    410,
    "The resourceVersion for the provided list is too old."
  )

  /// A page of a list that has gone.
  static let expiredContinuation = APIStatus(
    410,
    "The provided continue parameter is too old to display a consistent list result. You can start "
      + "a new list without the continue parameter."
  )

  static let unauthorized = APIStatus(401, "Unauthorized")

  static func initialEventsRefused(_ code: Int) -> APIStatus {
    APIStatus(
      code,
      "ListOptions.meta.k8s.io \"\" is invalid: sendInitialEvents: Forbidden: sendInitialEvents is "
        + "forbidden for watch unless the WatchList feature gate is enabled"
    )
  }

  static func forbidden(_ route: RequestRoute, _ kind: ResourceKind) -> APIStatus {
    let verb = route.verb == .watch ? "watch" : "list"
    let group = kind == .endpointSlice ? "discovery.k8s.io" : ""
    let scope = route.namespace.map { "in the namespace \"\($0)\"" } ?? "at the cluster scope"
    return APIStatus(
      403,
      "\(kind.resourceName) is forbidden: User \"recorder\" cannot \(verb) resource "
        + "\"\(kind.resourceName)\" in API group \"\(group)\" \(scope)"
    )
  }
}
