import Foundation
import HindcastTestSupport
import Testing

/// What commands do with a store that somebody else writes or rebuilds, that lies where nothing can be
/// written, that finds no room, or whose file is gone; and with a clock that goes back.
@Suite("stores in trouble")
struct StoreTroubleTests {
  private static let question = "pods serving shop/* at 2026-11-23T04:31:00Z"

  /// A folder with `store.db`, which holds the recording of an outage.
  private static func store() throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    try RecordedStores.copy("outage", to: folder.file("store.db"))
    return folder
  }

  private static func run(
    _ arguments: [String],
    in folder: TemporaryDirectory,
    through launcher: [String] = []
  ) throws -> CommandResult {
    try HindcastExecutable.run(
      arguments + ["--store", "store.db"],
      in: folder.path,
      through: launcher
    )
  }

  private static let recording = ProjectTree.root + "/Tests/Fixtures/recordings/rolling-update"

  // MARK: Two writers

  @Test("a second writer is refused with who the first is, and readers go on")
  func twoWriters() async throws {
    let folder = try Self.store()
    let expected = try Self.run(["query", Self.question], in: folder).output
    let pipe = try HeldPipe(folder.file("pipe"))
    let first = try await pipe.startImport(into: "store.db", in: folder)
    let writers = [
      ["import", "--cluster", "other", Self.recording], ["rebuild"], ["rebuild", "--indexes"],
      ["retain", "--older-than", "1d", "--apply"],
    ]
    for arguments in writers {
      let second = try Self.run(arguments, in: folder)
      #expect(second.exitCode == 1, "\(arguments)")
      #expect(
        second.messages.contains(
          "`store.db` is being written by hindcast import, process \(first.identifier)"
        ),
        "\(arguments): \(second.messages)"
      )
      #expect(second.messages.contains("help: wait until it has finished, or stop it"))
    }
    let reader = try Self.run(["query", Self.question], in: folder)
    #expect(reader.exitCode == 0)
    #expect(reader.output == expected)
    pipe.close()
    _ = try await first.end()
    #expect(try Self.run(["rebuild"], in: folder).exitCode == 0)
  }

  // MARK: Readers during migrations and rebuilds

  @Test("readers of an old store are answered, or told to rebuild, while it is brought up to date")
  func migration() async throws {
    for name in ["version-1.store", "version-2.store"] {
      let folder = try TemporaryDirectory()
      let fixture = ProjectTree.root + "/Tests/Fixtures/stores/" + name
      try FileManager.default.copyItem(atPath: fixture, toPath: folder.file("store.db"))
      let rebuild = try HindcastExecutable.start(
        ["rebuild", "--store", "store.db"],
        in: folder.path
      )
      // As data: a table for people would name the time of asking.
      let question = ["query", "--format", "csv", "pods"]
      var answers: [CommandResult] = []
      repeat {
        answers.append(try Self.run(question, in: folder))
      } while try !rebuild.isOver
      #expect(try await rebuild.end().exitCode == 0)
      let last = try Self.run(question, in: folder)
      #expect(last.exitCode == 0, "\(last.messages)")
      for answer in answers where answer.exitCode != 0 || answer.output != last.output {
        #expect(answer.exitCode == 1)
        #expect(answer.messages.contains("were built by another version of Hindcast"))
        #expect(answer.messages.contains("help: run `hindcast rebuild`"))
      }
    }
  }

  @Test("who asks while the store is rebuilt is answered as before")
  func rebuild() async throws {
    let folder = try Self.store()
    let expected = try Self.run(["query", Self.question], in: folder)
    #expect(expected.exitCode == 0)
    for options in [[], ["--indexes"], []] {
      let rebuild = try HindcastExecutable.start(
        ["rebuild", "--store", "store.db"] + options,
        in: folder.path
      )
      repeat {
        #expect(try Self.run(["query", Self.question], in: folder) == expected)
      } while try !rebuild.isOver
      #expect(try await rebuild.end().exitCode == 0)
    }
  }

  // MARK: A clock that goes back

  @Test("a clock that goes back is told, and no time of a feed lies before an earlier one")
  func clock() throws {
    let folder = try TemporaryDirectory()
    let lines = [("04:30:10", 1), ("04:30:02", 2), ("04:30:11", 3)].map { time, revision in
      """
      {"receivedAt":"2026-11-23T\(time)Z","event":{"type":"MODIFIED","object":{"kind":"Pod",\
      "apiVersion":"v1","metadata":{"name":"web","namespace":"shop","uid":"uid-web",\
      "resourceVersion":"\(revision)"},"spec":{},"status":{"phase":"Running"}}}}

      """
    }
    try lines.joined().write(toFile: folder.file("watch.jsonl"), atomically: true, encoding: .utf8)
    let imported = try Self.run(["import", "--cluster", "a", "watch.jsonl"], in: folder)
    #expect(imported.exitCode == 0, "\(imported.messages)")
    #expect(
      (imported.output + imported.messages).contains(
        "the times of 1 record lie before earlier ones, by up to 8000 ms; they were moved up"
      )
    )
    let log = try Self.run(["dump", "log"], in: folder).output.split(separator: "\n")
    let times = log.compactMap { $0.firstMatch(of: /observed=(\S+)/)?.output.1 }
    #expect(times == times.sorted())
    #expect(times.contains("2026-11-23T04:30:10Z"))
    #expect(!times.contains("2026-11-23T04:30:02Z"))
    #expect(try Self.run(["verify"], in: folder).exitCode == 0)
  }

  // MARK: A disk that takes no more

  /// Lets every write behind the first 32 KiB of a file fail, which stands for a disk that takes no more:
  /// what fails is the same write, and what is told of it, though not its number.
  private static let fullDisk = [
    "/bin/sh", "-c", "trap '' XFSZ; ulimit -f 64; exec \"$0\" \"$@\"",
  ]

  @Test("what finds no room is told, nothing of it is kept, and it succeeds once there is room")
  func fullDisk() throws {
    let folder = try Self.store()
    let head = try Self.run(["head"], in: folder)
    let answer = try Self.run(["query", Self.question], in: folder)
    let importing = ["import", "--cluster", "other", Self.recording]
    for arguments in [importing, ["rebuild"], ["retain", "--older-than", "1s", "--apply"]] {
      let failed = try Self.run(arguments, in: folder, through: Self.fullDisk)
      #expect(failed.exitCode == 1, "\(arguments): \(failed.output)")
      #expect(failed.messages.contains("the store `store.db` cannot be used"), "\(failed.messages)")
      #expect(failed.messages.contains("help: check that the path exists, the disk has space"))
      #expect(try Self.run(["head"], in: folder) == head)
      #expect(try Self.run(["query", Self.question], in: folder) == answer)
      #expect(try Self.run(["verify"], in: folder).exitCode == 0)
    }
    let copied = try HindcastExecutable.run(
      ["backup", "copy.db", "--store", "store.db"],
      in: folder.path,
      through: Self.fullDisk
    )
    #expect(copied.exitCode == 1)
    #expect(copied.messages.contains("copy.db"), "\(copied.messages)")
    #expect(!FileManager.default.fileExists(atPath: folder.file("copy.db")))
    #expect(try Self.run(importing, in: folder).exitCode == 0)
    #expect(try Self.run(["verify"], in: folder).exitCode == 0)
  }

  // MARK: A file that is gone

  @Test("a writer whose file was removed says so, and makes no other one")
  func removedWhileWritten() async throws {
    let folder = try Self.store()
    let pipe = try HeldPipe(folder.file("pipe"))
    let writer = try await pipe.startImport(into: "store.db", in: folder)
    try FileManager.default.removeItem(atPath: folder.file("store.db"))
    let line = """
      {"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"9"},"items":[]}

      """
    try pipe.write(line)
    pipe.close()
    let end = try await writer.end()
    #expect(end.exitCode == 1, "\(end.output)")
    #expect(end.messages.contains("the file of the store `store.db` was removed, or replaced"))
    #expect(end.messages.contains("help: put the file back"))
    #expect(!FileManager.default.fileExists(atPath: folder.file("store.db")))
  }

  @Test(
    "who reads a file that is cut off meanwhile says so, though it is mapped into memory",
    arguments: ["dump log", "export --format cloudevents"]
  )
  func cutWhileRead(_ command: String) throws {
    let folder = try TemporaryDirectory()
    try RecordedStores.copy(RecordedStores.demo, to: folder.file("store.db"))
    // What is written does not fit the pipe: it is still being read when somebody cuts the file off.
    let reading = "{ \"$0\" \(command) --store store.db; echo \"exit code $?\" >&2; }"
    let script = reading + " | { head -c 1 > /dev/null; : > store.db; cat > /dev/null; }"
    let result = try HindcastExecutable.run(
      [],
      in: folder.path,
      through: ["/bin/sh", "-c", script]
    )
    #expect(
      result.messages == """
        error: a part of the store's file that is mapped into memory cannot be read: the disk failed, or \
        something cut the file
        help: nothing acknowledged is lost by this; look after the disk, and run `hindcast verify`
        exit code 1

        """
    )
  }

  @Test("a server whose file was cut off says that the store is damaged, and answers nothing else")
  func cutWhileServed() async throws {
    let folder = try Self.store()
    let server = try HindcastExecutable.start(
      ["serve", "--listen", "127.0.0.1:0", "--store", "store.db"],
      in: folder.path
    )
    try await server.wait(for: "serving store.db at ")
    let url = try #require(server.messages.firstMatch(of: /http:\S+/)).output
    func ask() throws -> CommandResult {
      try HindcastExecutable.run(["query", Self.question, "--server", "\(url)"], in: folder.path)
    }
    #expect(try ask().exitCode == 0)
    let file = try FileHandle(forWritingTo: URL(filePath: folder.file("store.db")))
    try file.truncate(atOffset: 8192)
    try file.close()
    let cut = try ask()
    #expect(cut.exitCode == 1)
    #expect(cut.output.isEmpty)
    #expect(cut.messages.contains("the store `store.db` is damaged"), "\(cut.messages)")
    #expect(cut.messages.contains("help: run `hindcast verify`"))
    server.signal(SIGTERM)
    _ = try await server.end()
  }

  @Test("a server whose file was removed or replaced says so, and answers again once it is back")
  func removedWhileServed() async throws {
    let folder = try Self.store()
    let server = try HindcastExecutable.start(
      ["serve", "--listen", "127.0.0.1:0", "--store", "store.db"],
      in: folder.path
    )
    try await server.wait(for: "serving store.db at ")
    let url = try #require(server.messages.firstMatch(of: /http:\S+/)).output
    func ask() throws -> CommandResult {
      try HindcastExecutable.run(["query", Self.question, "--server", "\(url)"], in: folder.path)
    }
    let answer = try ask()
    #expect(answer.exitCode == 0, "\(answer.messages)")
    let path = folder.file("store.db")
    try FileManager.default.moveItem(atPath: path, toPath: folder.file("away.db"))
    let gone = try ask()
    try RecordedStores.copy("rolling-update", to: path)
    let replaced = try ask()
    for refused in [gone, replaced] {
      #expect(refused.exitCode == 1)
      #expect(refused.output.isEmpty)
      #expect(
        refused.messages.contains("the file of the store `store.db` was removed, or replaced"),
        "\(refused.messages)"
      )
      #expect(refused.messages.contains("help: put the file back"))
    }
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.moveItem(atPath: folder.file("away.db"), toPath: path)
    #expect(try ask() == answer)
    server.signal(SIGTERM)
    _ = try await server.end()
  }
}
