extension Operation.RequestBody {
  /// The parameters of a URL as a body.
  static func parameters(_ parameters: [EndpointParameter]) -> Operation.RequestBody {
    let schema = SchemaText.object(of: parameters)
    let example = JSONText(#"{"query":"pods serving shop/cart at 2026-11-23T04:39:51Z"}"#)
    return Operation.RequestBody(
      description: "The parameters as JSON, as a form, or the query alone as text.",
      contents: [
        .init(mediaType: "application/json", schema: schema, example: example),
        .init(mediaType: "application/x-www-form-urlencoded", schema: schema, example: nil),
        .init(
          mediaType: "text/plain",
          schema: SchemaText.text,
          example: .string("pods serving shop/cart at 2026-11-23T04:39:51Z")
        ),
      ]
    )
  }
}

extension Operation.Success {
  /// An answer in all its formats.
  static let answer = Operation.Success(
    description: "The answer.",
    contents: [
      .init(
        mediaType: "application/json",
        schema: SchemaText.reference("Answer"),
        example: SchemaText.answerExample
      ),
      .init(mediaType: "application/x-ndjson", schema: SchemaText.text, example: nil),
      .init(mediaType: "text/csv", schema: SchemaText.text, example: nil),
      .init(mediaType: "text/plain", schema: SchemaText.text, example: nil),
      .init(mediaType: "text/markdown", schema: SchemaText.text, example: nil),
      .init(mediaType: "application/yaml", schema: SchemaText.text, example: nil),
    ]
  )

  /// An answer of JSON of a named schema.
  static func json(
    _ description: String,
    _ schema: String,
    status: Int = 200,
    example: JSONText? = nil
  ) -> Operation.Success {
    Operation.Success(
      status: status,
      description: description,
      contents: [
        .init(
          mediaType: "application/json",
          schema: SchemaText.reference(schema),
          example: example
        )
      ]
    )
  }
}
