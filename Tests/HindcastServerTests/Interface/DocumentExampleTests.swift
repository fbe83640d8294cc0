import Foundation
import HindcastServer
import NIOHTTP1
import Testing

@Suite("The examples of the document of the HTTP interface")
struct DocumentExampleTests {
  private static let isRewriting =
    ProcessInfo.processInfo.environment["HINDCAST_REWRITE"] == "1"

  /// What a server says of a defect, or of a store that is damaged, depends on it.
  private static let withoutExample: Set<String> = ["500"]

  @Test("every content of every operation has an example, and so have errors")
  func completeness() async throws {
    try await withServer { server in
      let document = try await InterfaceDocument(server)
      var count = 0
      func check(_ holder: JSONValue?, _ place: String) {
        for (type, content) in holder?["content"]?.members ?? [:] {
          count += 1
          #expect(content["example"] != nil, "\(place): \(type)")
        }
      }
      for operation in document.operations {
        check(operation.value["requestBody"], "\(operation.id), what is sent")
        for (status, response) in operation.value["responses"]?.members ?? [:] {
          check(response, "\(operation.id), \(status)")
        }
      }
      for (status, response) in document.root["components"]?["responses"]?.members ?? [:]
      where !Self.withoutExample.contains(status) {
        check(response, status)
      }
      #expect(count > 80)
    }
  }

  @Test("what is shown of answers is what a server gives")
  func answers() async throws {
    var texts: [String: [String: String]] = [:]
    try await withServer { server in
      let document = try await InterfaceDocument(server)
      for request in ExampleRequest.all {
        try await ExampleRequest.withServer(request.kind) { server in
          let (status, text) = try await request.answer(of: server)
          let name = "\(request.source) as \(request.mediaType)"
          #expect(status == Int(request.source) ?? 200, "\(name): \(text)")
          texts[request.source, default: [:]][request.mediaType] = text
          guard !Self.isRewriting else { return }
          let shown = try #require(Self.example(request, in: document), "\(name)")
          let given =
            request.mediaType == "application/json" ? try JSONValue.read(text.utf8) : .text(text)
          #expect(
            request.steady(shown) == request.steady(given),
            "\(name) differs; HINDCAST_REWRITE=1 rewrites it"
          )
        }
      }
    }
    if Self.isRewriting { try ExampleFile.write(texts) }
  }

  @Test("what is shown of bodies that are sent is taken")
  func bodies() async throws {
    try await withServer { server in
      let document = try await InterfaceDocument(server)
      for operation in document.operations {
        for (type, content) in operation.value["requestBody"]?["content"]?.members ?? [:] {
          let body = Self.body(content["example"] ?? .null, as: type)
          var path = operation.path
          for parameter in operation.parameters where parameter["in"]?.text == "path" {
            path = path.replacing(
              "{\(parameter["name"]?.text ?? "")}",
              with: parameter["example"]?.text ?? ""
            )
          }
          try await ExampleRequest.withServer(.writing) { server in
            let name = "\(operation.id) \(type): \(body)"
            let headers = [("Content-Type", type), ExampleRequest.unkept]
            do {
              let reply = try await server.send(.POST, path, headers: headers, body: body)
              #expect(reply.status == 200, "\(name): \(reply.text)")
            } catch {
              Issue.record("\(name): \(error)")
            }
          }
        }
      }
    }
  }

  /// The bytes of an example of a body.
  private static func body(_ example: JSONValue, as type: String) -> String {
    switch type {
    case "application/json": example.encoded
    case "application/x-www-form-urlencoded":
      String(
        TestServer.path(
          "",
          example.members.flatMap { name, value in
            value.members.isEmpty
              ? [(name, value.text ?? value.encoded)]
              : value.members.map { ("\(name)[\($0.key)]", $0.value.text ?? $0.value.encoded) }
          }
        ).dropFirst()
      )
    default: example.text ?? ""
    }
  }

  /// What the document shows of the answer to a request.
  private static func example(
    _ request: ExampleRequest,
    in document: InterfaceDocument
  ) -> JSONValue? {
    let response =
      Int(request.source) != nil
      ? document.root["components"]?["responses"]?[request.source]
      : document.operations.first { $0.id == request.source }.flatMap { document.response($0, 200) }
    return response?["content"]?[request.mediaType]?["example"]
  }
}
