import EventLog
import Foundation
import Ingest
import Projections
import Testing
import TopologyModel

/// What is imported decides the answers, not the order or the number of pieces in which it comes.
@Suite struct ImportOrderTests {
  static let names = ["rolling-update", "outage", "watch-gap", "seed"]

  private static let fileNames = [
    "lists.jsonl.zst", "watch-sessions.jsonl.zst", "watch-services.jsonl.zst",
    "watch-endpointslices.jsonl.zst", "watch-pods.jsonl.zst",
  ]

  /// Orders of a recording's files: as named, backwards, and watches around the rest.
  static let fileOrders = [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [3, 0, 4, 2, 1]]

  private static func folder(_ recording: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/recordings/\(recording)").path
  }

  private static func files(_ recording: String) -> [String] {
    fileNames.map { folder(recording) + "/" + $0 }
  }

  @Test(
    "a folder and its files in any order give the same answers",
    arguments: names,
    fileOrders
  )
  func filesInAnyOrder(recording: String, order: [Int]) throws {
    let reference = try TestStore()
    #expect(try reference.importing([Self.folder(recording)]).isComplete)
    let probes = try Probes(spreadOver: reference, instants: 15, revisions: 10)
    let expected = try CanonicalAnswers(of: reference, probes)
    #expect(expected.count > 100)
    let store = try TestStore()
    for index in order {
      #expect(try store.importing([Self.files(recording)[index]]).isComplete)
    }
    #expect(try CanonicalAnswers(of: store, probes).firstDifference(expected) == nil)
    try store.expectRebuildEqual()
  }

  @Test(
    "recordings of one cluster in any order give the same answers",
    arguments: [[3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1]]
  )
  func severalRecordings(order: [Int]) throws {
    let reference = try TestStore()
    for recording in Self.names { try reference.importing([Self.folder(recording)]) }
    let probes = try Probes(spreadOver: reference, instants: 15, revisions: 10)
    let expected = try CanonicalAnswers(of: reference, probes)
    let store = try TestStore()
    for index in order { try store.importing([Self.folder(Self.names[index])]) }
    #expect(try CanonicalAnswers(of: store, probes).firstDifference(expected) == nil)
    try store.expectRebuildEqual()
  }

  @Test("the files of several recordings, mixed, give the same answers")
  func mixedFiles() throws {
    let recordings = ["watch-gap", "seed", "outage"]
    let reference = try TestStore()
    for recording in recordings { try reference.importing([Self.folder(recording)]) }
    let probes = try Probes(spreadOver: reference, instants: 15, revisions: 10)
    let expected = try CanonicalAnswers(of: reference, probes)
    let store = try TestStore()
    for index in [4, 0, 3, 1, 2] {
      for recording in recordings { try store.importing([Self.files(recording)[index]]) }
    }
    #expect(try CanonicalAnswers(of: store, probes).firstDifference(expected) == nil)
  }

  @Test("importing again appends nothing", arguments: names)
  func again(recording: String) throws {
    let store = try TestStore()
    for file in Self.files(recording).reversed() { try store.importing([file]) }
    let head = try store.log.read { try $0.head() }
    let dump = try store.dump()
    for paths in [[Self.folder(recording)], Self.files(recording)] {
      let report = try store.importing(paths)
      #expect(report.appended == 0)
      #expect(report.seen == 0)
      #expect(report.duplicates > 100)
      #expect(report.differingBodies == 0)
    }
    let after = try store.log.read { try $0.head() }
    #expect(after.position == head.position)
    #expect(after.hash == head.hash)
    #expect(try store.dump() == dump)
  }

  @Test(
    "an interrupted import, repeated, gives the same result",
    arguments: names,
    [0, 1, 5, 11]
  )
  func interrupted(recording: String, appends: Int) throws {
    let reference = try TestStore()
    try reference.importing([Self.folder(recording)])
    let probes = try Probes(spreadOver: reference, instants: 8, revisions: 5)
    let expected = try CanonicalAnswers(of: reference, probes)
    let store = try TestStore(participants: [FailingParticipant(afterAppends: appends)])
    // Seed has the fewest events; all recordings have more than twelve batches of eight.
    #expect(throws: FailingParticipant.Killed.self) {
      try store.importing([Self.folder(recording)], batchEventsMax: 8)
    }
    try store.expectRebuildEqual()
    try store.reopen()
    #expect(try store.importing([Self.folder(recording)]).isComplete)
    #expect(try CanonicalAnswers(of: store, probes).firstDifference(expected) == nil)
    #expect(try store.dump() == reference.dump())
    let damage = try store.log.read { try $0.firstDamage { _ in } }
    #expect(damage == nil)
  }
}
