import Foundation
import HindcastTestSupport
import Testing

@Suite("A session whose lines come from a file")
struct ReplInputTests {
  private static func run(
    _ input: String,
    _ arguments: [String] = [],
    environment: [String: String] = [:]
  ) throws -> CommandResult {
    let folder = try TemporaryDirectory()
    return try HindcastExecutable.run(
      ["repl", "--store", try RecordedStores.path(of: "demo")] + arguments,
      in: folder.path,
      environment: ["HOME": folder.path].merging(environment) { _, new in new },
      input: input
    )
  }

  @Test("answers go to standard output alone, without prompts")
  func answers() throws {
    let result = try Self.run("\\at 2026-11-23T04:30:04Z\nservices |\nselect name\n")
    #expect(result.exitCode == 0)
    #expect(result.output.hasPrefix("NAME\n"))
    #expect(result.messages == "looking from 2026-11-23T04:30:04Z\n")
  }

  @Test("a line that fails is told, the others are answered, and the exit code says it")
  func failures() throws {
    let result = try Self.run("pod\nservices | count\n\\nothing\npods |")
    #expect(result.exitCode == 2)
    #expect(result.output.hasPrefix("COUNT\n"))
    #expect(result.messages.contains("did you mean `pods`"))
    #expect(result.messages.contains("there is no command `\\nothing`"))
    #expect(result.messages.contains("a stage is missing"))
  }

  @Test("`hindcast` alone says how it is used where there is no terminal, or no store")
  func alone() throws {
    let folder = try TemporaryDirectory()
    let result = try HindcastExecutable.run([], in: folder.path)
    #expect(result.output.contains("SUBCOMMANDS"))
    let store = ["HINDCAST_STORE": try RecordedStores.path(of: "demo")]
    let other = try HindcastExecutable.run([], in: folder.path, environment: store)
    #expect(other.output == result.output)
  }

  @Test("a saved query is one of the user's, for sessions and for `hindcast run`")
  func saved() throws {
    let folder = try TemporaryDirectory()
    let environment = ["HINDCAST_QUERIES": folder.file("own"), "HOME": folder.path]
    let saved = try Self.run(
      "services at 2026-11-23T04:30:04Z | select name\n\\save names What there is.\n\\run names\n",
      environment: environment
    )
    #expect(saved.exitCode == 0)
    #expect(saved.output.components(separatedBy: "NAME\n").count == 3)
    let again = try Self.run("services\n\\save names\n", environment: environment)
    #expect(again.exitCode == 2)
    #expect(again.messages.contains("`\\save -f names` replaces it"))
    let taken = try Self.run("services\n\\save ip-owner\n", environment: environment)
    #expect(taken.messages.contains("comes with Hindcast"))
    let listed = try HindcastExecutable.run(
      ["queries"],
      in: folder.path,
      environment: environment
    )
    #expect(listed.output.contains("What there is."))
    let run = try HindcastExecutable.run(
      ["run", "names", "--store", try RecordedStores.path(of: "demo")],
      in: folder.path,
      environment: environment
    )
    #expect(run.exitCode == 0)
    #expect(run.output.hasPrefix("NAME\n"))
  }

  @Test("a time that is none ends it before anything is asked")
  func wrongTime() throws {
    let result = try Self.run("services\n", ["--at", "yesterday"])
    #expect(result.exitCode == 2)
    #expect(result.output == "")
    #expect(result.messages.contains("expected a time"))
  }
}
