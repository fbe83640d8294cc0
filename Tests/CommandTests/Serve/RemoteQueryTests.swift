import Foundation
import HindcastTestSupport
import Testing

/// `hindcast query --server` and `hindcast run --server`, against the same asked of the store.
@Suite("asking a server")
struct RemoteQueryTests {
  private static let formats = [
    "table", "wide", "vertical", "timeline", "json", "ndjson", "csv", "markdown", "yaml",
  ]

  private static let instant = "pods serving shop/cart on port grpc at 2026-11-23T04:31:04Z"
  private static let span =
    "pods serving shop/cart from 2026-11-23T04:30:50Z to 2026-11-23T04:31:10Z"

  /// What is asked in every format: rows, none, notes, spans, and what is wrong.
  private static let questions = [
    instant, span, span + " | outages", "services at 2026-11-23T04:31:04Z | count",
    "pods serving shop/nothing at 2026-11-23T04:31:04Z",
    "services at 2026-11-23T05:00:00Z | select name", "events | limit 3",
    "history of service shop/cart", "show service shop/cart at 2026-11-23T04:31:04Z",
    "diff pods in namespace shop from 2026-11-23T04:30:50Z to 2026-11-23T04:31:04Z",
    "explain \(instant)", "pods servng shop/cart", "pods serving shop/cart at yesterday",
    "pods serving shop/cart at 2026-11-20T10:15:00", "pods | where nothing = 1", "",
  ]

  /// What is asked with other options.
  private static let options: [[String]] = [
    ["--strict", "services at 2026-11-23T05:00:00Z"], ["--strict", instant],
    ["--expect", "rows", "pods serving shop/nothing at 2026-11-23T04:31:04Z"],
    ["--expect", "none", instant], ["--expect", "rows", instant],
    ["--cluster", "outage", instant], ["--cluster", "outrage", instant],
    ["--namespace", "shop", "pods serving cart at 2026-11-23T04:31:04Z"],
    ["--tz", "Europe/Berlin", instant], ["--utc", span], ["--ascii", "--format", "timeline", span],
    ["--param", "s=shop/cart", "# param s: service\npods serving $s at 2026-11-23T04:31:04Z"],
    ["# param s: service\npods serving $s at 2026-11-23T04:31:04Z"],
    ["--param", "x=shop/cart", "# param service: service\npods serving $service"],
    ["--param", "servce=shop/cart", "# param service: service\npods serving $service"],
    ["--param", "s=/", "# param s: service\npods serving $s at 2026-11-23T04:31:04Z"],
    ["--kubernetes-version", "1.30", "findings at 2026-11-23T04:31:04Z"],
    ["--dns-zone", "k8s.test", "dns cart.shop.svc.k8s.test at 2026-11-23T04:31:04Z"],
    ["--finding-lag", "1s", "findings at 2026-11-23T04:31:04Z"],
  ]

  @Test("output, messages, and exit code are those of the store, for all formats and outcomes")
  func same() async throws {
    let folder = try TemporaryDirectory()
    try RecordedStores.copy("outage", to: folder.file("store.db"))
    let server = try HindcastExecutable.start(
      ["serve", "--listen", "127.0.0.1:0", "--store", "store.db"],
      in: folder.path
    )
    try await server.wait(for: "serving store.db at ")
    let url = String(try #require(server.messages.firstMatch(of: /http:\S+/)).output)
    var exitCodes: Set<Int32> = []
    func compare(_ arguments: [String], input: String = "") throws {
      let local = try HindcastExecutable.run(
        arguments + ["--store", "store.db"],
        in: folder.path,
        input: input
      )
      let remote = try HindcastExecutable.run(
        arguments + ["--server", url],
        in: folder.path,
        input: input
      )
      #expect(remote == local, "\(arguments)")
      exitCodes.insert(local.exitCode)
    }
    for question in Self.questions {
      for format in Self.formats { try compare(["query", "--format", format, question]) }
    }
    for arguments in Self.options { try compare(["query"] + arguments) }
    try compare(["query", "-"], input: Self.instant)
    let span = ["--param", "from=2026-11-23T04:30:50Z", "--param", "to=2026-11-23T04:31:10Z"]
    let service = ["--param", "service=shop/cart", "--param", "port=443"]
    try compare(["run", "service-outages"] + service + span)
    try compare(["run", "service-outages"] + span)
    #expect(exitCodes == [0, 2, 3, 4])
    server.signal(SIGTERM)
    #expect(try await server.end().exitCode == 0)
  }

  @Test("a server that is not there, or no server of Hindcast's, is told, and nothing is answered")
  func unreachable() throws {
    let folder = try TemporaryDirectory()
    for (url, category) in [("http://127.0.0.1:1", 1), ("ftp://127.0.0.1", 2), ("nonsense", 2)] {
      let result = try HindcastExecutable.run(
        ["query", "pods", "--server", url],
        in: folder.path
      )
      #expect(result.exitCode == category, "\(url): \(result.messages)")
      #expect(result.output.isEmpty)
      #expect(result.messages.contains(url))
      #expect(result.messages.contains("help: "))
    }
  }
}
