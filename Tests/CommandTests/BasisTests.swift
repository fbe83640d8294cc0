import Foundation
import HindcastTestSupport
import Testing

/// Whatever is answered, reported, attributed, or exported says on which events it rests.
@Suite("what answers rest on")
struct BasisTests {
  private let store: String
  private let head: String
  private let folder: TemporaryDirectory

  init() throws {
    store = try RecordedStores.path(of: "outage")
    folder = try TemporaryDirectory()
    head = try HindcastExecutable.run(["head", "--store", store], in: folder.path).output
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private var hash: String { String(head.drop { $0 != ":" }.dropFirst()) }

  private func run(_ words: [String]) throws -> CommandResult {
    let result = try HindcastExecutable.run(words + ["--store", store], in: folder.path)
    #expect(result.exitCode == 0, "\(words): \(result.messages)")
    return result
  }

  private static let questions = [
    "services at 2026-11-23T04:31:04Z | count", "pods serving shop/nothing at 2026-11-23T04:31:04Z",
    "pods serving shop/cart from 2026-11-23T04:30:50Z to 2026-11-23T04:31:10Z",
    "events | limit 1", "history of service shop/cart", "coverage",
    "findings at 2026-11-23T04:31:04Z",
    "show service shop/cart at 2026-11-23T04:31:04Z", "explain services at 2026-11-23T04:31:04Z",
    "diff pods in namespace shop from 2026-11-23T04:30:50Z to 2026-11-23T04:31:04Z",
  ]

  @Test(
    "every answer has position and hash, in every format",
    arguments: ["table", "wide", "vertical", "timeline", "markdown"],
    questions
  )
  func people(_ format: String, _ question: String) throws {
    let result = try run(["query", "--format", format, question])
    let lines = result.output.split(separator: "\n")
    #expect(lines.last?.contains("basis 280:\(hash.prefix(12))") == true, "\(result.output)")
  }

  @Test("so have those for programs, CSV beside its rows", arguments: questions)
  func programs(_ question: String) throws {
    let json = try run(["query", "--format", "json", question]).output
    #expect(json.contains("\"basis\":{\"event\":280,\"hash\":\"\(hash)\"}"))
    let lines = try run(["query", "--format", "ndjson", question]).output
    let first = try #require(lines.split(separator: "\n").first)
    #expect(first.contains("\"basis\":{\"event\":280,\"hash\":\"\(hash)\"}"))
    let yaml = try run(["query", "--format", "yaml", question]).output
    let hashes = [hash, "'\(hash)'"]
    #expect(hashes.contains { yaml.contains("\nbasis:\n  event: 280\n  hash: \($0)\n") })
    let csv = try run(["query", "--format", "csv", question]).messages
    #expect(csv.contains("basis 280:\(hash.prefix(12))"), "\(csv)")
  }

  @Test(
    "every report has them, in every format",
    arguments: ["availability", "membership", "changes", "findings"],
    ["html", "markdown", "csv", "json"]
  )
  func reports(_ name: String, _ format: String) throws {
    _ = try run(["report", name, "--format", format, "-o", "r"])
    let text = try String(contentsOfFile: folder.file("r"), encoding: .utf8)
    #expect(text.contains(hash))
  }

  @Test("attributions and exports say them beside what they write")
  func files() throws {
    try "ip,ts\n10.244.3.3,2026-11-23T04:31:00Z\n"
      .write(toFile: folder.file("flows.csv"), atomically: false, encoding: .utf8)
    try "{\"ip\":\"10.244.3.3\",\"ts\":\"2026-11-23T04:31:00Z\"}\n"
      .write(toFile: folder.file("flows.ndjson"), atomically: false, encoding: .utf8)
    let fields = ["--address", "ip", "--time", "ts"]
    for words in [
      ["attribute", "flows.csv"] + fields, ["attribute", "flows.ndjson"] + fields,
      ["export", "-o", "recording"], ["export", "-o", "anonymous", "--anonymize"],
      ["export", "--format", "cloudevents"], ["export", "--format", "list"],
    ] {
      let result = try run(words)
      #expect(
        result.messages.contains("as known at event 280, hash \(hash)\n"),
        "\(words): \(result.messages)"
      )
    }
  }

  @Test("a basis that an answer has is a noted head: the log is held against it")
  func noted() throws {
    #expect(head == "280:\(hash)")
    for noted in [head, "280:\(hash.prefix(12))"] {
      #expect(try run(["verify", "--head", noted]).exitCode == 0)
    }
    let other = try HindcastExecutable.run(
      ["verify", "--head", "279:\(hash.prefix(12))", "--store", store],
      in: folder.path
    )
    #expect(other.exitCode == 1)
  }
}
