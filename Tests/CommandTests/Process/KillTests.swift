import Foundation
import HindcastTestSupport
import Testing

/// The seeded share of killed processes that every run of the tests has; `CrashHarness` runs the rest.
@Suite("kills")
struct KillTests {
  @Test(
    "processes that append, rebuild, and back up may be killed at any moment",
    arguments: [1, 2]
  )
  func kills(seed: Int) throws {
    let files = try TemporaryDirectory()
    let hindcast = try HindcastExecutable.path
    let harness = URL(filePath: hindcast).deletingLastPathComponent().appending(
      path: "CrashHarness"
    )
    let exitCode = try Program(path: harness.path).run(
      [hindcast, "\(seed)", "1", files.file("stores")],
      environment: ["PATH": "/usr/bin:/bin", "TZ": "UTC"],
      folder: files.file("."),
      input: "/dev/null",
      output: files.file("output"),
      messages: files.file("messages")
    )
    let output = try String(contentsOfFile: files.file("output"), encoding: .utf8)
    #expect(exitCode == 0, "\(output)")
    #expect(output.contains("failures 0"), "\(output)")
    #expect(output.firstMatch(of: /kills [1-9]/) != nil, "\(output)")
  }
}
