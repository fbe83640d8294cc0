extension Operation.RequestBody {
  /// The parameters of a URL as a body; where a query is one of them, its text alone is one, too.
  static func parameters(_ parameters: [EndpointParameter]) -> Operation.RequestBody {
    let json = SchemaText.object(of: parameters, allowsNull: true)
    let form = SchemaText.object(of: parameters, allowsNull: false)
    let query = parameters.first { $0.name == "query" }
    let example: JSONText =
      query == nil
      ? #"{"param":{"service":"shop/cart","port":80},"at":"2026-11-23T04:39:51Z"}"#
      : #"{"query":"pods serving shop/cart at 2026-11-23T04:39:51Z"}"#
    var body = Operation.RequestBody(
      description: "The parameters as JSON, or as a form.",
      contents: [
        .init(mediaType: "application/json", schema: json, example: example),
        .init(mediaType: "application/x-www-form-urlencoded", schema: form, example: example),
      ]
    )
    if let query {
      body.description = "The parameters as JSON, as a form, or the query alone as text."
      body.contents.append(
        .init(
          mediaType: "text/plain",
          schema: SchemaText.schema(of: query),
          example: .string("pods serving shop/cart at 2026-11-23T04:39:51Z")
        )
      )
    }
    return body
  }
}

extension Operation.Success {
  /// An answer in all its formats.
  static let answer = Operation.Success(
    description: "The answer.",
    contents: [
      .init(mediaType: "application/json", schema: SchemaText.reference("Answer")),
      .init(mediaType: "application/x-ndjson", schema: SchemaText.text),
      .init(mediaType: "text/csv", schema: SchemaText.text),
      .init(mediaType: "text/plain", schema: SchemaText.text),
      .init(mediaType: "text/markdown", schema: SchemaText.text),
      .init(mediaType: "application/yaml", schema: SchemaText.unspecified),
    ],
    headers: [
      .rowCount, .basis, .notes, .remarks, .tag,
    ]
  )

  /// An answer of JSON of a named schema.
  static func json(
    _ description: String,
    _ schema: String,
    status: Int = 200
  ) -> Operation.Success {
    Operation.Success(
      status: status,
      description: description,
      contents: [
        .init(mediaType: "application/json", schema: SchemaText.reference(schema))
      ]
    )
  }
}

extension Operation.Header {
  static let rowCount = Self(name: "Hindcast-Row-Count", description: "How many rows it has.")
  static let basis = Self(
    name: "Hindcast-Basis",
    description: "`EVENT:HASH`: the last event that it rests on, and the chain hash there."
  )
  static let notes = Self(
    name: "Hindcast-Notes",
    description: "The codes of its notes; left out where there is none."
  )
  static let remarks = Self(
    name: "Hindcast-Remarks",
    description: "What the format has no place for; left out where it has all."
  )
  static let tag = Self(
    name: "ETag",
    description: "For `If-None-Match`; left out where the answer depends on the clock."
  )
}
