import EventLog
import Foundation
import Ingest
import Testing
import TopologyModel

@Suite("Formats are recognised by content")
struct FormatTests {
  @Test(
    "every format is recognised whatever the file is called",
    arguments: [
      ("recording-watch", Input.watch(1, "ADDED", Input.pod("a", 5))),
      ("recording-lists", Input.list(1, 9, [Input.pod("a", 5)])),
      (
        "recording-sessions",
        #"{"at":"2026-11-20T00:00:01Z","kind":"pods","action":"watch","status":200,"params":{}}"#
      ),
      ("kubectl-watch", Input.event("ADDED", Input.pod("a", 5))),
      ("kubectl-list", #"{"apiVersion":"v1","items":[],"kind":"PodList","metadata":{}}"#),
      ("kubectl-list", #"{"apiVersion":"v1","items":null,"kind":"List"}"#),
    ]
  )
  func recognised(format: String, record: String) throws {
    let store = try TestStore()
    let report = try store.run(try store.write(record, to: "anything.txt"))
    #expect(report.feeds.map { $0.feed?.format } == [format])
    #expect(report.isComplete)
    #expect(report.records == 1)
  }

  @Test("compressed files are recognised by their first bytes and named without .zst")
  func compressed() throws {
    let store = try TestStore()
    let report = try store.run(Recordings.file("seed", "watch-pods.jsonl.zst"))
    #expect(report.feeds.map { $0.feed?.name } == ["watch-pods.jsonl"])
    #expect(report.feeds.map { $0.records } == [38])
  }

  @Test("a recording's folder names the cluster, other input is of the cluster default")
  func clusters() throws {
    let store = try TestStore()
    let watch = try store.write(
      Input.watch(1, "ADDED", Input.pod("a", 5)),
      to: "east/watch-pods.jsonl"
    )
    let kubectl = try store.write(Input.event("ADDED", Input.pod("a", 5)), to: "east/w.json")
    let report = try store.run(watch, kubectl)
    #expect(report.feeds.map { $0.feed?.cluster } == ["east", "default"])
    let folder = try store.run(store.folder.path() + "/./east/../east/.")
    #expect(folder.feeds.map { $0.feed?.cluster } == ["east"])
    let named = try store.run(watch) { $0.cluster = "north" }
    #expect(named.feeds.map { $0.feed?.cluster } == ["north"])
  }

  @Test("a folder import reads the recording's files and nothing else")
  func folderFiles() throws {
    let store = try TestStore()
    let report = try store.run(Recordings.folder("seed"))
    #expect(report.feeds.map { $0.path } == Recordings.files("seed"))
    #expect(report.notes.map { $0.code } == ["empty-file"])
    #expect(report.isComplete)
    #expect(Set(try store.events().map { $0.cluster }) == ["seed"])
  }

  @Test(
    "what is no known format is refused with what was found and what is known",
    arguments: [
      (#"{"kind":"Event","apiVersion":"audit.k8s.io/v1beta1"}"#, "a JSON object of kind `Event`"),
      (#"{"at":"2026-11-20T00:00:01Z","step":"x"}"#, "a JSON object with `at`, `step`"),
      ("[1]", "a JSON array"), ("{}", "an empty JSON object"),
    ]
  )
  func unknown(text: String, found: String) throws {
    let store = try TestStore()
    let path = try store.write(text, to: "steps.jsonl")
    let report = try store.run(path)
    let failure = try #require(report.failures.first)
    #expect(failure.file == path)
    #expect(failure.message.contains(found))
    #expect(failure.help.contains("kubectl get"))
    #expect(!report.isComplete)
    #expect(try store.events().isEmpty)
  }

  @Test("the lines of a file of no known format are counted as not read")
  func unknownLines() throws {
    let store = try TestStore()
    let line = #"{"kind":"Event","apiVersion":"audit.k8s.io/v1beta1","level":"Metadata"}"#
    let audit = try store.run(
      try store.write(Input.lines(line, line, line), to: "old.log"),
      try store.write("I1120 one\nI1120 two\n", to: "other.log")
    )
    #expect(audit.records == 0)
    #expect(audit.feeds.map { $0.recordsNotRead } == [3, 2])
    #expect(audit.failures.allSatisfy { $0.help.contains("formats known") })
  }

  @Test("a byte order mark before the first record is passed over")
  func byteOrderMark() throws {
    let store = try TestStore()
    let text = Input.lines(
      Input.watch(1, "ADDED", Input.pod("a", 5)),
      Input.watch(2, "CHANGED", Input.pod("a", 6))
    )
    let path = try store.write([0xEF, 0xBB, 0xBF] + [UInt8](text.utf8), to: "w.jsonl")
    let report = try store.run(path)
    #expect(report.feeds.map { $0.feed?.format } == ["recording-watch"])
    #expect(try store.events().compactMap { $0.object?.slot.name } == ["a"])
    // Lines and bytes are those of the file.
    #expect(report.failures.map { $0.line } == [2])
    let event = try #require(text.range(of: "CHANGED"))
    let offset = text.utf8.distance(from: text.startIndex, to: event.lowerBound)
    #expect(report.failures.map { $0.byteOffset } == [offset - 1 + 3])
    let pretty = "\u{FEFF}{\n  \"kind\": \"PodList\",\n  \"items\": []\n}\n"
    let list = try store.run(try store.write(pretty, to: "pods.json"))
    #expect(list.isComplete)
    let only = try store.run(try store.write("\u{FEFF}\n", to: "empty.json"))
    #expect(only.failures.map { $0.message } == ["the file is empty"])
  }

  @Test("a cluster without a name is refused", arguments: ["", " "])
  func clusterWithoutName(name: String) throws {
    let store = try TestStore()
    let path = try store.write(Input.watch(1, "ADDED", Input.pod("a", 5)), to: "w.jsonl")
    #expect(throws: ImportError.clusterWithoutName) { try store.run(path) { $0.cluster = name } }
    #expect(try store.events().isEmpty)
    #expect(ImportError.clusterWithoutName.category == .incorrect)
    #expect(ImportError.clusterWithoutName.help?.contains("--cluster") == true)
  }

  @Test("what cannot be imported at all is found out without a log")
  func check() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "h-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let options = ImportOptions(importTime: TestStore.importTime)
    let missing = folder.path() + "/missing"
    #expect(throws: ImportError.noSuchPath(missing)) {
      try Importer.check(["-", missing], options: options)
    }
    #expect(throws: ImportError.folderWithoutRecording(path: folder.path())) {
      try Importer.check([folder.path()], options: options)
    }
    var nameless = options
    nameless.cluster = ""
    #expect(throws: ImportError.clusterWithoutName) {
      try Importer.check(["-"], options: nameless)
    }
    try Importer.check(["-", Recordings.folder("seed")], options: options)
  }

  @Test("an empty file is a failure, unless its name says that it belongs to a recording")
  func empty() throws {
    let store = try TestStore()
    let other = try store.run(try store.write("\n", to: "x.json"))
    #expect(other.failures.map { $0.message } == ["the file is empty"])
    let lists = try store.run(try store.write("", to: "lists.jsonl"))
    #expect(lists.isComplete)
    #expect(lists.notes.map { $0.code } == ["empty-file"])
  }

  @Test("paths that cannot be imported are refused before anything is appended")
  func paths() throws {
    let store = try TestStore()
    let good = try store.write(Input.watch(1, "ADDED", Input.pod("a", 5)), to: "w.jsonl")
    let missing = store.folder.path() + "/missing"
    #expect(throws: ImportError.noSuchPath(missing)) { try store.run(good, missing) }
    let empty = store.folder.path() + "/empty"
    try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: true)
    #expect(throws: ImportError.folderWithoutRecording(path: empty)) { try store.run(good, empty) }
    #expect(try store.events().isEmpty)
    #expect(ImportError.noSuchPath(missing).category == .notFound)
    #expect(ImportError.folderWithoutRecording(path: empty).help?.contains("lists.jsonl") == true)
  }
}
