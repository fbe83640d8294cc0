internal import Diagnostics
internal import EventLog
internal import HTTPTypes
internal import Projections
internal import QueryEngine
internal import QuerySyntax
internal import TopologyModel

/// What editors need of the language: trees, layout, completion.
enum SyntaxEndpoints {
  /// The columns that a line of a formatted query has at most.
  private static let columns = 100

  static let all: [Endpoint] = [HTTPRequest.Method.get, .post].flatMap { method in
    [parse(method), format(method), complete(method)]
  }

  private static func parse(_ method: HTTPRequest.Method) -> Endpoint {
    endpoint(
      method,
      "/api/v1/parse",
      id: "parse",
      summary: "Tell the syntax tree of a query.",
      description: "Nothing is looked up: the query need not fit any store.",
      success: .json("The tree.", "SyntaxTree"),
      []
    ) { call in
      .json(try parsed(call).syntaxJSON + "\n")
    }
  }

  private static func format(_ method: HTTPRequest.Method) -> Endpoint {
    endpoint(
      method,
      "/api/v1/format",
      id: "format",
      summary: "Tell a query in its canonical layout.",
      description: "The meaning stays, and comments stay.",
      success: .json("The text.", "FormattedQuery"),
      []
    ) { call in
      let query = try parsed(call)
      return .json { json in
        json.member(
          "query",
          QueryPrinter.text(of: query, layout: .fitting(columns: columns)) + "\n"
        )
      }
    }
  }

  private static func complete(_ method: HTTPRequest.Method) -> Endpoint {
    endpoint(
      method,
      "/api/v1/complete",
      id: "complete",
      summary: "Tell what may be inserted at a cursor.",
      description: """
        Words of the language come first, then names as they were at the query's time. What was typed \
        is the text of `replacement`.
        """,
      success: .json("The completions, at most \(Completer.completionsMax).", "Completions"),
      [
        EndpointParameter(
          name: "offset",
          kind: .integer(0...Parser.queryBytesMax),
          description: "The cursor, in bytes of UTF-8; the end where it is left out.",
          example: "15"
        )
      ] + AskedQuery.contextParameters
    ) { call in
      let source = SourceText(name: "query", text: call.parameters["query"] ?? "")
      let offset = min(call.parameters.integer("offset") ?? .max, source.bytes.count)
      let context = try call.queryContext()
      call.running.note { $0.query = source.text(in: source.span) }
      let completions = try await call.read { snapshot in
        try Completer { knowledge in
          try ProjectionSnapshot(snapshot, as: knowledge).restricted(to: context.restriction)
        }.complete(source, at: offset, context: context)
      }
      return .json(text(completions))
    }
  }

  private static func endpoint(
    _ method: HTTPRequest.Method,
    _ path: String,
    id: String,
    summary: String,
    description: String,
    success: Operation.Success,
    _ more: [EndpointParameter],
    handle: @escaping @Sendable (ServerCall) async throws -> ServerAnswer
  ) -> Endpoint {
    var text = AskedQuery.textParameter
    // An editor asks of what is not written yet.
    text.isRequired = id != "complete"
    let parameters = [text] + more
    return Endpoint(
      method: method,
      path: path,
      scope: .read,
      isRead: id == "complete",
      takesParametersInBody: method == .post,
      operation: Operation(
        id: method == .post ? "\(id)ByPost" : id,
        summary: summary,
        description: description,
        tag: "Language",
        parameters: parameters,
        body: method == .post ? .parameters(parameters) : nil,
        successes: [success]
      ),
      handle: handle
    )
  }

  private static func parsed(_ call: ServerCall) throws(ServerFault) -> Query {
    let source = SourceText(name: "query", text: call.parameters["query"] ?? "")
    let parsed = Parser.parse(source)
    guard let query = parsed.query else { throw .refused(parsed.diagnostics, in: source) }
    return query
  }

  private static func text(_ completions: [Completion]) -> String {
    var json = JSONWriter()
    json.object { json in
      json.key("completions")
      json.array { json in
        for completion in completions {
          json.object { json in
            json.member("text", completion.text)
            json.member("kind", completion.kind.rawValue)
            json.member("detail", completion.detail)
            json.key("replacement")
            json.array { json in
              json.write(completion.replacement.start)
              json.write(completion.replacement.end)
            }
          }
        }
      }
    }
    json.newline()
    return json.text
  }
}
