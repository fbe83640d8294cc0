import Foundation
import HindcastTestSupport
import Testing

/// What `retain` says, forgets, and refuses, and what other commands say of a store afterwards.
@Suite("retain")
struct RetainTests {
  private static let horizon = "2026-11-23T04:31:00Z"

  private static func run(
    _ arguments: [String],
    in folder: TemporaryDirectory
  ) throws
    -> CommandResult
  {
    try HindcastExecutable.run(arguments + ["--store", folder.file("store.db")], in: folder.path)
  }

  private static func store() throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    try RecordedStores.copy("outage", to: folder.file("store.db"))
    return folder
  }

  @Test("without `--apply` nothing is changed, and with it what is asked at the horizon stays")
  func applied() throws {
    let folder = try Self.store()
    let path = folder.file("store.db")
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    let question = [
      "query", "pods serving shop/* at \(Self.horizon) | select pod, address | sort by pod",
    ]
    let answer = try Self.run(question, in: folder)
    let noted = try Self.run(["head"], in: folder).output.trimmingCharacters(in: .newlines)
    let dry = try Self.run(["retain", "--before", Self.horizon], in: folder)
    #expect(dry.exitCode == 0)
    #expect(dry.output.contains("would forget"))
    #expect(dry.messages.contains("nothing was changed"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    let applied = try Self.run(["retain", "--before", Self.horizon, "--apply"], in: folder)
    #expect(applied.exitCode == 0, "\(applied.messages)")
    #expect(applied.output.contains(": forgot "))
    let later = try Self.run(question, in: folder)
    #expect(Self.rows(later.output) == Self.rows(answer.output))
    #expect(!Self.rows(later.output).isEmpty)
    let verified = try Self.run(["verify", "--head", noted], in: folder)
    #expect(verified.exitCode == 0, "\(verified.messages)")
    #expect(verified.output.contains("holds from the retention horizon"))
    let status = try Self.run(["status"], in: folder)
    #expect(status.output.contains("forgotten what was before \(Self.horizon)"))
    let again = try Self.run(["retain", "--before", Self.horizon, "--apply"], in: folder)
    #expect(again.output.contains("there is nothing to forget"))
  }

  @Test("a head and a question below the horizon are told to be forgotten")
  func forgotten() throws {
    let folder = try Self.store()
    let log = try Self.run(["dump", "log"], in: folder).output.split(separator: "\n")
    let hash = try #require(log.dropFirst(9).first?.split(separator: "=").last)
    _ = try Self.run(["retain", "--before", Self.horizon, "--apply"], in: folder)
    let head = try Self.run(["verify", "--head", "10:\(hash)"], in: folder)
    #expect(head.exitCode == 2)
    #expect(head.messages.contains("below the retention horizon"))
    let known = try Self.run(["query", "pods as known at event 10"], in: folder)
    #expect(known.exitCode == 2)
    #expect(known.messages.contains("error[TQL0231]"))
    let behind = try Self.run(["query", "pods at 2026-11-23T04:30:30Z"], in: folder)
    #expect(behind.exitCode == 0)
    #expect((behind.output + behind.messages).contains("forgotten"))
    let json = try Self.run(
      [
        "report", "availability", "--from", "2026-11-23T04:30:00Z", "--to", "2026-11-23T04:31:30Z",
        "--service", "shop/*", "--format", "json",
      ],
      in: folder
    )
    #expect(json.exitCode == 0, "\(json.messages)")
    #expect(json.output.contains("\"retention\":{\"horizon\":\"\(Self.horizon)\"}"))
    let salvage = try HindcastExecutable.run(
      ["salvage", folder.file("store.db"), "--into", folder.file("saved.db")],
      in: folder.path
    )
    #expect(salvage.exitCode == 0, "\(salvage.messages)")
    #expect(salvage.output.contains("saved.db: "))
    #expect(
      try Self.run(["head"], in: folder).output
        == HindcastExecutable.run(
          ["head", "--store", "saved.db"],
          in: folder.path
        ).output
    )
  }

  @Test("what was forgotten is not imported again, and an export begins at the horizon")
  func exported() throws {
    let folder = try Self.store()
    _ = try Self.run(["retain", "--before", Self.horizon, "--apply"], in: folder)
    let head = try Self.run(["head"], in: folder).output
    let source = ProjectTree.root + "/Tests/Fixtures/recordings/outage"
    let again = try Self.run(["import", "--cluster", "outage", source], in: folder)
    #expect(again.exitCode == 0, "\(again.messages)")
    #expect(again.output.contains("from before the retention horizon skipped"))
    #expect(try Self.run(["head"], in: folder).output == head)
    let target = folder.file("other.db")
    let merged = try HindcastExecutable.run(
      ["import", "--store", target, folder.file("store.db")],
      in: folder.path
    )
    #expect(merged.exitCode != 0)
    #expect(merged.messages.contains("has forgotten what cluster"))
    #expect(try Self.run(["head"], in: folder).output == head)
    let exported = folder.file("recording")
    let export = try Self.run(["export", "--format", "recording", "-o", exported], in: folder)
    #expect(export.exitCode == 0, "\(export.messages)")
    let copy = try HindcastExecutable.run(
      ["import", "--store", target, "--cluster", "outage", exported],
      in: folder.path
    )
    #expect(copy.exitCode == 0, "\(copy.messages)")
    for time in ["2026-11-23T04:31:04Z", "2026-11-23T04:31:30Z"] {
      let question = "endpoints at \(time) | select service, address, ready | sort by address"
      let here = try Self.run(["query", question], in: folder)
      let there = try HindcastExecutable.run(
        ["query", "--store", target, question],
        in: folder.path
      )
      #expect(Self.rows(here.output) == Self.rows(there.output))
    }
  }

  @Test(
    "how far back is said in one way, and in words that are understood",
    arguments: [
      (["retain"], "say how far back"),
      (["retain", "--older-than", "90d", "--max-size", "1GB"], "say how far back"),
      (["retain", "--older-than", "long"], "write a duration"),
      (["retain", "--before", "2026-11-23T04:31:00"], "write a time with its zone"),
      (["retain", "--max-size", "0"], "write a size"),
      (["retain", "--older-than", "90d", "--cluster", "nope"], "there is no such cluster"),
    ]
  )
  func refused(_ arguments: [String], _ message: String) throws {
    let result = try Self.run(arguments, in: Self.store())
    #expect(result.exitCode == 2)
    #expect(result.messages.contains(message))
    #expect(result.output.isEmpty)
  }

  /// The rows of a table, without its last line, which names the basis.
  private static func rows(_ output: String) -> [String] {
    output.split(separator: "\n").map { String($0) }.filter { !$0.hasPrefix("-- ") }
  }
}
