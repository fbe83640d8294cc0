internal import Diagnostics
internal import EventLog
internal import HTTPTypes
internal import Projections
internal import QueryEngine
internal import TopologyModel

/// What the store has: status, clusters, coverage.
enum StoreEndpoints {
  static let all: [Endpoint] = [status, clusters, coverage]

  private static let status = Endpoint(
    method: .get,
    path: "/api/v1/status",
    scope: .read,
    isRead: false,
    operation: Operation(
      id: "status",
      summary: "Tell what the store has, and how the server does.",
      tag: "Store",
      successes: [.json("The status.", "Status")]
    )
  ) { call in
    let figures = try await figures(call)
    let core = call.server
    return .json { json in
      json.member("version", core.environment.toolVersion)
      json.member("startedAt", core.beganAt.description)
      json.member("acceptsEvents", core.options.acceptsEvents)
      json.key("store")
      json.object { json in
        json.member("event", figures.position.value)
        json.member("hash", figures.hash.description)
        json.member("bytes", figures.byteCount)
      }
      json.key("clusters")
      json.array { json in for cluster in figures.clusters { write(cluster, to: &json) } }
      if let collector = core.environment.collector?() {
        json.key("collector")
        write(
          collector.restricted(to: call.principal.restriction),
          isConnected: collector.isConnected,
          to: &json
        )
      }
    }
  }

  private static let clusters = Endpoint(
    method: .get,
    path: "/api/v1/clusters",
    scope: .read,
    isRead: false,
    operation: Operation(
      id: "clusters",
      summary: "List the clusters of the store.",
      tag: "Store",
      successes: [.json("The clusters, by name.", "Clusters")]
    )
  ) { call in
    let figures = try await figures(call)
    return .json { json in
      json.key("clusters")
      json.array { json in for cluster in figures.clusters { write(cluster, to: &json) } }
    }
  }

  private static let coverage = Endpoint(
    method: .get,
    path: "/api/v1/coverage",
    scope: .read,
    operation: Operation(
      id: "coverage",
      summary: "Tell what was being observed, and the gaps.",
      description: "It is the question `coverage` of the language.",
      tag: "Store",
      parameters: [
        EndpointParameter(
          name: "kind",
          kind: .choice(ResourceKind.allCases.map(\.kindWord)),
          description: "The kind; all where it is left out.",
          example: "pod"
        ),
        EndpointParameter(
          name: "from",
          kind: .instant,
          description: "The beginning of a span, with `to`.",
          example: "2026-11-23T04:00:00Z"
        ),
        EndpointParameter(
          name: "to",
          kind: .instant,
          description: "The end of a span, which is left out of it.",
          example: "2026-11-23T05:00:00Z"
        ),
        EndpointParameter(
          name: "namespace",
          kind: .text,
          description: "A namespace; all where it is left out.",
          example: "shop"
        ),
        EndpointParameter(
          name: "cluster",
          kind: .text,
          description: "The cluster, where the store has several.",
          example: "prod"
        ),
      ] + AskedQuery.answerParameters,
      successes: [.answer],
      errors: [406, 422]
    )
  ) { call in
    var text = "coverage"
    if let kind = call.parameters["kind"] { text += " of \(kind)s" }
    var values: [String: String] = [:]
    if let namespace = call.parameters["namespace"] {
      text = "# param scope: string\n\(text) in namespace $scope"
      values["scope"] = namespace
    }
    switch (call.parameters.instant("from"), call.parameters.instant("to")) {
    case (let from?, let to?): text += " from \(from) to \(to)"
    case (nil, nil): break
    case (.some, nil): throw ServerFault.missingParameter("to", example: "2026-11-23T05:00:00Z")
    case (nil, .some): throw ServerFault.missingParameter("from", example: "2026-11-23T04:00:00Z")
    }
    var asked = try AskedQuery(call, text: text)
    asked.context.parameters = values
    return try await QueryAnswers.answer(asked, call)
  }

  private static func figures(_ call: ServerCall) async throws -> StoreFigures {
    let now = call.server.environment.now()
    let restriction = call.principal.restriction
    return try await call.read { snapshot in
      try StoreFigures(snapshot, now: now) { restriction.allows(cluster: $0) }
    }
  }

  private static func write(_ cluster: StoreFigures.Cluster, to json: inout JSONWriter) {
    json.object { json in
      json.member("name", cluster.name)
      json.member("epoch", cluster.epoch)
      json.member("beganAt", cluster.beganAt.description)
      json.member("lastObservedAt", cluster.lastObservedAt)
      json.key("kinds")
      json.array { json in
        for kind in cluster.kinds {
          json.object { json in
            json.member("kind", kind.kind.kindName)
            json.member("observed", kind.isObserved)
            json.member("gapSince", kind.gapSince)
            json.member("stretches", kind.stretchCount)
          }
        }
      }
    }
  }

  private static func write(
    _ collector: CollectorStatus,
    isConnected: Bool,
    to json: inout JSONWriter
  ) {
    json.object { json in
      json.member("connected", isConnected)
      json.member("appended", collector.appendedCount)
      json.member("queued", collector.queuedCount)
      json.key("failure")
      if let failure = collector.failure { json.write(failure) } else { json.writeNull() }
      json.key("watches")
      json.array { json in
        for watch in collector.watches {
          json.object { json in
            json.member("cluster", watch.cluster)
            json.member("kind", watch.kind.kindName)
            json.member("connected", watch.isConnected)
            json.member("lastToldAt", watch.lastToldAt)
          }
        }
      }
    }
  }
}

extension ResourceKind {
  /// The word that the language has for one object of the kind.
  var kindWord: String {
    switch self {
    case .service: "service"
    case .endpointSlice: "slice"
    case .pod: "pod"
    case .node: "node"
    }
  }
}
