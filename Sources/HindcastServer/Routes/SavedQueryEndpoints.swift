internal import Diagnostics
internal import HTTPTypes
internal import QuerySyntax
internal import TopologyModel

/// The saved queries, and their answers.
enum SavedQueryEndpoints {
  private static let nameParameter = EndpointParameter(
    name: "name",
    place: .path,
    kind: .text,
    isRequired: true,
    description: "The name of a saved query.",
    example: "service-outages"
  )

  static let all: [Endpoint] = [list, show] + [HTTPRequest.Method.get, .post].map { answer($0) }

  private static let list = Endpoint(
    method: .get,
    path: "/api/v1/queries",
    scope: .read,
    isRead: false,
    operation: Operation(
      id: "savedQueries",
      summary: "List the saved queries.",
      tag: "Saved queries",
      successes: [.json("The queries with their parameters, by name.", "SavedQueries")]
    )
  ) { call in
    var json = JSONWriter()
    try json.object { json throws in
      json.key("queries")
      try json.array { json throws in
        for saved in try call.server.environment.savedQueries() { try write(saved, to: &json) }
      }
    }
    json.newline()
    return .json(json.text)
  }

  private static let show = Endpoint(
    method: .get,
    path: "/api/v1/queries/{name}",
    scope: .read,
    isRead: false,
    operation: Operation(
      id: "savedQuery",
      summary: "Show a saved query.",
      tag: "Saved queries",
      parameters: [nameParameter],
      successes: [.json("The query with its parameters.", "SavedQuery")],
      errors: [404]
    )
  ) { call in
    var json = JSONWriter()
    try write(try saved(call), to: &json)
    json.newline()
    return .json(json.text)
  }

  private static func answer(_ method: HTTPRequest.Method) -> Endpoint {
    let parameters = AskedQuery.contextParameters + AskedQuery.answerParameters
    return Endpoint(
      method: method,
      path: "/api/v1/queries/{name}/answer",
      scope: .read,
      takesParametersInBody: method == .post,
      operation: Operation(
        id: method == .post ? "answerSavedQueryByPost" : "answerSavedQuery",
        summary: "Answer a saved query.",
        tag: "Saved queries",
        parameters: [nameParameter] + parameters,
        body: method == .post ? .parameters(parameters) : nil,
        successes: [.answer],
        errors: [404, 406, 422]
      )
    ) { call in
      let saved = try saved(call)
      return try await QueryAnswers.answer(
        AskedQuery(call, name: saved.name, text: saved.text),
        call
      )
    }
  }

  private static func saved(_ call: ServerCall) throws -> ServerEnvironment.SavedQuery {
    let all = try call.server.environment.savedQueries()
    let name = call.path["name"] ?? ""
    if let found = all.first(where: { $0.name == name }) { return found }
    let closest = EditDistance.closest(to: name, in: all.map(\.name))
    throw ServerFault(
      .notFound,
      "no-such-query",
      "there is no saved query `\(name.prefix(200))`",
      help: closest.map { "did you mean `\($0)`?" } ?? "/api/v1/queries lists them"
    )
  }

  private static func write(
    _ saved: ServerEnvironment.SavedQuery,
    to json: inout JSONWriter
  ) throws(ServerFault) {
    let source = SourceText(name: saved.name, text: saved.text)
    let parsed = Parser.parse(source)
    guard let query = parsed.query else { throw .refused(parsed.diagnostics, in: source) }
    query.header.write(name: saved.name, text: saved.text, to: &json)
  }
}
