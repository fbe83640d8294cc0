internal import Diagnostics
internal import EventLog
internal import Foundation
internal import HTTPTypes
internal import HummingbirdCore
internal import Ingest
internal import NIOCore
internal import Projections
internal import TopologyModel

/// The log itself: its events by page, as they come, and new ones.
enum EventEndpoints {
  static let all: [Endpoint] = [page, live, ingest]

  private static let filters = [
    EndpointParameter(
      name: "after",
      kind: .integer(0...Int.max),
      description: "The position behind which events are told.",
      example: "4812"
    ),
    EndpointParameter(
      name: "cluster",
      kind: .text,
      description: "Only events of this cluster.",
      example: "prod"
    ),
    EndpointParameter(
      name: "namespace",
      kind: .text,
      description: "Only events of objects in this namespace.",
      example: "shop"
    ),
    EndpointParameter(
      name: "kind",
      kind: .choice(ResourceKind.allCases.map(\.kindWord)),
      description: "Only events of objects of this kind.",
      example: "pod"
    ),
    EndpointParameter(
      name: "objects",
      kind: .flag,
      description: "Whether each event has its object as it is stored.",
      example: "true"
    ),
  ]

  private static let page = Endpoint(
    method: .get,
    path: "/api/v1/events",
    scope: .read,
    operation: Operation(
      id: "events",
      summary: "Tell the events of the log, in order.",
      description: """
        `next` is what `after` says for the next page; it is null behind the last event. A page may be \
        short, or empty, where few events pass the filters.
        """,
      tag: "Events",
      parameters: filters + [
        EndpointParameter(
          name: "limit",
          kind: .integer(1...1000),
          description: "The most events of the page.",
          example: "100"
        )
      ],
      successes: [.json("A page of events.", "Events")]
    )
  ) { call in
    let filter = try EventFilter(call)
    let after = LogPosition(Int64(call.parameters.integer("after") ?? 0))
    let limit = min(
      call.parameters.integer("limit") ?? 100,
      call.server.options.limits.eventsPerPageMax
    )
    let text = try await call.read { snapshot in
      let page = try EventPage(snapshot, filter, after: after, limit: limit)
      var json = JSONWriter()
      page.write(to: &json)
      json.newline()
      return (json.text, page.events.count, page.head)
    }
    call.running.note {
      $0.query = "events?\(call.request.uri.query ?? "")"
      $0.rows = text.1
      $0.basis = "\(text.2.position):\(text.2.hash)"
    }
    return .json(text.0)
  }

  private static let live = Endpoint(
    method: .get,
    path: "/api/v1/events/live",
    scope: .read,
    isStream: true,
    operation: Operation(
      id: "liveEvents",
      summary: "Tell events as they come, as server-sent events.",
      description: """
        Each has its position as `id`; a client that comes again sends it as `Last-Event-ID` and misses \
        nothing. Without that and without `after` it begins with the next event.
        """,
      tag: "Events",
      parameters: filters + [
        EndpointParameter(
          name: "Last-Event-ID",
          place: .header,
          kind: .integer(0...Int.max),
          description: "The position of the last event that arrived.",
          example: "4812"
        )
      ],
      successes: [
        Operation.Success(
          description: "A stream that goes on until either side ends it.",
          contents: [.init(mediaType: "text/event-stream", schema: SchemaText.text)]
        )
      ]
    )
  ) { call in
    let filter = try EventFilter(call)
    var after = call.parameters.integer("after").map { LogPosition(Int64($0)) }
    if let text = call.header(.lastEventID) {
      guard let number = Int64(text), number >= 0 else {
        throw ServerFault.parameter("Last-Event-ID", text, expected: "the position of an event")
      }
      after = LogPosition(number)
    }
    let begin = try await call.server.workers.read(call.running) { snapshot in
      try snapshot.head().position
    }
    call.running.note {
      $0.query = "live events after \(after ?? begin)?\(call.request.uri.query ?? "")"
    }
    let stream = LiveEvents(call: call, filter: filter, after: after ?? begin)
    return ServerAnswer(
      headers: [.contentType: "text/event-stream; charset=utf-8"],
      body: .stream { writer in try await stream.write(to: &writer) }
    )
  }

  private static let ingest = Endpoint(
    method: .post,
    path: "/api/v1/events",
    scope: .ingest,
    isRead: false,
    operation: Operation(
      id: "addEvents",
      summary: "Add what a watch told.",
      description: """
        The body has lines of JSON, as `kubectl get -A --watch --output-watch-events -o json` prints \
        them, or as recordings have them, or a list. All of it is stored, or nothing. What is there \
        already is counted and not stored again. gzip and zstd are read, too.
        """,
      tag: "Events",
      parameters: IngestedEvents.parameters,
      body: Operation.RequestBody(
        description: "Watch records, an object on each line.",
        contents: [
          .init(
            mediaType: "application/x-ndjson",
            schema: SchemaText.unspecified,
            example: .string(IngestedEvents.example)
          ),
          .init(
            mediaType: "application/json",
            schema: SchemaText.anything,
            example: JSONText(IngestedEvents.listExample)
          ),
        ]
      ),
      successes: [.json("What became of it.", "Ingested")],
      errors: [413, 501]
    )
  ) { call in
    try await IngestedEvents(call: call).answer()
  }
}
