import Foundation
import HindcastTestSupport
import Testing

/// The seeded share of faults below SQLite that every run of the tests has; `FaultHarness` runs the
/// rest.
@Suite("injected faults")
struct InjectedFaultTests {
  /// The first seeds, and those at which a defect was found.
  private static let ranges = [(1, 40), (1037, 1), (1634, 1), (6823, 1), (7478, 1), (72354, 1)]

  @Test(
    "files that fail, tear, and lie cost no acknowledged event, and give no wrong answer",
    arguments: ranges
  )
  func faults(first: Int, count: Int) throws {
    try expectNoLoss(first, count)
  }

  /// Another disk than that of temporary files, where there is one.
  private static var otherDisk: String? {
    let path = "/dev/shm"
    let devices = [path, NSTemporaryDirectory()].map { path -> UInt? in
      var status = stat()
      return stat(path, &status) == 0 ? UInt(status.st_dev) : nil
    }
    return devices[0] != devices[1] && access(path, W_OK) == 0 ? path : nil
  }

  @Test(
    "so it is where a backup's rest stays, since it is on another disk",
    .enabled(if: otherDisk != nil)
  )
  func restsThatStay() throws {
    let copies = try #require(Self.otherDisk) + "/hindcast-copies-\(UUID().uuidString)"
    let output = try expectNoLoss(1100, 40, copies: copies)
    #expect(output.firstMatch(of: /backups gone on [1-9]/) != nil, "\(output)")
  }

  @discardableResult
  private func expectNoLoss(_ first: Int, _ count: Int, copies: String? = nil) throws -> String {
    let files = try TemporaryDirectory()
    let hindcast = try HindcastExecutable.path
    let harness = URL(filePath: hindcast).deletingLastPathComponent().appending(
      path: "FaultHarness"
    )
    let exitCode = try Program(path: harness.path).run(
      ["\(first)", "\(count)", files.file("stores")] + (copies.map { [$0] } ?? []),
      environment: ["PATH": "/usr/bin:/bin", "TZ": "UTC"],
      folder: files.file("."),
      input: "/dev/null",
      output: files.file("output"),
      messages: files.file("messages")
    )
    let output = try String(contentsOfFile: files.file("output"), encoding: .utf8)
    #expect(exitCode == 0, "\(output)")
    #expect(output.contains(", lost 0,") && output.contains("failures 0"), "\(output)")
    #expect(output.firstMatch(of: /faults [1-9]/) != nil, "\(output)")
    return output
  }
}
