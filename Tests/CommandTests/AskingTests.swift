import Foundation
import HindcastTestSupport
import Testing

/// What `query` and `run` write where, and how they end.
@Suite struct AskingTests {
  private static let services = "services at 2026-11-23T04:31:04Z | select name"
  private static let unobserved = "services at 2026-11-23T04:33:00Z | select name"
  private static let refused = """
    error[TQL0131]: a time needs a zone
     --> query:1:9
      |
    1 | pods at 2026-11-23T04:31:04
      |         ^^^^^^^^^^^^^^^^^^^ no zone
      |
    help: write `2026-11-23T04:31:04Z` for UTC

    """

  @Test("an answer is on standard output, and nothing is on standard error")
  func answer() throws {
    let result = try Self.ask(["query", Self.services])
    #expect(result.exitCode == 0)
    #expect(result.messages.isEmpty)
    #expect(
      TranscriptText.lines(of: result.output) == [
        "NAME", "cart", "kubernetes", "pay",
        "-- 3 rows · at 2026-11-23T04:31:04Z · cluster outage · basis 280:…",
      ]
    )
  }

  @Test(
    "a query may come as words, from a file, or from standard input",
    arguments: [
      ["query", "services", "at", "2026-11-23T04:31:04Z", "|", "select name"],
      ["query", "--file", "services.tql"], ["query", "-"], ["query"], ["run", "./services.tql"],
    ]
  )
  func sources(_ arguments: [String]) throws {
    let folder = try TemporaryDirectory()
    let file = folder.file("services.tql")
    try Self.services.write(toFile: file, atomically: false, encoding: .utf8)
    let result = try Self.ask(arguments, in: folder.path, input: Self.services)
    #expect(result == (try Self.ask(["query", Self.services])))
  }

  @Test("a refused query ends with 2, its diagnostics on standard error")
  func refusal() throws {
    let result = try Self.ask(["query", "pods at 2026-11-23T04:31:04"])
    #expect(result == CommandResult(output: "", messages: Self.refused, exitCode: 2))
  }

  @Test("diagnostics are JSON where the answer would be", arguments: ["json", "ndjson"])
  func jsonDiagnostics(_ format: String) throws {
    let result = try Self.ask(["query", "--format", format, "pods at 2026-11-23T04:31:04"])
    #expect(result.exitCode == 2)
    #expect(result.output.isEmpty)
    let diagnostics = try JSONDecoder().decode(
      [JSONDiagnostic].self,
      from: Data(result.messages.utf8)
    )
    #expect(diagnostics.map(\.code) == ["TQL0131"])
    #expect(diagnostics.map(\.span.column) == [9])
    #expect(diagnostics.flatMap(\.suggestions).map(\.replacement) == ["2026-11-23T04:31:04Z"])
  }

  @Test("--strict ends with 3 where something was not observed, behind the whole answer")
  func strict() throws {
    let lenient = try Self.ask(["query", Self.unobserved])
    let strict = try Self.ask(["query", "--strict", Self.unobserved])
    #expect(lenient.exitCode == 0)
    #expect(lenient.output.contains("note[TQL2001] not-observed"))
    #expect(strict.exitCode == 3)
    #expect(strict.output == lenient.output)
    #expect(try Self.ask(["query", "--strict", Self.services]).exitCode == 0)
  }

  @Test(
    "--expect ends with 4 unless it is met",
    arguments: [
      ("rows", "shop", 0), ("none", "shop", 4), ("rows", "nothing", 4), ("none", "nothing", 0),
    ]
  )
  func expect(_ expectation: String, _ namespace: String, _ exitCode: Int32) throws {
    let query = "pods in namespace \(namespace) at 2026-11-23T04:31:04Z | select name"
    let result = try Self.ask(["query", "--expect", expectation, query])
    #expect(result.exitCode == exitCode)
    #expect(result.messages.isEmpty)
    #expect(result.output == (try Self.ask(["query", query])).output)
  }

  @Test("--strict comes before --expect")
  func strictFirst() throws {
    let result = try Self.ask(["query", "--strict", "--expect", "none", Self.unobserved])
    #expect(result.exitCode == 3)
  }

  @Test("CSV has its data on standard output, and what it cannot say on standard error")
  func csv() throws {
    let result = try Self.ask(["query", "--format", "csv", Self.unobserved])
    #expect(result.exitCode == 0)
    let lines = [
      "name,from,until,certainty,event", "cart,2026-11-23T04:33:00Z,,carried,10",
      "kubernetes,2026-11-23T04:33:00Z,,carried,2", "pay,2026-11-23T04:33:00Z,,carried,18",
    ]
    #expect(result.output == lines.map { "\($0)\r\n" }.joined())
    #expect(result.messages.hasPrefix("note[TQL2001] not-observed: services were not observed"))
    #expect(result.messages.contains("columns: name text, from instant, until instant"))
    #expect(result.messages.contains("-- 3 rows · at 2026-11-23T04:33:00Z · cluster outage"))
  }

  @Test("JSON is one document with columns, notes, and rows")
  func json() throws {
    let result = try Self.ask(["query", "--format", "json", Self.unobserved])
    #expect(result.exitCode == 0)
    #expect(result.messages.isEmpty)
    let answer = try JSONDecoder().decode(JSONAnswer.self, from: Data(result.output.utf8))
    #expect(answer.columns.map(\.name) == ["name", "from", "until", "certainty", "event"])
    #expect(answer.notes.map(\.code) == ["not-observed"])
    #expect(answer.rowCount == 3)
  }

  @Test(
    "times are in UTC, and in another zone where people read them and one is asked for",
    arguments: [
      (["--tz", "Europe/Berlin"], "at 2026-11-23T05:31:04+01:00 · times in Europe/Berlin ·"),
      (["--tz", "asia/kolkata"], "at 2026-11-23T10:01:04+05:30 · times in Asia/Kolkata ·"),
      (["--utc"], "at 2026-11-23T04:31:04Z · cluster"), ([], "at 2026-11-23T04:31:04Z · cluster"),
      (["--tz", "utc"], "at 2026-11-23T04:31:04Z · cluster"),
      (["--tz", "Europe/Berlin", "--format", "json"], #""at":"2026-11-23T04:31:04Z""#),
    ]
  )
  func zones(_ options: [String], _ expected: String) throws {
    let result = try Self.ask(["query"] + options + [Self.services])
    #expect(result.exitCode == 0)
    #expect(result.output.contains(expected), "\(result.output)")
  }

  @Test("a timeline goes to a file in 100 columns, without colors, in ASCII where asked for")
  func timeline() throws {
    let query = "pods serving shop/cart from 2026-11-23T04:30:52Z to 2026-11-23T04:31:03Z"
    let result = try Self.ask(["query", "--format", "timeline", query])
    let chart = result.output.split(separator: "\n").prefix { !$0.hasPrefix("note[") }
    #expect(chart.contains { $0.hasPrefix("eligible ") && $0.contains("0000") }, "\(chart)")
    #expect(chart.allSatisfy { $0.count <= 100 && !$0.contains("\u{1B}") }, "\(chart)")
    let ascii = try Self.ask(["query", "--format", "timeline", "--ascii", query])
    #expect(ascii.output.contains("<####"), "\(ascii.output)")
  }

  @Test(
    "wrong usage ends with 2 and says what to do",
    arguments: [
      (["query", "--file", "nothing.tql"], "cannot read `nothing.tql`"),
      (["query", "--file", "nothing.tql", "services"], "there are a query and `--file`"),
      (["query", "--format", "xml", "services"], "The value 'xml' is invalid for '--format"),
      (["query", "--tz", "Europe/Berln", "services"], "did you mean Europe/Berlin?"),
      (["query", "--tz", "Berlin", "services"], "did you mean Europe/Berlin?"),
      (["query", "--tz", "", "services"], "write a name such as Europe/Berlin, or UTC"),
      (["query", "--tz", "UTC", "--utc", "services"], "`--tz` and `--utc` contradict each other"),
      (["query", "--finding-lag", "soon", "findings"], "write a duration such as 30s or 1m30s"),
      (["query", "--exclusions", "nothing", "findings"], "cannot read `nothing`"),
      (["query", "--param", "x", "services"], "write a name and a value"),
      (["query", "--param", "x=1", "--param", "x=2", "services"], "`--param x` is given twice"),
      (["query", "--store", "nothing.db", "services"], "there is no store at `nothing.db`"),
      (["query", "--kubernetes-version", "new", "services"], "write a version such as 1.34"),
      (["query", "  "], "error[TQL0116]: the query is empty"),
      (["run"], "Missing expected argument '<query>'"),
      (["run", "servce-outages"], "did you mean `service-outages`?"),
      (["run", "xyz"], "`hindcast queries` lists the saved ones"),
    ]
  )
  func usage(_ arguments: [String], _ message: String) throws {
    let folder = try TemporaryDirectory()
    let result = try Self.ask(arguments, in: folder.path)
    #expect(result.exitCode == 2)
    #expect(result.output.isEmpty)
    #expect(result.messages.contains(message), "\(result.messages)")
  }

  @Test(
    "a value that is missing, wrong, or not declared is refused",
    arguments: [
      ([], "error[TQL0222]: the parameter `$port` needs a value\n --> service-outages:4:1\n"),
      (["port=0"], "error[TQL0223]: `0`, given for `$port`"),
      (["port=grpc", "pod=x"], "error[TQL0224]: the query declares no parameter `pod`"),
    ]
  )
  func parameters(_ values: [String], _ message: String) throws {
    let parameters = (["service=shop/cart"] + values).flatMap { ["--param", $0] }
    let result = try Self.ask(["run", "service-outages"] + parameters)
    #expect(result.exitCode == 2)
    #expect(result.output.isEmpty)
    #expect(result.messages.hasPrefix(message), "\(result.messages)")
  }

  private static func ask(
    _ arguments: [String],
    in folder: String = ProjectTree.root,
    input: String = ""
  ) throws -> CommandResult {
    try HindcastExecutable.run(
      arguments,
      in: folder,
      environment: ["HINDCAST_STORE": try RecordedStores.path(of: "outage")],
      input: input
    )
  }
}
