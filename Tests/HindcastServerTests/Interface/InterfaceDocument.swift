import NIOHTTP1

/// The OpenAPI document of a server, by operation.
struct InterfaceDocument {
  /// One operation.
  struct Operation {
    var method: String
    var path: String
    var value: JSONValue

    var id: String { value["operationId"]?.text ?? "" }
    var parameters: [JSONValue] { value["parameters"]?.items ?? [] }
  }

  let root: JSONValue
  let text: String
  var checker: SchemaChecker { SchemaChecker(root: root) }

  init(_ server: TestServer) async throws {
    let reply = try await server.send(.GET, "/openapi.json")
    text = reply.text
    root = try JSONValue.read(reply.body)
  }

  /// All operations, by path and method.
  var operations: [Operation] {
    (root["paths"]?.members ?? [:]).sorted { $0.key < $1.key }.flatMap { path, methods in
      methods.members.sorted { $0.key < $1.key }.map { method, value in
        Operation(method: method.uppercased(), path: path, value: value)
      }
    }
  }

  /// The operation that answers a request; that of `GET` for `HEAD`.
  func operation(_ method: String, _ path: String) -> Operation? {
    let method = method == "HEAD" ? "GET" : method
    let parts = (path.split(separator: "?").first ?? "").split(separator: "/")
    return operations.first { operation in
      let own = operation.path.split(separator: "/")
      return operation.method == method && own.count == parts.count
        && zip(own, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
  }

  /// The answer that an operation declares for a status.
  func response(_ operation: Operation, _ status: Int) -> JSONValue? {
    guard let found = operation.value["responses"]?["\(status)"] else { return nil }
    return found["$ref"]?.text.flatMap { checker.resolve($0) } ?? found
  }

  /// What is wrong with an answer: its status, its type, or its body.
  func problems(_ reply: TestServer.Reply, _ method: String, _ path: String) -> [String] {
    let type = reply.headers.first(name: "Content-Type")?.split(separator: ";").first.map {
      "\($0)"
    }
    guard let operation = operation(method, path), reply.status != 405 else {
      // Nothing is declared for paths and methods that are none.
      guard method != "OPTIONS", method != "HEAD" else { return [] }
      return body(reply, ["$ref": .text("#/components/schemas/Error")])
    }
    guard let declared = response(operation, reply.status) else {
      return ["\(reply.status) is not declared"]
    }
    guard let contents = declared["content"] else {
      return reply.body.isEmpty ? [] : ["there is a body where none is declared"]
    }
    guard let content = type.flatMap({ contents[$0] }) else {
      return ["the type \(type ?? "none") is not declared"]
    }
    guard method != "HEAD" else {
      return reply.body.isEmpty ? [] : ["there is a body"]
    }
    guard type == "application/json" else { return [] }
    return body(reply, content["schema"]?.members ?? [:])
  }

  private func body(_ reply: TestServer.Reply, _ schema: [String: JSONValue]) -> [String] {
    guard let value = try? JSONValue.read(reply.body) else { return ["the body is no JSON"] }
    return checker.problems(value, .object(schema))
  }
}
