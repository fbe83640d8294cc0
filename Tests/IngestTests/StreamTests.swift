import EventLog
import Foundation
import Ingest
import Synchronization
import Testing
import TopologyModel

@Suite("A watch that is piped in", .serialized)
struct StreamTests {
  /// The initial listing, of which nothing comes for a while then.
  private static let listing = Input.lines(
    Input.event("ADDED", Input.pod("a", 30)),
    Input.event("ADDED", Input.pod("b", 7))
  )

  private static let changes = Input.lines(
    Input.event("MODIFIED", Input.pod("b", 31)),
    Input.event("ADDED", Input.pod("c", 32)),
    Input.event("DELETED", Input.pod("a", 33))
  )

  /// Imports what is fed, and counts the seconds of its arrival.
  @discardableResult
  private func importing(
    _ pipe: FedPipe,
    into store: TestStore,
    from second: Int = 1,
    change: (inout ImportOptions) -> Void = { _ in }
  ) throws -> ImportReport {
    let seconds = Mutex(second)
    var options = ImportOptions(importTime: TestStore.importTime)
    options.arrivalTime = {
      PipedInput.time(
        seconds.withLock { second in
          defer { second += 1 }
          return second
        }
      )
    }
    change(&options)
    let log = try store.log
    let importer = Importer(log: log, options: options) { pipe.note($0.eventsAppended) }
    pipe.start()
    return try importer.importPaths([pipe.path])
  }

  /// What does not depend on when something arrived, or from where.
  private func timeless(_ store: TestStore) throws -> [LoggedEvent] {
    try store.events().map { event in
      var event = event.withoutPosition
      event.observedAt = TestStore.importTime
      event.feed = ""
      return event
    }
  }

  @Test(
    "is stored while it arrives, and is the same in the end as a file",
    arguments: [false, true]
  )
  func stored(isPretty: Bool) throws {
    func shown(_ text: String) -> String {
      isPretty ? text.replacing(",\"", with: ",\n    \"").replacing("}}\n", with: "}\n}\n") : text
    }
    let text = shown(Self.listing) + shown(Self.changes)
    let cut = shown(Self.changes).count / 2
    let store = try TestStore()
    // The listing is stored before the changes come, and each of those before the next.
    let pipe = try FedPipe(
      [
        .init(text: shown(Self.listing), afterEvents: 0),
        .init(text: String(shown(Self.changes).prefix(cut)), afterEvents: 4),
        .init(text: String(shown(Self.changes).dropFirst(cut)), afterEvents: 5),
      ],
      eventsAtEnd: 7,
      in: store
    )
    let report = try importing(pipe, into: store)
    #expect(report.isComplete)
    #expect(report.records == 5)
    let file = try TestStore()
    try file.run(try file.write(text, to: "watch.json"))
    #expect(try timeless(store) == timeless(file))
    let found = try store.events().map { "\($0.type) \($0.revision?.text ?? "-")" }
    #expect(
      found == [
        "watchOpened 30", "added 30", "added 7", "listingComplete 30", "modified 31", "added 32",
        "deleted 33", "watchClosed 33",
      ]
    )
    let times = try store.events().map { $0.observedAt }
    #expect(times == [1, 1, 1, 1, 2, 3, 3, 3].map { PipedInput.time($0) })
    let note = try #require(report.notes.first { $0.code == "times-assumed" })
    #expect(note.message.contains("from \(PipedInput.time(1)) to \(PipedInput.time(3))"))
  }

  @Test("ends when it is asked to, with all whole records that arrived")
  func asked() throws {
    let store = try TestStore()
    let pipe = try FedPipe(
      [
        .init(text: Self.listing, afterEvents: 0),
        .init(text: Self.changes + #"{"type":"MODIFIED","#, afterEvents: 4),
      ],
      eventsAtEnd: 8,
      in: store
    )
    let report = try importing(pipe, into: store) {
      $0.endsStream = { pipe.storedCount >= 7 }
    }
    #expect(report.isComplete)
    #expect(try store.events().last?.type == .watchClosed)
    #expect(try store.events().count == 8)
  }

  @Test("is a feed of its own: the same again are the same objects, observed once more")
  func again() throws {
    let store = try TestStore()
    for second in [1, 100] {
      let count = try store.events().count
      let pipe = try FedPipe(
        [
          .init(text: Self.listing, afterEvents: 0),
          .init(text: Self.changes, afterEvents: second == 1 ? 4 : 2),
        ],
        eventsAtEnd: second == 1 ? 7 : 2,
        in: store
      )
      let report = try importing(pipe, into: store, from: second)
      #expect(report.isComplete)
      #expect(try store.events().count - count == (second == 1 ? 8 : 3))
    }
    let observations = try store.events().filter { $0.object == nil }
    #expect(
      observations.map { $0.type } == [
        .watchOpened, .listingComplete, .watchClosed, .watchOpened, .listingComplete, .watchClosed,
      ]
    )
  }

  @Test("stops at a record that cannot be read, and says where it stood in the whole")
  func damaged() throws {
    let store = try TestStore()
    let bad = #"{"type":"MODIFIED","object":{"apiVersion":"v1","kind":"Pod"}}"# + "\n"
    let pipe = try FedPipe(
      [.init(text: Self.listing, afterEvents: 0), .init(text: bad + Self.changes, afterEvents: 4)],
      eventsAtEnd: 4,
      in: store
    )
    let report = try importing(pipe, into: store)
    let failure = try #require(report.failures.first)
    #expect(failure.line == 3)
    let offset = Self.listing.utf8.count
    #expect((failure.byteOffset ?? 0) >= offset)
    #expect((failure.byteOffset ?? 0) < offset + bad.utf8.count)
    #expect(try store.events().map { $0.type }.last == .watchClosed)
  }

  @Test("whose last record is cut off ends with an error")
  func cut() throws {
    let store = try TestStore()
    let pipe = try FedPipe(
      [
        .init(text: Self.listing, afterEvents: 0),
        .init(text: #"{"type":"MODIFIED","object":{"#, afterEvents: 4),
      ],
      eventsAtEnd: 4,
      in: store
    )
    let report = try importing(pipe, into: store)
    #expect(report.failures.first?.message.hasPrefix("the file ends in the middle") == true)
    #expect(report.failures.first?.line == 3)
  }

  @Test("is none of files and folders, whose times are known or that of the import")
  func filesAndFolders() throws {
    let store = try TestStore()
    let file = try store.write(Self.listing, to: "watch.json")
    let report = try store.run(Recordings.folder("seed"), file) {
      $0.arrivalTime = { PipedInput.time(1) }
    }
    #expect(report.isComplete)
    #expect(report.feeds.count == Recordings.fileNames.count + 1)
    #expect(try store.events().allSatisfy { $0.observedAt != PipedInput.time(1) })
  }

  @Test("of another format is read to its end, however long that takes")
  func otherFormat() throws {
    let store = try TestStore()
    let first = Input.watch(1, "ADDED", Input.pod("a", 5)) + "\n"
    let second = Input.watch(2, "MODIFIED", Input.pod("a", 6)) + "\n"
    // Each piece takes a second to arrive by the clock of arrivals: longer than a file would.
    let pieces = [first] + (0..<12).map { _ in "\n" } + [second]
    let pipe = try FedPipe(
      pieces.map { .init(text: $0, afterEvents: 0) },
      eventsAtEnd: 0,
      in: store
    )
    #expect(try importing(pipe, into: store) { $0.cluster = "c" }.isComplete)
    let file = try TestStore()
    try file.run(try file.write(pieces.joined(), to: "w.jsonl")) { $0.cluster = "c" }
    #expect(try timeless(store) == timeless(file))
    let again = try store.run(try store.write(pieces.joined(), to: "w.jsonl")) { $0.cluster = "c" }
    #expect(again.appended == 0)
  }
}
