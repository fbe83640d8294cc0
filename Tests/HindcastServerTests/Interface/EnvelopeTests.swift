import Foundation
import Testing

@Suite("The envelope of answers")
struct EnvelopeTests {
  private static let page = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../docs/reference/http-api.md").standardized

  /// The names in the first cells of the table under a heading.
  private static func members(under heading: String) throws -> Set<String> {
    let text = try String(contentsOf: page, encoding: .utf8)
    let section = try #require(text.components(separatedBy: "\n## \(heading)\n").dropFirst().first)
      .components(separatedBy: "\n## ")[0]
    var names: Set<String> = []
    for line in section.split(separator: "\n") where line.hasPrefix("| `") {
      let cell = line.split(separator: "|")[0]
      names.formUnion(cell.matches(of: /`([A-Za-z]+)`/).map { String($0.output.1) })
    }
    return names
  }

  @Test("has the members that its table has, and its schema")
  func members() async throws {
    let table = try Self.members(under: "The envelope")
    try await withServer { server in
      let document = try await InterfaceDocument(server)
      let schema = document.root["components"]?["schemas"]?["Answer"]?["properties"]?.members
      #expect(schema.map { Set($0.keys) } == table)
      var given: Set<String> = []
      for question in [
        "services at 2026-01-01T10:00:05Z", "services at rv 3",
        "services from 2026-01-01T10:00:01Z to 2026-01-01T10:00:05Z",
        "services at 2026-01-01T10:00:05Z as known at event 12",
      ] {
        let reply = try await server.query(question)
        #expect(reply.status == 200, "\(question): \(reply.text)")
        given.formUnion(try JSONValue.read(reply.body).members.keys)
      }
      #expect(given == table)
    }
  }
}
