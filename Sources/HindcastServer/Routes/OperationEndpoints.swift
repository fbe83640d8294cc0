internal import Diagnostics
internal import EventLog
internal import HTTPTypes
internal import NIOCore
internal import Projections
internal import QueryEngine
internal import Synchronization
internal import TopologyModel

/// What those need who run a server.
enum OperationEndpoints {
  static let all: [Endpoint] = [requests, endRequest, live, ready, metrics, document, paths]

  private static let requests = Endpoint(
    method: .get,
    path: "/api/v1/requests",
    scope: .admin,
    isRead: false,
    operation: Operation(
      id: "requests",
      summary: "List the requests that run, and who asks what.",
      tag: "Operations",
      successes: [.json("The requests, the oldest first.", "Requests")]
    )
  ) { call in
    .json { json in
      json.key("requests")
      json.array { json in
        for request in call.server.registry.all {
          json.object { json in
            let details = request.details
            json.member("request", request.number)
            json.member("client", details.client)
            json.member("address", request.address)
            json.member("method", request.method)
            json.member("path", request.path)
            json.key("query")
            if let query = details.query { json.write(query) } else { json.writeNull() }
            json.member("phase", request.phase.rawValue)
            json.member("heldBytes", request.heldBytes)
            json.member("receivedAt", request.receivedAt.description)
          }
        }
      }
    }
  }

  private static let endRequest = Endpoint(
    method: .delete,
    path: "/api/v1/requests/{number}",
    scope: .admin,
    isRead: false,
    operation: Operation(
      id: "endRequest",
      summary: "End a request that runs.",
      tag: "Operations",
      parameters: [
        EndpointParameter(
          name: "number",
          place: .path,
          kind: .integer(1...Int.max),
          isRequired: true,
          description: "The request's number.",
          example: "17"
        )
      ],
      successes: [
        Operation.Success(status: 204, description: "It ends soon.", contents: [])
      ],
      errors: [404]
    )
  ) { call in
    let number = call.path["number"] ?? ""
    guard let request = Int(number).flatMap({ call.server.registry.request($0) }),
      request.number != call.running.number
    else {
      throw ServerFault(
        .notFound,
        "no-such-request",
        "no request \(number) runs",
        help: "/api/v1/requests lists those that do"
      )
    }
    request.stop(.ended)
    return ServerAnswer(status: .noContent, body: .none)
  }

  private static let live = Endpoint(
    method: .get,
    path: "/livez",
    scope: nil,
    isRead: false,
    operation: Operation(
      id: "livez",
      summary: "Tell whether the process lives.",
      tag: "Operations",
      successes: [
        Operation.Success(
          description: "It does.",
          contents: [.init(mediaType: "text/plain", schema: SchemaText.text)]
        )
      ]
    )
  ) { _ in .text("ok\n", type: "text/plain; charset=utf-8") }

  private static let ready = Endpoint(
    method: .get,
    path: "/readyz",
    scope: nil,
    isRead: false,
    operation: Operation(
      id: "readyz",
      summary: "Tell whether the store can be read, and a collector in this process is connected.",
      tag: "Operations",
      successes: [
        Operation.Success(
          description: "It is ready.",
          contents: [.init(mediaType: "text/plain", schema: SchemaText.text)]
        )
      ],
      errors: [503]
    )
  ) { call in
    do {
      // Also the projections: those of another version answer nothing.
      _ = try await call.read { try ProjectionSnapshot($0).basis }
    } catch let error as any CategorizedError where !(error is ServerFault) {
      throw ServerFault(.unavailable, "not-readable", error.message, help: error.help)
    }
    if call.server.registry.isEnding {
      throw ServerFault.stopped(.shutdown, call.running, call.server.options.limits)
    }
    if let collector = call.server.environment.collector?(), !collector.isConnected {
      throw ServerFault(
        .unavailable,
        "not-connected",
        missing(collector, tellsNames: call.server.authenticator == nil),
        help: "the server's log says why"
      )
    }
    return .text("ok\n", type: "text/plain; charset=utf-8")
  }

  /// What a collector lacks; probes have no token, so that where there are any, nothing is named.
  private static func missing(_ collector: CollectorStatus, tellsNames: Bool) -> String {
    if let failure = collector.failure {
      return "what is recorded cannot be stored" + (tellsNames ? ": \(failure)" : "")
    }
    let missing = collector.watches.filter { !$0.isConnected }
    guard tellsNames, !missing.isEmpty else {
      return missing.isEmpty
        ? "not watched: anything"
        : "\(missing.count) of \(collector.watches.count) watches are not connected"
    }
    return "not watched: "
      + missing.map { "\($0.kind.resourceName) of \($0.cluster)" }.joined(separator: ", ")
  }

  private static let metrics = Endpoint(
    method: .get,
    path: "/metrics",
    scope: .read,
    isRead: false,
    operation: Operation(
      id: "metrics",
      summary: "Tell figures in Prometheus' text format.",
      tag: "Operations",
      successes: [
        Operation.Success(
          description: "The figures.",
          contents: [.init(mediaType: "text/plain", schema: SchemaText.text)]
        )
      ]
    )
  ) { call in
    let now = call.server.environment.now()
    let restriction = call.principal.restriction
    let figures = try await call.read { snapshot in
      try StoreFigures(snapshot, now: now) { restriction.allows(cluster: $0) }
    }
    return .text(
      MetricsPage(core: call.server, figures: figures, restriction: restriction, now: now).text,
      type: "text/plain; version=0.0.4; charset=utf-8"
    )
  }

  private static let document = Endpoint(
    method: .get,
    path: "/openapi.json",
    scope: nil,
    isRead: false,
    operation: Operation(
      id: "openapi",
      summary: "Tell all this as an OpenAPI 3.1 document.",
      tag: "Operations",
      successes: [
        Operation.Success(
          description: "The document.",
          contents: [.init(mediaType: "application/json", schema: SchemaText.anything)]
        )
      ]
    )
  ) { call in
    let version = call.server.environment.toolVersion
    let text = call.server.document.withLock { text in
      if text.isEmpty { text = OpenAPIDocument(version: version, Endpoints.all).text }
      return text
    }
    return .json(text)
  }

  private static let paths = Endpoint(
    method: .get,
    path: "/",
    scope: nil,
    isRead: false,
    operation: Operation(
      id: "paths",
      summary: "List what there is.",
      tag: "Operations",
      successes: [.json("The paths.", "Paths")]
    )
  ) { _ in
    .json { json in
      json.key("paths")
      json.array { json in
        for path in Set(Endpoints.all.map(\.path)).sorted() { json.write(path) }
      }
    }
  }
}
