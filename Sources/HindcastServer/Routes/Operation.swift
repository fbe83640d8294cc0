/// What the OpenAPI document tells of an endpoint.
struct Operation: Sendable {
  /// A body that is sent.
  struct RequestBody: Sendable {
    var description: String
    /// The media types, with the schema and an example of each.
    var contents: [Content]
    var isRequired = true
  }

  /// A media type with its schema.
  struct Content: Sendable {
    var mediaType: String
    var schema: JSONText
    /// What may be sent; what is answered is among `ExampleTexts`.
    var example: JSONText?
  }

  /// An answer that is no error.
  struct Success: Sendable {
    var status = 200
    var description: String
    var contents: [Content]
    /// What is told in headers, those aside that every answer has.
    var headers: [Header] = []
  }

  /// A header of an answer.
  struct Header: Sendable {
    var name: String
    var description: String
  }

  /// The name of the operation, unique: `query`.
  var id: String
  /// What it does, in one line.
  var summary: String
  var description = ""
  var tag: String
  var parameters: [EndpointParameter] = []
  var body: RequestBody?
  var successes: [Success]
  /// The statuses of errors that it may have beside those that every endpoint may have.
  var errors: [Int] = []
}
