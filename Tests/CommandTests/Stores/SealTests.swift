import Foundation
import HindcastTestSupport
import Testing

/// What `seal` says, and what other commands say of a store before and afterwards.
@Suite("seal")
struct SealTests {
  private static func run(
    _ arguments: [String],
    in folder: TemporaryDirectory
  ) throws -> CommandResult {
    try HindcastExecutable.run(arguments + ["--store", folder.file("store.db")], in: folder.path)
  }

  private static func size(_ folder: TemporaryDirectory) throws -> Int {
    try Data(contentsOf: URL(fileURLWithPath: folder.file("store.db"))).count
  }

  @Test("nothing that is asked changes, and the file is shorter")
  func sealed() throws {
    let folder = try TemporaryDirectory()
    try RecordedStores.copy("outage", to: folder.file("store.db"))
    let head = try Self.run(["head"], in: folder).output.trimmingCharacters(in: .newlines)
    let log = try Self.run(["dump", "log"], in: folder).output
    let projections = try Self.run(["dump", "projections"], in: folder).output
    let before = try Self.size(folder)
    let kept = try Self.run(["seal", "--keep-space"], in: folder)
    #expect(kept.exitCode == 0, "\(kept.messages)")
    #expect(kept.output.contains(": sealed "))
    #expect(!kept.output.contains(": sealed 0 "))
    let again = try Self.run(["seal"], in: folder)
    #expect(again.exitCode == 0, "\(again.messages)")
    #expect(again.output.contains(": sealed 0 bodies\n"))
    #expect(try Self.size(folder) < before)
    let verified = try Self.run(["verify", "--head", head], in: folder)
    #expect(verified.exitCode == 0, "\(verified.messages)")
    #expect(try Self.run(["dump", "log"], in: folder).output == log)
    #expect(try Self.run(["dump", "projections"], in: folder).output == projections)
    _ = try Self.run(["rebuild"], in: folder)
    #expect(try Self.run(["dump", "projections"], in: folder).output == projections)
  }

  @Test("a sealed store is imported, backed up, and salvaged as any other")
  func others() throws {
    let folder = try TemporaryDirectory()
    try RecordedStores.copy("outage", to: folder.file("store.db"))
    let before = try Self.run(["dump", "log"], in: folder).output
    _ = try Self.run(["seal"], in: folder)
    let copy = try Self.run(["backup", folder.file("copy.db")], in: folder)
    #expect(copy.exitCode == 0, "\(copy.messages)")
    let merged = try HindcastExecutable.run(
      ["import", folder.file("copy.db"), "--store", folder.file("merged.db")],
      in: folder.path
    )
    #expect(merged.exitCode == 0, "\(merged.messages)")
    let saved = try HindcastExecutable.run(
      ["salvage", folder.file("copy.db"), "--into", folder.file("saved.db")],
      in: folder.path
    )
    #expect(saved.exitCode == 0, "\(saved.messages)")
    for name in ["copy.db", "saved.db"] {
      let dump = try HindcastExecutable.run(
        ["dump", "log", "--store", folder.file(name)],
        in: folder.path
      )
      #expect(dump.output == before)
    }
  }

  @Test("a store that is not there is not made")
  func missing() throws {
    let folder = try TemporaryDirectory()
    let result = try Self.run(["seal"], in: folder)
    #expect(result.exitCode == 2)
    #expect(!FileManager.default.fileExists(atPath: folder.file("store.db")))
  }
}
