internal import NIOCore

/// One request and what its answer depends on.
struct Exchange {
  let request: StandInRequest
  let route: RequestRoute
  let plan: FaultPlan
  let options: StandInOptions
  let channel: any Channel
  /// Whether the client wants to use the connection again.
  let keepsConnection: Bool

  func makeWriter() -> ResponseWriter {
    ResponseWriter(channel: channel, bytesPerChunk: plan.bytesPerChunk)
  }

  /// The headers of any answer.
  func headers(contentType: String) -> [(String, String)] {
    var headers = [("Content-Type", contentType), ("Cache-Control", "no-cache, private")]
    if let date = options.date { headers.append(("Date", date())) }
    if !keepsConnection { headers.append(("Connection", "close")) }
    return headers
  }
}
