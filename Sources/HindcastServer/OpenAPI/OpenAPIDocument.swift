internal import Diagnostics
internal import HTTPTypes

/// The OpenAPI 3.1 document of the endpoints (https://spec.openapis.org/oas/v3.1.1.html).
struct OpenAPIDocument {
  private static let errorTexts = [
    400: "Something of the request is wrong; the body says what.",
    401: "There is no token, or none that holds.",
    403: "The token is not for this.",
    404: "There is nothing of that name.",
    405: "The method is not for this path.",
    406: "Nothing here is of the type that is accepted.",
    409: "The projections of the store were built by another version.",
    410: "What is asked for was forgotten.",
    413: "The body is too long.",
    415: "The body is of a type that is not read.",
    422: "A limit of time or memory was reached.",
    431: "The head of the request is too long.",
    429: "Too much from this client; `Retry-After` says when to come again.",
    500: "Something went wrong in the server.",
    501: "The server was not started for this.",
    503: "The server cannot answer now; ask again.",
  ]

  private let version: String
  private let endpoints: [Endpoint]

  init(version: String, _ endpoints: [Endpoint]) {
    self.version = version
    self.endpoints = endpoints
  }

  /// The document, with line breaks between its operations and schemas.
  var text: String {
    var json = JSONWriter()
    json.object { json in
      json.member("openapi", "3.1.0")
      json.key("info")
      json.write(raw: info)
      json.key("servers")
      json.write(raw: #"[{"url":"/"}]"#)
      json.key("security")
      json.write(raw: #"[{},{"token":[]}]"#)
      json.key("paths")
      json.object { json in
        var paths: [String] = []
        for endpoint in endpoints where !paths.contains(endpoint.path) {
          paths.append(endpoint.path)
        }
        for path in paths {
          json.key(path)
          json.object { json in
            for endpoint in endpoints where endpoint.path == path {
              json.key(endpoint.method.rawValue.lowercased())
              write(endpoint, to: &json)
            }
          }
        }
      }
      json.key("components")
      writeComponents(to: &json)
    }
    json.newline()
    return json.text
  }

  private var info: String {
    """
    {"title":"Hindcast","summary":"What a Kubernetes cluster's Services were, and when.",\
    "description":"Every answer carries its basis: the last event that it rests on, and the hash of \
    the chain there. The same question on the same basis has the same bytes. HEAD is answered wherever \
    GET is, save for streams; OPTIONS tells the methods of a path. Unknown parameters are errors. Examples \
    are what a server gave; long ones end with `…`. Of 500 there is none: what a server says of a defect, \
    or of a damaged store, depends on it.",\
    "license":{"name":"Apache-2.0","identifier":"Apache-2.0"},\
    "version":\(JSONText.string(version).raw)}
    """
  }

  private func write(_ endpoint: Endpoint, to json: inout JSONWriter) {
    let operation = endpoint.operation
    json.object { json in
      json.member("operationId", operation.id)
      json.member("summary", operation.summary)
      if !operation.description.isEmpty {
        json.member("description", operation.description)
      }
      json.key("tags")
      json.array { $0.write(operation.tag) }
      if let scope = endpoint.scope {
        json.member("x-scope", scope.rawValue)
      } else {
        json.key("security")
        json.write(raw: "[]")
      }
      // What a body stands for is told of the body.
      let parameters = operation.parameters
      if !parameters.isEmpty {
        json.key("parameters")
        json.array { json in
          for parameter in parameters
          where !endpoint.takesParametersInBody || parameter.place != .query {
            write(parameter, to: &json)
          }
        }
      }
      if let body = operation.body {
        json.key("requestBody")
        json.object { json in
          json.member("description", body.description)
          json.member("required", body.isRequired)
          writeContents(body.contents, to: &json)
        }
      }
      json.key("responses")
      writeResponses(endpoint, to: &json)
    }
  }

  private func write(_ parameter: EndpointParameter, to json: inout JSONWriter) {
    json.object { json in
      json.member("name", parameter.name)
      json.member("in", parameter.place.rawValue)
      json.member("description", parameter.description)
      json.member("required", parameter.isRequired)
      if case .values = parameter.kind {
        json.member("style", "deepObject")
        json.member("explode", true)
      }
      json.key("schema")
      json.write(raw: SchemaText.schema(of: parameter).raw)
      json.key("example")
      json.write(raw: example(parameter))
    }
  }

  private func example(_ parameter: EndpointParameter) -> String {
    let text = JSONText.string(parameter.example).raw
    switch parameter.kind {
    case .text, .instant, .duration, .version, .choice:
      return parameter.isRepeated ? "[\(text)]" : text
    case .integer, .flag: return parameter.example
    case .values:
      // param[service]=shop/cart
      let parts = parameter.example.split { "[]=".contains($0) }.map { String($0) }
      guard parts.count == 3 else { return "{}" }
      return "{\(JSONText.string(parts[1]).raw):\(JSONText.string(parts[2]).raw)}"
    }
  }

  private func write(_ headers: [Operation.Header], to json: inout JSONWriter) {
    json.key("headers")
    json.object { json in
      for header in headers {
        json.key(header.name)
        json.object { json in
          json.member("description", header.description)
          json.key("schema")
          json.write(raw: SchemaText.text.raw)
        }
      }
    }
  }

  /// Writes what is read or written, in each of its types; `source` is what `ExampleTexts` has it under.
  private func writeContents(
    _ contents: [Operation.Content],
    of source: String? = nil,
    to json: inout JSONWriter
  ) {
    json.key("content")
    json.object { json in
      for content in contents {
        json.key(content.mediaType)
        json.object { json in
          json.key("schema")
          json.write(raw: content.schema.raw)
          let answered = source.flatMap { ExampleTexts.example(of: $0, as: content.mediaType) }
          if let example = content.example ?? answered {
            json.key("example")
            json.write(raw: example.raw)
          }
        }
      }
    }
  }

  private func writeResponses(_ endpoint: Endpoint, to json: inout JSONWriter) {
    let operation = endpoint.operation
    var errors = Set([400, 405, 429, 431, 500, 503] + operation.errors)
    if endpoint.scope != nil { errors.formUnion([401, 403]) }
    if endpoint.scope == .read { errors.insert(409) }
    if operation.body != nil { errors.formUnion([413, 415, 422]) }
    if !operation.parameters.isEmpty { errors.formUnion([404, 410]) }
    json.object { json in
      for success in operation.successes {
        json.key("\(success.status)")
        json.object { json in
          json.member("description", success.description)
          if !success.headers.isEmpty { write(success.headers, to: &json) }
          if !success.contents.isEmpty {
            writeContents(success.contents, of: operation.id, to: &json)
          }
        }
      }
      if operation.successes.contains(where: {
        $0.contents.first?.schema == SchemaText.reference("Answer")
      }) {
        json.key("304")
        json.write(raw: #"{"description":"The client has the answer already."}"#)
      }
      for status in errors.sorted() {
        json.key("\(status)")
        json.write(raw: "{\"$ref\":\"#/components/responses/\(status)\"}")
      }
    }
  }

  private func writeComponents(to json: inout JSONWriter) {
    json.object { json in
      json.key("securitySchemes")
      json.write(raw: #"{"token":{"type":"http","scheme":"bearer"}}"#)
      json.key("responses")
      json.object { json in
        for (status, text) in Self.errorTexts.sorted(by: { $0.key < $1.key }) {
          json.key("\(status)")
          json.object { json in
            json.member("description", text)
            writeContents(
              [.init(mediaType: "application/json", schema: SchemaText.reference("Error"))],
              of: "\(status)",
              to: &json
            )
          }
        }
      }
      json.key("schemas")
      json.object { json in
        for (name, schema) in SchemaText.named {
          json.key(name)
          json.write(raw: schema.raw)
        }
      }
    }
  }
}
