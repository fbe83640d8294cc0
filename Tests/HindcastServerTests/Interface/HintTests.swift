import Foundation
import HindcastServer
import HindcastTestSupport
import NIOHTTP1
import QueryEngine
import Testing

@Suite("Hints")
struct HintTests {
  private static let repository = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Options that hints name and that the interface does not have, with why nobody sees them there.
  private static let elsewhere = [
    "no-header": "rows always have a header over HTTP",
    "skip-invalid": "sent events are stored whole, or not at all, with a hint of their own",
    "store": "in commands for who runs the server",
    "complete": "of imports of files", "redact": "of imports of stores",
    "retain": "of imports of stores", "namespace": "a word of kubectl in a query",
    "selector": "a word of kubectl in a query", "context": "a word of kubectl in a query",
    "max-endpoints-per-slice": "an option of Kubernetes", "watch": "an option of kubectl",
  ]

  @Test("whatever option a hint names, it has its spelling, or is none of the interface's")
  func everyOption() throws {
    var found: Set<String> = []
    for target in ["Attribution", "Audit", "Ingest", "QueryEngine", "QuerySyntax"] {
      let folder = Self.repository.appending(path: "Sources/\(target)")
      let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
      for case let file as URL in try #require(files) where file.pathExtension == "swift" {
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        where !line.drop(while: { $0 == " " }).hasPrefix("//") {
          for match in line.matches(of: /[`"]--([a-z][a-z-]*)/) { found.insert(String(match.1)) }
        }
      }
    }
    #expect(found.isSuperset(of: ["cluster", "param", "format", "address", "as-known-at"]))
    let known = Set(HintSpelling.names.map(\.option)).union(Self.elsewhere.keys)
    #expect(found.subtracting(known) == [])
  }

  @Test("what has two spellings is an option of a command, and a parameter of a path")
  func bothExist() async throws {
    let path = Self.repository.appending(path: "docs/reference/cli.md")
    let commands = try String(contentsOf: path, encoding: .utf8)
    try await withServer { server in
      let document = try await server.send(.GET, "/openapi.json").text
      for (option, parameter) in HintSpelling.names {
        #expect(commands.contains("`--\(option)"), "\(option)")
        #expect(document.contains("\"name\":\"\(parameter)\""), "\(parameter)")
      }
    }
  }

  /// A request that is refused, or cut, and what its answer says of the way out.
  private struct Refused {
    var path: String
    var parameters: [(String, String)]
    var hint: String
    var option: String
  }

  private static let refused = [
    Refused(
      path: "/api/v1/query",
      parameters: [("query", "# param service: service\npods serving $service")],
      hint: "`param[service]=",
      option: "`--param service="
    ),
    Refused(
      path: "/api/v1/query",
      parameters: [
        ("query", "# param service: service\npods serving $service"), ("param[servce]", "a"),
      ],
      hint: "`param[service]=…`",
      option: "`--param service=…`"
    ),
    Refused(
      path: "/api/v1/query",
      parameters: [("query", "pods"), ("cluster", "nowhere")],
      hint: "which `cluster` names",
      option: "which `--cluster` names"
    ),
    Refused(
      path: "/api/v1/explain",
      parameters: [("query", "pods"), ("cluster", "nowhere")],
      hint: "which `cluster` names",
      option: "which `--cluster` names"
    ),
    Refused(
      path: "/api/v1/reports/availability",
      parameters: [("cluster", "nowhere")],
      hint: "`cluster=nowhere`",
      option: "`--cluster nowhere`"
    ),
    Refused(
      path: "/api/v1/reports/availability",
      parameters: [("from", "yesterday"), ("to", "now")],
      hint: "`from=yesterday`",
      option: "`--from yesterday`"
    ),
    Refused(
      path: "/api/v1/reports/availability",
      parameters: [("from", "2026-01-01T10:00:00Z"), ("to", "2026-01-01T10:00:00Z")],
      hint: "`from=2026-01-01T10:00:00Z to=2026-01-01T10:00:00Z`",
      option: "`--from 2026-01-01T10:00:00Z --to 2026-01-01T10:00:00Z`"
    ),
    Refused(
      path: "/api/v1/reports/availability",
      parameters: [("dnsZone", "..")],
      hint: "`dnsZone=..`",
      option: "`--dns-zone ..`"
    ),
    Refused(
      path: "/api/v1/reports/availability",
      parameters: [("namespace", "A B")],
      hint: "`namespace=A B`",
      option: "`--namespace A B`"
    ),
    Refused(
      path: "/api/v1/reports/availability",
      parameters: [("asKnownAt", "99999")],
      hint: "`asKnownAt=99999`",
      option: "`--as-known-at 99999`"
    ),
    Refused(
      path: "/api/v1/query",
      parameters: [
        ("query", "pods at 2026-01-01T10:00:05Z"), ("format", "table"), ("width", "20"),
      ],
      hint: "`format=wide`",
      option: "`--format wide`"
    ),
  ]

  @Test("a client reads of parameters, and the command line of options")
  func spellings() async throws {
    try await withServer { server in
      for refused in Self.refused {
        let path = TestServer.path(refused.path, refused.parameters)
        let reply = try await server.send(.GET, path)
        #expect(reply.text.contains(refused.hint), "\(path): \(reply.text)")
        #expect(!reply.text.contains("`--"), "\(path): \(reply.text)")
        let command = try await server.send(.GET, path, headers: [("Hindcast-Hints", "options")])
        // A narrow screen breaks lines anywhere.
        let text = command.text.replacing(/\s+/, with: " ")
        #expect(text.contains(refused.option), "\(path): \(command.text)")
        #expect(command.status == reply.status)
      }
      let rows = try await server.send(
        .POST,
        "/api/v1/attribute",
        headers: [("Content-Type", "text/csv")],
        body: "a,b\n1,2\n"
      )
      #expect(rows.text.contains("`address`, `port` and `time`"), "\(rows.text)")
    }
  }

  @Test("what a query has itself is told as it is")
  func ownText() async throws {
    try await withServer { server in
      let reply = try await server.query("pods --namespace shop")
      #expect(reply.text.contains("`--namespace`") || reply.text.contains("`--`"), "\(reply.text)")
    }
  }

  @Test("tags of tables tell apart how hints are spelled")
  func tags() async throws {
    try await withServer { server in
      let path = TestServer.path(
        "/api/v1/query",
        [("query", "pods at 2026-01-01T10:00:05Z"), ("format", "table"), ("width", "20")]
      )
      let one = try await server.send(.GET, path)
      let other = try await server.send(.GET, path, headers: [("Hindcast-Hints", "options")])
      #expect(one.text != other.text)
      #expect(one.headers["etag"] != other.headers["etag"])
      #expect(one.headers.first(name: "Vary")?.contains("Hindcast-Hints") == true)
    }
  }
}
