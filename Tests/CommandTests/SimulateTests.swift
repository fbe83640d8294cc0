import Foundation
import HindcastTestSupport
import Testing

/// `hindcast simulate`, from the command line to answers.
@Suite struct SimulateTests {
  private static let small = [
    "simulate", "--services", "8", "--pods", "60", "--nodes", "4", "--churn", "20000", "--events",
    "600", "--gaps", "0", "--seed", "5",
  ]

  private static func run(
    _ arguments: [String],
    in folder: TemporaryDirectory,
    input: String = ""
  ) throws -> CommandResult {
    try HindcastExecutable.run(arguments, in: folder.path, input: input)
  }

  private static func text(_ name: String, in folder: TemporaryDirectory) throws -> String {
    try String(contentsOfFile: folder.file(name), encoding: .utf8)
  }

  @Test("a folder, a stream, and a store of one simulation give the same answers")
  func places() throws {
    let folder = try TemporaryDirectory()
    let written = try Self.run(Self.small + ["-o", "made"], in: folder)
    #expect(written.exitCode == 0, "\(written.messages)")
    #expect(written.messages.hasPrefix("made: 600 changes, from 2026-11-20T00:00:00Z to 2026-"))
    let stream = try Self.run(Self.small + ["-o", "-"], in: folder)
    let stored = try Self.run(Self.small + ["--store", "direct.db"], in: folder)
    #expect(stored.exitCode == 0, "\(stored.messages)")
    let fromFolder = try Self.run(["import", "--store", "folder.db", "made"], in: folder)
    #expect(fromFolder.exitCode == 0, "\(fromFolder.messages)")
    let fromStream = try Self.run(
      ["import", "--store", "stream.db", "--cluster", "made", "-"],
      in: folder,
      input: stream.output
    )
    #expect(fromStream.exitCode == 0, "\(fromStream.messages)")
    let answers = try ["folder", "stream", "direct"].map { store in
      let query = "pods serving */* at 2026-11-20T00:00:40Z | select service, port, pod, address"
      let answer = try Self.run(
        ["query", "--store", "\(store).db", "--format", "csv", query],
        in: folder
      )
      #expect(answer.exitCode == 0, "\(answer.messages)")
      // When it was known, and by which event, is each store's own.
      return TranscriptText.lines(of: answer.output).map { line in
        line.split(separator: ",", omittingEmptySubsequences: false).prefix(4).joined(
          separator: " "
        )
      }
    }
    #expect(answers[0].count > 60)
    #expect(answers[1] == answers[0])
    #expect(answers[2] == answers[0])
  }

  @Test("a file has the lines of standard output, and the truth lies beside it, compressed or not")
  func files() throws {
    let folder = try TemporaryDirectory()
    let stream = try Self.run(Self.small + ["-o", "-", "--truth", "a.ndjson"], in: folder)
    let file = try Self.run(
      Self.small + ["-o", "b.jsonl", "--truth", "b.ndjson"],
      in: folder
    )
    #expect(file.exitCode == 0, "\(file.messages)")
    let lines = try Self.text("b.jsonl", in: folder)
    #expect(lines == stream.output)
    let truth = try Self.text("a.ndjson", in: folder)
    let other = try Self.text("b.ndjson", in: folder)
    #expect(truth == other)
    #expect(truth.hasPrefix("{\"truth\":\""))
    let compressed = try Self.run(Self.small + ["-o", "c.jsonl.zst"], in: folder)
    #expect(compressed.exitCode == 0, "\(compressed.messages)")
    let imported = try Self.run(["import", "--store", "c.db", "c.jsonl.zst"], in: folder)
    #expect(imported.exitCode == 0, "\(imported.messages)")
  }

  @Test("what cannot be is refused, with the way out")
  func refusals() throws {
    let folder = try TemporaryDirectory()
    let cases: [([String], Int32, String)] = [
      ([], 2, "say where to write it: `-o PATH`, or `--store FILE`"),
      (["-o", "x", "--store", "y.db"], 2, "say where to write it"),
      (["-o", "x", "--cluster", "c"], 2, "`--cluster` is of `--store`"),
      (["-o", "x", "--retain", "full"], 2, "`--retain` and `--redact` are of `--store`"),
      (["-o", "x", "--size", "XL"], 2, "`--size XL`: there are S, M and L"),
      (["-o", "x", "--start", "today"], 2, "write a time with a zone"),
      (["-o", "-", "--compress"], 2, "`--compress` is of files"),
      (["-o", "x", "--truth", "-"], 2, "`--truth` takes a file"),
      (["-o", "x", "--pods", "900", "--nodes", "3"], 2, "write `--nodes 9` or more"),
      (["-o", "x", "--services", "0"], 2, "found `--services 0`, expected 1 to 1000000"),
    ]
    for (arguments, code, text) in cases {
      let result = try Self.run(["simulate"] + arguments, in: folder)
      #expect(result.exitCode == code, "\(arguments)")
      #expect(result.messages.contains(text), "\(arguments): \(result.messages)")
    }
  }

  @Test("neither a cluster that a store has, nor a file that is there, is written over")
  func conflicts() throws {
    let folder = try TemporaryDirectory()
    let arguments = Self.small + ["--store", "one.db", "--truth", "truth.ndjson"]
    let first = try Self.run(arguments, in: folder)
    #expect(first.exitCode == 0, "\(first.messages)")
    let again = try Self.run(arguments, in: folder)
    #expect(again.exitCode == 1)
    #expect(again.messages.contains("the store `one.db` has a cluster `simulated` already"))
    let other = try Self.run(arguments + ["--cluster", "other"], in: folder)
    #expect(other.exitCode == 2)
    #expect(other.messages.contains("the file `truth.ndjson` exists"))
    let forced = try Self.run(arguments + ["--cluster", "other", "--force"], in: folder)
    #expect(forced.exitCode == 0, "\(forced.messages)")
  }
}
