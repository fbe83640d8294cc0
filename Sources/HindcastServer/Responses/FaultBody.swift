internal import Audit
internal import Diagnostics
internal import EventLog
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import NIOHTTP1
internal import QueryEngine
internal import TopologyModel

/// Turns whatever went wrong into an answer, in one place.
enum FaultBody {
  /// The fault behind an error; what nobody foresaw becomes a `fault` without detail.
  static func fault(
    _ error: any Error,
    _ running: RunningRequest,
    _ limits: ServerLimits
  ) -> ServerFault {
    let number = running.number
    switch error {
    case let error as ServerFault: return error
    case ReportError.refused(let diagnostics, let source):
      return .refused(diagnostics, in: source)
    case let error as AccessRefusal:
      return ServerFault(.forbidden, "forbidden-namespace", error.message, help: error.help)
    case let error as RequestStopped: return .stopped(error.reason, running, limits)
    case is NIOTooManyBytesError: return .bodyTooLarge(limits.bodyBytesMax)
    case is HTTPParserError: return .body("the body's framing is broken", help: "send it again")
    case is CancellationError: return .stopped(.shutdown, running, limits)
    case let error as any CategorizedError:
      let isOurs = error.category == .fault
      return ServerFault(
        error.category,
        error.category.code,
        isOurs ? "something went wrong in the server" : error.message,
        help: isOurs ? "report it, with request \(number) of the server's log" : error.help
      )
    default:
      return ServerFault(
        .fault,
        "fault",
        "something went wrong in the server",
        help: "report it, with request \(number) of the server's log"
      )
    }
  }

  /// The body: `{"error": {…}, "notes": []}`.
  static func text(_ fault: ServerFault, _ hints: HintSpelling = .parameters) -> String {
    let query = fault.source.map { $0.text(in: $0.span) } ?? ""
    let fault = fault.spelled { hints.text($0, about: query) }
    var json = JSONWriter()
    json.object { json in
      json.key("error")
      json.object { json in
        json.member("code", fault.code)
        json.member("category", fault.category.code)
        json.member("message", fault.message)
        if let label = fault.diagnostics.first?.primary {
          json.key("span")
          DiagnosticJSON.write(label.span, in: fault.source, to: &json)
          json.member("label", label.text)
        }
        if let parameter = fault.parameter {
          json.member("parameter", parameter)
        }
        if let help = fault.help {
          json.member("help", help)
        }
      }
      if !fault.diagnostics.isEmpty {
        json.key("diagnostics")
        json.write(raw: DiagnosticJSON.text(for: fault.diagnostics, in: fault.source))
      }
      json.key("notes")
      json.array { _ in }
    }
    return json.text + "\n"
  }

  /// The response of a fault.
  static func response(_ fault: ServerFault, _ hints: HintSpelling) -> Response {
    var headers = fault.headers
    headers[.contentType] = "application/json; charset=utf-8"
    headers[.cacheControl] = "no-store"
    return Response(
      status: fault.httpStatus,
      headers: headers,
      body: ResponseBody(byteBuffer: ByteBuffer(string: text(fault, hints)))
    )
  }
}

extension HintSpelling {
  /// How the sender of a request has ways out spelled: `hindcast` asks for options.
  init(_ headers: HTTPFields) { self.init(header: headers[.hints]) }

  /// How ways out are spelled by the header that says it; nil where there is none.
  init(header: String?) {
    self = header.flatMap { HintSpelling(rawValue: $0) } ?? .parameters
  }
}

extension ServerFault {
  /// The fault with its texts spelled.
  fileprivate func spelled(_ spell: (String) -> String) -> ServerFault {
    var fault = self
    fault.message = spell(message)
    fault.help = help.map(spell)
    fault.diagnostics = diagnostics.map { diagnostic in
      var diagnostic = diagnostic
      diagnostic.message = spell(diagnostic.message)
      if let label = diagnostic.primary?.text { diagnostic.primary?.text = spell(label) }
      for index in diagnostic.secondary.indices {
        diagnostic.secondary[index].text = spell(diagnostic.secondary[index].text)
      }
      diagnostic.notes = diagnostic.notes.map(spell)
      diagnostic.help = diagnostic.help.map(spell)
      return diagnostic
    }
    return fault
  }
}
