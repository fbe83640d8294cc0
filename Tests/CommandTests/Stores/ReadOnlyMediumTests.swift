import Foundation
import HindcastTestSupport
import Testing

/// What commands do with a store on a medium that cannot be written to.
///
/// Tests mount nothing: the store lies in a folder in which nobody may write or make files, which stands
/// for such a medium; SQLite is refused at the same places. Who may do everything gives up that right
/// first, with `setpriv`.
@Suite("a read-only medium")
struct ReadOnlyMediumTests {
  private static let setpriv = "/usr/bin/setpriv"
  private static let rights = "-dac_override,-dac_read_search,-fowner"
  private static let launcher =
    geteuid() == 0 ? [setpriv, "--bounding-set", rights, "--inh-caps", rights] : []

  private let folder: TemporaryDirectory
  private let medium: String

  init() throws {
    folder = try TemporaryDirectory()
    medium = folder.file("medium")
    try FileManager.default.createDirectory(atPath: medium, withIntermediateDirectories: true)
    try RecordedStores.copy("outage", to: medium + "/store.db")
  }

  private func run(_ arguments: [String], isLocked: Bool = true) throws -> CommandResult {
    chmod(medium + "/store.db", isLocked ? 0o444 : 0o644)
    chmod(medium, isLocked ? 0o555 : 0o755)
    defer { chmod(medium, 0o755) }
    return try HindcastExecutable.run(
      arguments + ["--store", "store.db"],
      in: medium,
      through: Self.launcher
    )
  }

  private var files: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: medium).sorted() }
  }

  @Test("reading is as anywhere, and leaves nothing behind")
  func reading() throws {
    let questions = [
      ["query", "pods serving shop/* at 2026-11-23T04:31:00Z"], ["status"], ["head"], ["verify"],
      ["dump", "log"], ["retain", "--before", "2026-11-23T04:31:00Z"],
    ]
    for question in questions {
      let read = try run(question)
      #expect(read.exitCode == 0, "\(question): \(read.messages)")
      #expect(try files == ["store.db"])
      #expect(try run(question, isLocked: false) == read)
      for suffix in ["-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: medium + "/store.db" + suffix)
      }
    }
    let copied = try run(["backup", folder.file("copy.db")])
    #expect(copied.exitCode == 0, "\(copied.messages)")
  }

  @Test("writing is refused, with what is wrong and what to do")
  func writing() throws {
    let writers = [
      ["import", "--cluster", "b", ProjectTree.root + "/Tests/Fixtures/recordings/rolling-update"],
      ["rebuild"], ["rebuild", "--indexes"], ["retain", "--older-than", "1d", "--apply"],
    ]
    for arguments in writers {
      let refused = try run(arguments)
      #expect(refused.exitCode == 1, "\(arguments)")
      #expect(
        refused.messages.contains("the store `store.db` cannot be used: Permission denied"),
        "\(refused.messages)"
      )
      #expect(refused.messages.contains("you may write there"))
      #expect(try files == ["store.db"])
    }
  }

  @Test("what lies beside the store and is not in it yet is not passed over")
  func unapplied() throws {
    try "written, and not moved yet".write(
      toFile: medium + "/store.db-wal",
      atomically: false,
      encoding: .utf8
    )
    chmod(medium + "/store.db-wal", 0o444)
    let refused = try run(["query", "pods"])
    #expect(refused.exitCode == 1)
    #expect(refused.messages.contains("part of it is in `store.db-wal`"), "\(refused.messages)")
    #expect(refused.messages.contains("help: copy `store.db` and `store.db-wal`"))
  }
}
