internal import Diagnostics

/// What logs say of a request: who asked what, and what came of it.
enum RequestLine {
  /// How many bytes of a query are written.
  static let queryBytesMax = 4096

  /// Writes the members.
  static func write(_ request: RunningRequest, status: Int, to json: inout JSONWriter) {
    let details = request.details
    func text(_ name: String, _ value: String?) {
      guard let value else { return }
      json.member(name, value)
    }
    json.member("request", request.number)
    text("client", details.client)
    text("address", request.address)
    text("method", request.method)
    text("path", request.path)
    text("query", details.query.map { cut($0) })
    text("namespace", details.namespace)
    text("cluster", details.cluster)
    json.member("status", status)
    if let rows = details.rows {
      json.member("rows", rows)
    }
    text("basis", details.basis)
    text("error", details.failure)
  }

  private static func cut(_ text: String) -> String {
    text.utf8.count <= queryBytesMax
      ? text : String(decoding: text.utf8.prefix(queryBytesMax), as: UTF8.self) + "…"
  }
}
