import EventLog

/// Says in one line what an audit entry tells.
enum AuditSummary {
  /// The request, and what became of it where the server did not do it.
  static func text(of entry: AuditEntry) -> String {
    let request =
      entry.subresource.isEmpty ? entry.verb : "\(entry.verb) \(entry.subresource)"
    guard !entry.isSuccess else { return request }
    guard entry.code != 0 else { return "\(request) without an answer" }
    let outcome = (400..<500).contains(entry.code) ? "refused" : "failed"
    let reason = reasons[entry.code].map { " \($0)" } ?? ""
    return "\(request) \(outcome): \(entry.code)\(reason)"
  }

  /// The words for the codes that API servers answer with
  /// (https://www.iana.org/assignments/http-status-codes).
  private static let reasons = [
    400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
    405: "Method Not Allowed", 406: "Not Acceptable", 409: "Conflict", 410: "Gone",
    413: "Content Too Large", 415: "Unsupported Media Type", 422: "Unprocessable Content",
    429: "Too Many Requests", 500: "Internal Server Error", 503: "Service Unavailable",
    504: "Gateway Timeout",
  ]
}
