internal import Diagnostics
internal import HTTPTypes
internal import QuerySyntax
internal import TopologyModel

/// Questions and their plans.
enum QueryEndpoints {
  static let all: [Endpoint] = [HTTPRequest.Method.get, .post].flatMap { method in
    [query(method), explain(method)]
  }

  private static let parameters =
    [AskedQuery.textParameter] + AskedQuery.contextParameters + AskedQuery.answerParameters

  private static func query(_ method: HTTPRequest.Method) -> Endpoint {
    Endpoint(
      method: method,
      path: "/api/v1/query",
      scope: .read,
      takesParametersInBody: method == .post,
      operation: Operation(
        id: method == .post ? "queryByPost" : "query",
        summary: "Answer a query.",
        description: """
          The answer carries the resolved time, the basis (last event and chain hash), the coverage, \
          and notes. It never carries how long it took; the header `Server-Timing` does.
          """,
        tag: "Queries",
        parameters: parameters,
        body: method == .post ? .parameters(parameters) : nil,
        successes: [.answer],
        errors: [406, 422]
      )
    ) { call in
      try await QueryAnswers.answer(AskedQuery(call, text: call.parameters["query"] ?? ""), call)
    }
  }

  private static func explain(_ method: HTTPRequest.Method) -> Endpoint {
    let parameters =
      parameters + [
        EndpointParameter(
          name: "analyze",
          kind: .flag,
          description: "Whether the query is run, and what its operators did is told.",
          example: "true"
        )
      ]
    return Endpoint(
      method: method,
      path: "/api/v1/explain",
      scope: .read,
      takesParametersInBody: method == .post,
      operation: Operation(
        id: method == .post ? "explainByPost" : "explain",
        summary: "Tell how a query is computed.",
        description: "The answer has a row for each line of the plan, with estimates.",
        tag: "Queries",
        parameters: parameters,
        body: method == .post ? .parameters(parameters) : nil,
        successes: [.answer],
        errors: [406, 422]
      )
    ) { call in
      let text = call.parameters["query"] ?? ""
      let explained: String
      do {
        explained = try Self.explained(text, isAnalyze: call.parameters.flag("analyze"))
      } catch {
        call.server.metrics.count(QueryOutcome(error))
        throw error
      }
      return try await QueryAnswers.answer(AskedQuery(call, text: explained), call)
    }
  }

  /// The text that asks for the plan of a query.
  private static func explained(_ text: String, isAnalyze: Bool) throws(ServerFault) -> String {
    let source = SourceText(name: "query", text: text)
    let parsed = Parser.parse(source)
    guard var query = parsed.query else { throw .refused(parsed.diagnostics, in: source) }
    if case .explain = query.statement { return text }
    query.statement = .explain(ExplainStatement(isAnalyze: isAnalyze, statement: query.statement))
    return QueryPrinter.text(of: query, layout: .oneLine)
  }
}
