internal import Diagnostics
internal import HTTPTypes
internal import QueryEngine
internal import TopologyModel

/// What is wrong with a request, or why it has no answer: the value behind an error's body.
struct ServerFault: CategorizedError {
  var category: AnomalyCategory
  /// The stable code (docs/reference/http-api.md).
  var code: String
  var message: String
  var help: String?
  /// The HTTP status, where it is not the category's.
  var status: HTTPResponse.Status?
  /// The parameter that it is about.
  var parameter: String?
  /// What is wrong with a query, and its text.
  var diagnostics: [Diagnostic] = []
  var source: SourceText?
  var headers = HTTPFields()

  init(
    _ category: AnomalyCategory,
    _ code: String,
    _ message: String,
    help: String? = nil,
    status: HTTPResponse.Status? = nil,
    parameter: String? = nil
  ) {
    self.category = category
    self.code = code
    self.message = message
    self.help = help
    self.status = status
    self.parameter = parameter
  }

  /// The status (style: one table decides).
  var httpStatus: HTTPResponse.Status { status ?? Self.status(of: category) }

  static func status(of category: AnomalyCategory) -> HTTPResponse.Status {
    switch category {
    case .incorrect, .future: .badRequest
    case .forbidden: .forbidden
    case .notFound: .notFound
    case .conflict: .conflict
    case .forgotten: .gone
    case .unsupported: .notImplemented
    case .limit: .unprocessableContent
    case .busy, .unavailable: .serviceUnavailable
    case .corrupt, .fault: .internalServerError
    }
  }
}

extension ServerFault {
  /// A query that is refused; the first diagnostic speaks for all.
  static func refused(_ diagnostics: [Diagnostic], in source: SourceText) -> ServerFault {
    let first = diagnostics.first
    let codes = Set(diagnostics.map(\.code.text))
    var fault = ServerFault(
      codes.contains("TQL0230")
        ? .forbidden : codes.contains("TQL0231") ? .forgotten : .incorrect,
      first?.code.text ?? "refused",
      first?.message ?? "the query was refused",
      help: first?.help
    )
    fault.diagnostics = diagnostics
    fault.source = source
    return fault
  }

  static func unknownParameter(_ name: String, known: [String]) -> ServerFault {
    let closest = EditDistance.closest(to: name, in: known)
    return ServerFault(
      .incorrect,
      "unknown-parameter",
      "there is no parameter `\(name)` here",
      help: closest.map { "did you mean `\($0)`?" }
        ?? (known.isEmpty ? "leave it out" : "there are \(known.joined(separator: ", "))"),
      parameter: name
    )
  }

  static func missingParameter(_ name: String, example: String) -> ServerFault {
    ServerFault(
      .incorrect,
      "missing-parameter",
      "the parameter `\(name)` is missing",
      help: "give it, such as `\(name)=\(example)`",
      parameter: name
    )
  }

  static func parameter(_ name: String, _ text: String, expected: String) -> ServerFault {
    ServerFault(
      .incorrect,
      "malformed-parameter",
      "`\(name)` is `\(text.prefix(200))`",
      help: "expected \(expected)",
      parameter: name
    )
  }

  static let malformedURL = ServerFault(
    .incorrect,
    "malformed-url",
    "the URL has an escape that is none, or is no UTF-8",
    help: "write `%` as `%25`, and other bytes as UTF-8 in `%XX`"
  )

  static func body(_ message: String, help: String) -> ServerFault {
    ServerFault(.incorrect, "malformed-body", message, help: help)
  }

  static func bodyTooLarge(_ bytesMax: Int) -> ServerFault {
    ServerFault(
      .limit,
      "body-too-large",
      "the body is longer than \(bytesMax) bytes",
      help: "send less at a time",
      status: .contentTooLarge
    )
  }

  static func notFound(_ path: String) -> ServerFault {
    ServerFault(
      .notFound,
      "no-such-path",
      "there is nothing at `\(path.prefix(200))`",
      help: "/openapi.json tells what there is"
    )
  }

  static func methodNotAllowed(_ method: String, _ allowed: [String]) -> ServerFault {
    var fault = ServerFault(
      .incorrect,
      "method-not-allowed",
      "`\(method)` is not for this path",
      help: "use \(allowed.filter { $0 != "HEAD" && $0 != "OPTIONS" }.joined(separator: " or "))",
      status: .methodNotAllowed
    )
    fault.headers[.allow] = allowed.joined(separator: ", ")
    return fault
  }

  static let readsOnly = ServerFault(
    .unsupported,
    "reads-only",
    "this server only reads its store",
    help: "who runs it starts it with the option `ingest`"
  )

  /// Why a request that was stopped has no answer.
  static func stopped(
    _ reason: RequestStopped.Reason,
    _ running: RunningRequest,
    _ limits: ServerLimits
  ) -> ServerFault {
    switch reason {
    case .timeLimit:
      running.allowed.map { tooLong($0.time, $0.bounds) }
        ?? ServerFault(.limit, reason.rawValue, "the request ran longer than it may")
    case .memoryLimit:
      ServerFault(
        .limit,
        reason.rawValue,
        "memory limit \(limits.memoryBytesMax >> 20) MB of the server reached while "
          + (running.allowed.map { "`\($0.bounds.client)`" } ?? "this client")
          + " held most of it, and this request had run longest of its own",
        help: "narrow the question, or ask fewer at a time"
      )
    case .clientMemory:
      running.allowed.map { tooMuchHeld($0.bounds) }
        ?? ServerFault(.limit, reason.rawValue, "the client holds more memory than it may")
    case .clientGone:
      ServerFault(.incorrect, reason.rawValue, "the client went away")
    case .ended:
      ServerFault(.busy, reason.rawValue, "somebody ended this request", help: "ask again")
    case .shutdown:
      ServerFault(.unavailable, reason.rawValue, "the server ends", help: "ask again in a moment")
    }
  }
}
