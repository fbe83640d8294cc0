import Foundation
import HindcastTestSupport
import StandInServer
import Testing
import TopologyModel

/// `hindcast record` as a process, with an API server that replays recordings.
@Suite("record", .serialized, .timeLimit(.minutes(10)))
struct RecordCommandTests {
  private let folder: TemporaryDirectory
  private let store: String
  private let kubeconfig: String

  init() throws {
    folder = try TemporaryDirectory()
    store = folder.file("live.db")
    kubeconfig = folder.file("kubeconfig")
  }

  @Test(
    "a signal ends it with 0, and the store answers as the import",
    arguments: [SIGTERM, SIGINT]
  )
  func end(signal: Int32) async throws {
    let cluster = try await RecordedCluster("rolling-update")
    let recorder = try start([("prod", cluster.server.url)])
    try await recorder.wait(for: "watching from revision", times: 4)
    await cluster.world.advance(byRecords: 40)
    await cluster.world.finish()
    try await cluster.waitUntilStored(in: store, as: "prod")
    recorder.signal(signal)
    let result = try await recorder.end()

    #expect(result.exitCode == 0)
    #expect(result.output.isEmpty)
    let lines = result.messages.split(separator: "\n")
    let first = try #require(lines.first)
    #expect(first.hasSuffix("recording prod (\(cluster.server.url)) into \(store)"))
    #expect(lines.contains { $0.hasSuffix("ending: writing what was told") })
    let head = try run(["head"]).output.split(separator: ":").first ?? ""
    #expect(lines.last == "\(head) events stored")
    #expect(!result.messages.contains("warning:"))

    let status = try run(["status"])
    #expect(status.output.contains("\ncluster prod\n"))
    for kind in ["services", "endpointslices", "pods"] {
      #expect(status.output.contains("  \(kind): watched from "))
    }
    let coverage = try run(["query", "--format", "csv", "coverage | select kind, state"])
    for kind in ["Service", "EndpointSlice", "Pod"] {
      #expect(coverage.output.contains("\(kind),observed"))
    }
    try expectSameAnswers(cluster)
    try await cluster.server.stop()
  }

  @Test("killed and started again, it goes on, and nothing is missing")
  func restart() async throws {
    let cluster = try await RecordedCluster("outage")
    let killed = try start([("prod", cluster.server.url)])
    try await killed.wait(for: "watching from revision", times: 4)
    await cluster.world.advance(byRecords: 60)
    try await cluster.waitUntilStored(in: store, as: "prod")
    killed.signal(SIGKILL)
    #expect(try await killed.end().exitCode == -SIGKILL)
    try await cluster.server.waitForDisconnection()
    // What happens while nobody watches comes from the last revision that was stored.
    await cluster.world.advance(byRecords: 20)
    let listsBefore = await Self.listCount(cluster)

    let recorder = try start([("prod", cluster.server.url)])
    try await recorder.wait(for: "watching from revision", times: 4)
    await cluster.world.finish()
    try await cluster.waitUntilStored(in: store, as: "prod")
    recorder.signal(SIGTERM)
    let result = try await recorder.end()
    #expect(result.exitCode == 0)
    let lists = await Self.listCount(cluster)
    #expect(lists == listsBefore)
    #expect(!result.messages.contains("listed at revision"))
    let coverage = try run(["query", "--format", "csv", "coverage of pods | select state, reason"])
    #expect(coverage.output.contains("no change lost"))
    #expect(try run(["verify"]).exitCode == 0)
    try expectSameAnswers(cluster)
    try await cluster.server.stop()
  }

  @Test("two contexts are two clusters of one store")
  func contexts() async throws {
    let clusters = [
      try await RecordedCluster("rolling-update"), try await RecordedCluster("seed"),
    ]
    let recorder = try start(
      [("east", clusters[0].server.url), ("west", clusters[1].server.url)],
      ["--context", "east", "--context", "west", "--cluster", "prod", "--cluster", "test"]
    )
    try await recorder.wait(for: "watching from revision", times: 8)
    for (cluster, name) in zip(clusters, ["prod", "test"]) {
      await cluster.world.finish()
      try await cluster.waitUntilStored(in: store, as: name)
    }
    recorder.signal(SIGTERM)
    let result = try await recorder.end()
    #expect(result.exitCode == 0)
    #expect(result.messages.contains("prod (\(clusters[0].server.url)), test ("))
    let status = try run(["status"]).output
    #expect(status.contains("\ncluster prod\n") && status.contains("\ncluster test\n"))
    try expectSameAnswers(clusters[0], ["--cluster", "prod"])
    try expectSameAnswers(clusters[1], ["--cluster", "test"])
    for cluster in clusters { try await cluster.server.stop() }
  }

  @Test("while it records others read, and a second writer is told who writes")
  func secondWriter() async throws {
    let cluster = try await RecordedCluster("seed")
    let recorder = try start([("prod", cluster.server.url)])
    try await recorder.wait(for: "watching from revision", times: 4)
    await cluster.world.advance(byRecords: 10)
    try await cluster.waitUntilStored(in: store, as: "prod")
    let writers = [
      ["record", "--kubeconfig", kubeconfig],
      ["import", "\(ProjectTree.root)/Tests/Fixtures/recordings/seed"],
    ]
    for arguments in writers {
      let result = try run(arguments)
      #expect(result.exitCode == 1)
      #expect(result.output.isEmpty)
      #expect(result.messages.hasPrefix("error: "))
      #expect(
        result.messages.contains("hindcast record, process \(recorder.identifier)"),
        "\(result.messages)"
      )
    }
    let readers = [
      ["status"], ["head"], ["query", "coverage"], ["query", "pods serving */*"], ["verify"],
    ]
    for arguments in readers {
      let result = try run(arguments)
      #expect(result.exitCode == 0, "\(arguments): \(result.messages)")
      #expect(!result.output.isEmpty)
    }
    recorder.signal(SIGTERM)
    #expect(try await recorder.end().exitCode == 0)
    try await cluster.server.stop()
  }

  @Test("a server that is not there is told of once, with a way out, until the end")
  func noServer() async throws {
    let cluster = try await RecordedCluster("seed")
    // Nobody listens there any more.
    try await cluster.server.stop()
    let recorder = try start([("prod", cluster.server.url)], ["--kind", "pods"])
    try await recorder.wait(for: "help: ")
    #expect(try listingCount() == 0)
    recorder.signal(SIGTERM)
    let result = try await recorder.end()
    #expect(result.exitCode == 0)
    #expect(result.output.isEmpty)
    let lines = result.messages.split(separator: "\n").map { $0.drop { $0 != " " }.dropFirst() }
    #expect(
      lines.dropLast() == [
        "recording prod (\(cluster.server.url)) into \(store)",
        "warning: prod pods: no connection: connection refused; trying again",
        "help: check the address, and that the API server runs",
        "ending: writing what was told",
      ]
    )
    let events = try run(["query", "--format", "csv", "events | select type, summary"]).output
    #expect(events.contains("connection refused"))
    let coverage = try run(["query", "--format", "csv", "coverage of pods | select kind, state"])
    #expect(coverage.output.contains("\nPod,not-observed,"))
  }

  @Test(
    "what cannot be recorded is refused with 2, and no store is made",
    arguments: [
      (
        ["--context", "nope"], "error: the context `nope` is not in `kubeconfig`",
        "help: there are the contexts `east` and `west`"
      ),
      (
        ["--kubeconfig", "missing"], "error: there is no file `missing`",
        "help: check the path, and that you may read it"
      ),
      (
        ["--in-cluster"], "error: this is not a pod with a service account",
        "help: outside a cluster name a kubeconfig"
      ),
      (
        ["--in-cluster", "--context", "east"],
        "Error: `--in-cluster` takes no kubeconfig and no context", "Usage: hindcast record "
      ),
      (
        ["--context", "east", "--cluster", "a", "--cluster", "b"],
        "Error: `--cluster`: write it once for each `--context`, in the same order",
        "Usage: hindcast record "
      ),
      (
        ["--kind", "deployments"],
        "Error: `--kind deployments`: there are pods, services, endpointslices and nodes",
        "Usage: hindcast record "
      ),
      (
        ["--retain", "all"], "Error: `--retain all`: there are full, default and topology",
        "Usage: hindcast record "
      ),
      (
        ["--context", "east", "--context", "west", "--cluster", "a", "--cluster", "a"],
        "error: two contexts would be recorded as the cluster `a`",
        "help: give each a name of its own with `--cluster`"
      ),
    ]
  )
  func refusals(_ arguments: [String], _ message: String, _ way: String) throws {
    try RecordedCluster.writeKubeconfig(
      [("east", "http://127.0.0.1:1"), ("west", "http://127.0.0.1:1")],
      to: kubeconfig
    )
    let names = arguments.contains("--in-cluster") || arguments.contains("--kubeconfig")
    let result = try run(["record"] + (names ? [] : ["--kubeconfig", "kubeconfig"]) + arguments)
    #expect(result.exitCode == 2)
    #expect(result.output.isEmpty)
    let lines = result.messages.split(separator: "\n")
    #expect(lines.first?.hasPrefix(message) == true, "\(result.messages)")
    #expect(lines.dropFirst().first?.hasPrefix(way) == true, "\(result.messages)")
    #expect(!FileManager.default.fileExists(atPath: store))
  }

  // MARK: Steps

  private func start(
    _ contexts: [(name: String, url: String)],
    _ options: [String] = []
  ) throws -> RunningProgram {
    try RecordedCluster.writeKubeconfig(contexts, to: kubeconfig)
    return try HindcastExecutable.start(
      ["record", "--kubeconfig", kubeconfig, "--store", store] + options,
      in: folder.path
    )
  }

  private func run(_ arguments: [String]) throws -> CommandResult {
    try HindcastExecutable.run(
      arguments,
      in: folder.path,
      environment: ["HINDCAST_STORE": store]
    )
  }

  /// The rows of an answer as CSV, without what stands behind the six columns that are asked for.
  private static func rows(_ answer: CommandResult) -> [String] {
    answer.output.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).prefix(6)
        .joined(separator: ",")
    }
  }

  /// How often pods were listed; a list of one object only asks for the server's revision.
  private static func listCount(_ cluster: RecordedCluster) async -> Int {
    await cluster.server.requests(.list(.pod)).count { $0.parameters["limit"] != "1" }
  }

  private func listingCount() throws -> Int {
    try run(["dump", "log"]).output.split(separator: "\n")
      .count { $0.contains(" listing-begun ") }
  }

  /// Compares what the store and the import of a recording say of Services, at revisions of it.
  private func expectSameAnswers(
    _ cluster: RecordedCluster,
    _ options: [String] = []
  ) throws {
    let imported = try RecordedStores.path(of: cluster.recording)
    let revisions = try RecordedCluster.states(of: imported, cluster: cluster.recording)
      .map(\.revision).sorted()
    let last = try #require(revisions.last)
    var rowCount = 0
    for revision in [revisions[revisions.count / 2], revisions[revisions.count * 3 / 4], last] {
      let query = """
        pods serving */* at rv \(revision) \
        | select service, port, pod, address, ready, eligible_as
        """
      let arguments = ["query", "--format", "csv"]
      let found = try run(arguments + options + [query])
      let expected = try run(arguments + ["--store", imported, query])
      #expect(found.exitCode == 0)
      #expect(Self.rows(found) == Self.rows(expected), "at rv \(revision)")
      rowCount += Self.rows(expected).count - 1
    }
    #expect(rowCount > 0)
  }
}
