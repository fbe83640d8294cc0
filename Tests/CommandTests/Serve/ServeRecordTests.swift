import Foundation
import HindcastTestSupport
import StandInServer
import Testing

/// `hindcast serve --record`: a collector and a server in one process.
@Suite("serve --record", .serialized, .timeLimit(.minutes(10)))
struct ServeRecordTests {
  @Test(
    "what is recorded is answered while it is recorded, beside other readers, and a signal ends it"
  )
  func recordAndServe() async throws {
    let folder = try TemporaryDirectory()
    let store = folder.file("live.db")
    let cluster = try await RecordedCluster("rolling-update")
    try RecordedCluster.writeKubeconfig(
      [("prod", cluster.server.url)],
      to: folder.file("kubeconfig")
    )
    let server = try HindcastExecutable.start(
      [
        "serve", "--record", "--store", store, "--kubeconfig", folder.file("kubeconfig"),
        "--context", "prod", "--listen", "127.0.0.1:0",
      ],
      in: folder.path
    )
    try await server.wait(for: "serving ")
    let url = String(
      try #require(server.messages.firstMatch(of: /http:\/\/127\.0\.0\.1:\d+/)).output
    )
    await cluster.world.advance(byRecords: 40)
    await cluster.world.finish()
    try await cluster.waitUntilStored(in: store, as: "prod")
    // A second server reads beside the one that writes.
    let reader = try HindcastExecutable.start(
      ["serve", "--store", store, "--listen", "127.0.0.1:0"],
      in: folder.path
    )
    try await reader.wait(for: "serving ")
    let other = String(
      try #require(reader.messages.firstMatch(of: /http:\/\/127\.0\.0\.1:\d+/)).output
    )
    func rows(_ arguments: [String]) throws -> String {
      let question = "events of pod shop/* | select revision, type, name"
      let result = try HindcastExecutable.run(
        ["query", "--format", "csv", question] + arguments,
        in: folder.path
      )
      #expect(result.exitCode == 0, "\(result.messages)")
      return result.output
    }
    let expected = try rows(["--store", store])
    #expect(expected.split(whereSeparator: \.isNewline).count > 1)
    #expect(try rows(["--server", url]) == expected)
    #expect(try rows(["--server", other]) == expected)
    let second = try HindcastExecutable.run(
      ["serve", "--store", store, "--ingest", "--listen", "127.0.0.1:0"],
      in: folder.path
    )
    #expect(second.exitCode == 1)
    #expect(second.messages.contains("process \(server.identifier)"), "\(second.messages)")
    for running in [server, reader] {
      running.signal(SIGTERM)
      #expect(try await running.end().exitCode == 0)
    }
    #expect(
      try HindcastExecutable.run(["verify", "--store", store], in: folder.path).exitCode == 0
    )
    try await cluster.server.stop()
  }
}
