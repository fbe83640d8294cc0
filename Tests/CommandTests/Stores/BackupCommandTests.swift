import Foundation
import HindcastTestSupport
import Testing

/// What `backup` says of what an interrupted one left.
@Suite("backup")
struct BackupCommandTests {
  private static func run(
    _ arguments: [String],
    in folder: TemporaryDirectory
  ) throws -> CommandResult {
    try HindcastExecutable.run(arguments + ["--store", folder.file("store.db")], in: folder.path)
  }

  @Test("it goes on, and says how much was there already")
  func goesOn() throws {
    let folder = try TemporaryDirectory()
    try RecordedStores.copy("outage", to: folder.file("store.db"))
    let first = try Self.run(["backup", "copy.db"], in: folder)
    #expect(first.exitCode == 0, "\(first.messages)")
    #expect(first.messages == "")
    let copy = URL(fileURLWithPath: folder.file("copy.db"))
    let bytes = try Data(contentsOf: copy)
    try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: copy.path + "-partial"))
    try FileManager.default.removeItem(at: copy)
    let second = try Self.run(["backup", "copy.db"], in: folder)
    #expect(second.exitCode == 0, "\(second.messages)")
    #expect(second.output == first.output)
    let note =
      /note: an earlier backup was interrupted; ([0-9]+) of ([0-9]+) pages were there already\n/
    let found = try #require(try note.wholeMatch(in: second.messages))
    let (kept, total) = try (#require(Int(found.1)), #require(Int(found.2)))
    #expect(kept > total / 3)
    #expect(kept <= total / 2)
    #expect(try Data(contentsOf: copy) == bytes)
  }

  @Test("what is of no use, or another file, is said")
  func begunAnew() throws {
    let folder = try TemporaryDirectory()
    try RecordedStores.copy("outage", to: folder.file("store.db"))
    try Data("half a copy".utf8).write(to: URL(fileURLWithPath: folder.file("a.db-partial")))
    let first = try Self.run(["backup", "a.db"], in: folder)
    #expect(first.exitCode == 0)
    #expect(
      first.messages
        == "note: an earlier backup was interrupted, and nothing of it was of use; this one began anew\n"
    )
    try FileManager.default.linkItem(
      atPath: folder.file("a.db"),
      toPath: folder.file("b.db-partial")
    )
    let second = try Self.run(["backup", "b.db"], in: folder)
    #expect(second.exitCode == 0)
    #expect(
      second.messages
        == "note: `b.db-partial` was another name of a file, which was left alone; this backup began anew\n"
    )
  }
}
