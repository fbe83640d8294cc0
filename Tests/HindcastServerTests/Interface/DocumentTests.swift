import Foundation
import HindcastServer
import NIOHTTP1
import Testing

@Suite("The document of the HTTP interface")
struct DocumentTests {
  private static let golden = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../docs/reference/openapi.json").standardized

  @Test("docs/reference/openapi.json is the document")
  func copy() async throws {
    try await withServer { server in
      let text = JSONLayout.lines(try await InterfaceDocument(server).text)
        .replacing("\"version\": \"0.0.0-test\"", with: "\"version\": \"0.0.0\"")
      if ProcessInfo.processInfo.environment["HINDCAST_REWRITE"] == "1" {
        try Data(text.utf8).write(to: Self.golden)
      }
      let expected = String(decoding: try Data(contentsOf: Self.golden), as: UTF8.self)
      let lines = (expected.split(separator: "\n"), text.split(separator: "\n"))
      let first = zip(lines.0, lines.1).first { $0 != $1 }
      #expect(
        text == expected,
        "it differs\(first.map { ":\n- \($0)\n+ \($1)" } ?? ""); HINDCAST_REWRITE=1 rewrites it"
      )
    }
  }

  @Test("every route has an operation, and every operation a route")
  func routes() async throws {
    try await withServer { server in
      let document = try await InterfaceDocument(server)
      let declared = Dictionary(grouping: document.operations, by: \.path)
      let paths = try JSONValue.read(try await server.send(.GET, "/").body)["paths"]?.items
      #expect(paths?.compactMap(\.text).sorted() == declared.keys.sorted())
      for (path, operations) in declared {
        let asked = path.replacing("{name}", with: "x").replacing("{number}", with: "1")
        let reply = try await server.send(.OPTIONS, asked)
        let allowed = reply.headers.first(name: "Allow")?.split(separator: ", ") ?? []
        #expect(reply.status == 204)
        #expect(
          allowed.map { "\($0)" }.filter { $0 != "HEAD" && $0 != "OPTIONS" }
            == operations.map(\.method).sorted(),
          "\(path)"
        )
      }
    }
  }

  @Test("every operation has a name of its own, and what it declares of its parameters holds")
  func operations() async throws {
    try await withServer { server in
      let document = try await InterfaceDocument(server)
      let ids = document.operations.map(\.id)
      #expect(Set(ids).count == ids.count)
      #expect(!ids.contains(""))
      for operation in document.operations {
        let places = operation.path.split(separator: "/").filter { $0.hasPrefix("{") }
        let inPath = operation.parameters.filter { $0["in"]?.text == "path" }
        #expect(inPath.map { "{\($0["name"]?.text ?? "")}" } == places.map { "\($0)" })
        for parameter in operation.parameters {
          let name = "\(operation.id): \(parameter["name"]?.text ?? "")"
          let (schema, example) = (parameter["schema"], parameter["example"])
          #expect(schema != nil && example != nil, "\(name) has a schema and an example")
          let problems = document.checker.problems(example ?? .null, schema ?? .null)
          #expect(problems == [], "\(name)")
        }
      }
    }
  }

  @Test("every reference points at something, and everything is pointed at")
  func references() async throws {
    try await withServer { server in
      let document = try await InterfaceDocument(server)
      var found: Set<String> = []
      Self.walk(document.root) { value in
        if let reference = value["$ref"]?.text { found.insert(reference) }
      }
      #expect(!found.isEmpty)
      for reference in found.sorted() {
        #expect(document.checker.resolve(reference) != nil, "\(reference)")
      }
      for kind in ["responses", "schemas"] {
        for name in (document.root["components"]?[kind]?.members ?? [:]).keys.sorted() {
          #expect(found.contains("#/components/\(kind)/\(name)"), "\(name) is used")
        }
      }
    }
  }

  @Test("every example of a body satisfies its schema")
  func examples() async throws {
    try await withServer { server in
      let document = try await InterfaceDocument(server)
      var count = 0
      Self.walk(document.root) { value in
        // A media type: a schema, an example, and nothing that parameters have.
        guard let schema = value["schema"], let example = value["example"], value["in"] == nil
        else { return }
        count += 1
        #expect(document.checker.problems(example, schema) == [], "\(example)")
      }
      #expect(count > 10)
    }
  }

  @Test("the examples of parameters are such as the server takes")
  func takenExamples() async throws {
    try await withServer { server in
      let document = try await InterfaceDocument(server)
      let refused: Set<String> = [
        "malformed-parameter", "missing-parameter", "unknown-parameter", "malformed-url",
      ]
      for operation in document.operations where operation.method == "GET" {
        // A stream has no end to wait for.
        guard operation.id != "liveEvents" else { continue }
        let query = operation.parameters.filter { $0["in"]?.text == "query" }
        let required = query.filter { $0["required"] == .flag(true) }
        var path = operation.path
        for parameter in operation.parameters where parameter["in"]?.text == "path" {
          let name = parameter["name"]?.text ?? ""
          path = path.replacing("{\(name)}", with: parameter["example"]?.text ?? "")
        }
        for parameter in query {
          // `tz` names what this machine may not have, and a span has two ends.
          let name = parameter["name"]?.text ?? ""
          guard !["tz", "from", "to"].contains(name) else { continue }
          let given = required.filter { $0 != parameter } + [parameter]
          let reply = try await server.send(
            .GET,
            TestServer.path(path, given.flatMap(Self.pairs))
          )
          #expect(!refused.contains(reply.code ?? ""), "\(operation.id) \(name): \(reply.text)")
        }
      }
    }
  }

  /// The example of a parameter as a URL has it.
  private static func pairs(_ parameter: JSONValue) -> [(String, String)] {
    let name = parameter["name"]?.text ?? ""
    switch parameter["example"] ?? .null {
    case .null: return []
    case .text(let text): return [(name, text)]
    case .flag(let flag): return [(name, "\(flag)")]
    case .number(let number): return [(name, "\(Int(number))")]
    case .list(let items): return items.compactMap(\.text).map { (name, $0) }
    case .object(let members): return members.map { ("\(name)[\($0.key)]", $0.value.text ?? "") }
    }
  }

  private static func walk(_ value: JSONValue, _ visit: (JSONValue) -> Void) {
    visit(value)
    for member in value.members.values { walk(member, visit) }
    for item in value.items { walk(item, visit) }
  }
}
