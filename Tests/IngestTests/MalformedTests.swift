import EventLog
import Foundation
import Ingest
import KubernetesObjects
import Testing
import TopologyModel

@Suite("Malformed input")
struct MalformedTests {
  /// A record that cannot be read, and what is said of it.
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var record: String
    var field: String?
    var message: String
  }

  static let watchCases = [
    Case(
      testDescription: "bad JSON",
      record: #"{"receivedAt":"2026-11-20T00:00:02Z","event":{]}"#,
      field: nil,
      message: "expected a key in quotes"
    ),
    Case(
      testDescription: "no time",
      record: #"{"event":{"type":"ADDED","object":{}}}"#,
      field: "receivedAt",
      message: "found nothing at `receivedAt`, expected a string"
    ),
    Case(
      testDescription: "bad time",
      record: #"{"receivedAt":"today","event":{}}"#,
      field: "receivedAt",
      message: "found `today` at `receivedAt`, expected a time such as `2026-11-20T10:15:00Z`"
    ),
    Case(
      testDescription: "time of a wrong type",
      record: #"{"receivedAt":7,"event":{}}"#,
      field: "receivedAt",
      message: "found a number at `receivedAt`, expected a string"
    ),
    Case(
      testDescription: "no event",
      record: #"{"receivedAt":"2026-11-20T00:00:02Z"}"#,
      field: "event",
      message: "found nothing at `event`, expected an object"
    ),
    Case(
      testDescription: "unknown type",
      record: Input.watch(2, "CHANGED", Input.pod("b", 6)),
      field: "event.type",
      message: "found `CHANGED` at `event.type`, expected `ADDED`"
    ),
    Case(
      testDescription: "no object",
      record: #"{"receivedAt":"2026-11-20T00:00:02Z","event":{"type":"ADDED"}}"#,
      field: "event.object",
      message: "found nothing at `event.object`, expected an object"
    ),
    Case(
      testDescription: "no kind",
      record: Input.watch(2, "ADDED", #"{"metadata":{"name":"b"}}"#),
      field: "event.object.kind",
      message: "found nothing"
    ),
    Case(
      testDescription: "no name",
      record: Input.watch(
        2,
        "ADDED",
        #"{"kind":"Pod","apiVersion":"v1","metadata":{"uid":"u"}}"#
      ),
      field: "event.object.metadata.name",
      message: "expected the name of the object"
    ),
    Case(
      testDescription: "no UID",
      record: Input.watch(2, "ADDED", Input.pod("b", 6, uid: "")),
      field: "event.object.metadata.uid",
      message: "found no `event.object.metadata.uid`"
    ),
    Case(
      testDescription: "no revision",
      record: Input.watch(
        2,
        "ADDED",
        #"{"kind":"Pod","apiVersion":"v1","metadata":{"name":"b","uid":"u"}}"#
      ),
      field: "event.object.metadata.resourceVersion",
      message: "expected a revision"
    ),
    Case(
      testDescription: "revision that is none",
      record: Input.watch(2, "ADDED", Input.pod("b", 6)).replacing(#""6""#, with: #""06""#),
      field: "event.object.metadata.resourceVersion",
      message: "found `06` at `event.object.metadata.resourceVersion`"
    ),
    Case(
      testDescription: "field of a wrong type",
      record: Input.watch(2, "ADDED", Input.pod("b", 6)).replacing(
        "\"spec\":{}",
        with: "\"spec\":7"
      ),
      field: "event.object.spec",
      message: "found a number at `event.object.spec`"
    ),
    Case(
      testDescription: "bookmark without a revision",
      record: Input.watch(2, "BOOKMARK", #"{"kind":"Pod","apiVersion":"v1","metadata":{}}"#),
      field: "event.object.metadata.resourceVersion",
      message: "found nothing"
    ),
    Case(
      testDescription: "truncated",
      record: String(Input.watch(2, "ADDED", Input.pod("b", 6)).dropLast(9)),
      field: nil,
      message: "found a string without its closing quote"
    ),
  ]

  @Test("a watch file is stored up to the record that cannot be read", arguments: watchCases)
  func watch(malformed: Case) throws {
    let store = try TestStore()
    let path = try store.write(
      Input.lines(
        Input.watch(1, "ADDED", Input.pod("a", 5)),
        malformed.record,
        Input.watch(3, "ADDED", Input.pod("c", 7))
      ),
      to: "watch-pods.jsonl"
    )
    let report = try store.run(path)
    let failure = try #require(report.failures.first)
    #expect(report.failures.count == 1)
    #expect(failure.file == path)
    #expect(failure.line == 2)
    #expect(failure.field == malformed.field)
    #expect(failure.message.contains(malformed.message))
    #expect(failure.help.contains("--skip-invalid"))
    #expect(report.recordsNotRead == 1)
    #expect(try store.events().compactMap { $0.object?.slot.name } == ["a"])
    #expect(try store.events().last?.type == .watchClosed)

    let skipped = try store.run(path) { $0.skipsInvalid = true }
    #expect(skipped.isComplete)
    #expect(skipped.invalidRecords == 1)
    #expect(skipped.skipped.map { $0.line } == [2])
    #expect(try store.events().compactMap { $0.object?.slot.name } == ["a", "c"])
    // What the lost record said is not known, so the session does not reach over it.
    #expect(
      try store.events().map { $0.type } == [
        .watchOpened, .added, .watchClosed, .watchOpened, .added, .watchClosed,
      ]
    )
    let again = try store.run(path) { $0.skipsInvalid = true }
    #expect(again.appended == 0)
  }

  @Test("a file whose first record is damaged is known by the next, and the rest is counted")
  func firstRecord() throws {
    let store = try TestStore()
    let text = Input.lines("{\"receivedAt\":\"", Input.watch(1, "ADDED", Input.pod("a", 5)))
    let unnamed = try store.run(try store.write(text, to: "some.jsonl"))
    #expect(unnamed.failures.map { $0.line } == [1])
    #expect(unnamed.failures.map { $0.help.contains("--skip-invalid") } == [true])
    #expect(unnamed.records == 1)
    #expect(unnamed.recordsNotRead == 1)
    let named = try store.run(try store.write(text, to: "x/watch-pods.jsonl"))
    #expect(named.failures.map { $0.help.contains("--skip-invalid") } == [true])
    let skipped = try store.run(try store.write(text, to: "some.jsonl")) { $0.skipsInvalid = true }
    #expect(skipped.isComplete)
    #expect(skipped.invalidRecords == 1)
    #expect(try store.events().compactMap { $0.object?.slot.name } == ["a"])
  }

  @Test("a damaged first record is named by its field")
  func firstRecordField() throws {
    let store = try TestStore()
    let text = Input.lines(
      #"{"type":"ADDED"}"#,
      Input.event("ADDED", Input.pod("a", 5)),
      Input.event("MODIFIED", Input.pod("a", 6))
    )
    let report = try store.run(try store.write(text, to: "w.json"))
    #expect(report.failures.map { $0.line } == [1])
    #expect(report.failures.map { $0.field } == ["object"])
    #expect(report.failures.map { $0.help.contains("--skip-invalid") } == [true])
    #expect(report.recordsNotRead == 2)
    #expect(try store.events().isEmpty)
  }

  @Test("a last line that was cut is malformed, and said to be cut")
  func cutLastLine() throws {
    let store = try TestStore()
    let whole = Input.lines(
      Input.watch(1, "ADDED", Input.pod("a", 5)),
      Input.watch(2, "MODIFIED", Input.pod("a", 6))
    )
    let report = try store.run(try store.write(String(whole.dropLast(4)), to: "w.jsonl"))
    #expect(report.failures.map { $0.line } == [2])
    #expect(report.failures.map { $0.message.contains("in the middle of a record") } == [true])
    #expect(try store.events().count { $0.object != nil } == 1)
    let complete = try store.run(try store.write(String(whole.dropLast()), to: "v.jsonl"))
    #expect(complete.isComplete)
  }

  @Test("each file stops at its own first bad record; the others are imported")
  func otherFiles() throws {
    let store = try TestStore()
    let bad = try store.write(
      Input.lines(Input.watch(1, "ADDED", Input.pod("a", 5)), "{"),
      to: "r/watch-pods.jsonl"
    )
    _ = try store.write(
      Input.lines(
        Input.watch(0, "ADDED", Input.service("s", 4)),
        Input.watch(9, "MODIFIED", Input.service("s", 9))
      ),
      to: "r/watch-services.jsonl"
    )
    let report = try store.run(store.folder.path() + "/r")
    #expect(report.failures.map { $0.file } == [bad])
    #expect(try store.events().compactMap { $0.revision?.text }.contains("9"))
  }

  @Test("compressed content that ends early is stored as far as it goes", arguments: [false, true])
  func damagedCompression(skips: Bool) throws {
    let store = try TestStore()
    let stored = try Data(
      contentsOf: URL(filePath: Recordings.file("outage", "watch-pods.jsonl.zst"))
    )
    let path = try store.write([UInt8](stored.prefix(stored.count - 700)), to: "w.jsonl.zst")
    let report = try store.run(path) { $0.skipsInvalid = skips }
    let failure = try #require((report.failures + report.skipped).first)
    #expect(failure.message.contains("zstd frame"))
    #expect(report.isComplete == skips)
    let count = try store.events().count { $0.object != nil }
    let whole = try TestStore()
    try whole.run(Recordings.file("outage", "watch-pods.jsonl.zst"))
    #expect(count < (try whole.events().count { $0.object != nil }))
  }

  @Test("a list with a bad item gives the items before it and completes nothing")
  func badItem() throws {
    let store = try TestStore()
    let items = [Input.pod("a", 5), Input.pod("b", 6, uid: ""), Input.pod("c", 7)]
    let path = try store.write(
      Input.lines(Input.list(1, 8, [Input.pod("z", 3)]), Input.list(2, 9, items)),
      to: "lists.jsonl"
    )
    let report = try store.run(path)
    #expect(report.failures.map { $0.field } == ["list.items[1].metadata.uid"])
    #expect(report.failures.map { $0.line } == [2])
    #expect(
      try store.events().map { $0.type } == [.added, .listingComplete, .added]
    )
    let skipped = try store.run(path) { $0.skipsInvalid = true }
    #expect(skipped.isComplete)
    #expect(skipped.notes.map { $0.code } == ["listing-incomplete"])
    #expect(try store.events().compactMap { $0.object?.slot.name } == ["z", "a", "c"])
  }

  @Test("a bad record of a pretty-printed file is named by its line and byte")
  func prettyPrinted() throws {
    let store = try TestStore()
    let text = """
      {
        "kind": "List",
        "items": [
          {"kind": "Pod", "apiVersion": "v1",
            "metadata": {"name": "a", "uid": "u1", "resourceVersion": "4"}},
          {
            "kind": "Pod", "apiVersion": "v1",
            "metadata": {"name": 7}
          }
        ]
      }
      """
    let report = try store.run(try store.write(text, to: "pods.json"))
    let failure = try #require(report.failures.first)
    #expect(failure.line == 6)
    #expect(failure.field == "items[1].metadata.name")
    #expect(failure.byteOffset.map { Array(text.utf8)[$0] } == UInt8(ascii: "{"))
    #expect(try store.events().compactMap { $0.object?.uid } == ["u1"])
  }

  @Test(
    "sessions files fail at the field",
    arguments: [
      (#"{"kind":"pods","action":"watch"}"#, "at"),
      (#"{"at":"2026-11-20T00:00:01Z","action":"watch"}"#, "kind"),
      (#"{"at":"2026-11-20T00:00:01Z","kind":"pods","action":7}"#, "action"),
    ]
  )
  func sessions(record: String, field: String) throws {
    let store = try TestStore()
    let report = try store.run(try store.write(record, to: "watch-sessions.jsonl"))
    #expect(report.failures.map { $0.field } == [field])
  }
}
