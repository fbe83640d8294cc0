internal import Attribution
internal import HTTPTypes
internal import TopologyModel

/// Owners of addresses in bulk.
enum AttributionEndpoints {
  static let all: [Endpoint] = [
    Endpoint(
      method: .post,
      path: "/api/v1/attribute",
      scope: .read,
      operation: Operation(
        id: "attribute",
        summary: "Add to each row of flow logs what held its addresses then.",
        description: """
          Rows keep their text and order, and get members: `owner_kind`, `owner_name`, and so on. They \
          are answered while they arrive. Columns of Zeek, VPC, and Hubble flows are found by their \
          names.
          """,
        tag: "Attribution",
        parameters: parameters,
        body: Operation.RequestBody(
          description: "The rows.",
          contents: [
            .init(
              mediaType: "application/x-ndjson",
              schema: SchemaText.unspecified,
              example: .string("{\"ip\":\"10.244.1.3\",\"time\":\"2026-11-23T04:30:06Z\"}\n")
            ),
            .init(
              mediaType: "text/csv",
              schema: SchemaText.unspecified,
              example: .string("ip,time\n10.244.1.3,2026-11-23T04:30:06Z\n")
            ),
          ]
        ),
        successes: [
          Operation.Success(
            description: "The rows with what held their addresses, in the format of the request.",
            contents: [
              .init(mediaType: "application/x-ndjson", schema: SchemaText.text),
              .init(mediaType: "text/csv", schema: SchemaText.text),
            ]
          )
        ],
        errors: [415, 422]
      )
    ) { call in
      try await AttributedRows(call: call).answer()
    }
  ]

  private static let parameters = [
    EndpointParameter(
      name: "address",
      kind: .text,
      isRepeated: true,
      description: "A column with addresses; found by its name where it is left out.",
      example: "ip"
    ),
    EndpointParameter(
      name: "port",
      kind: .text,
      isRepeated: true,
      description: "The column with the ports of an `address`, in the same order.",
      example: "port"
    ),
    EndpointParameter(
      name: "time",
      kind: .text,
      description: "The column with the time; found by its name where it is left out.",
      example: "ts"
    ),
    EndpointParameter(
      name: "timeFormat",
      kind: .choice(FlowTimeFormat.allCases.map(\.rawValue)),
      description: "How times are written.",
      example: "unix-ms"
    ),
    EndpointParameter(
      name: "cluster",
      kind: .text,
      description: "The cluster, where the store has several.",
      example: "prod"
    ),
    EndpointParameter(
      name: "asKnownAt",
      kind: .integer(1...Int.max),
      description: "The last event that may be known.",
      example: "4812"
    ),
    .hints,
  ]
}
