import Export
import Foundation
import Ingest
import QueryEngine
import Testing
import TopologyModel

@Suite struct RecordingRoundTripTests {
  /// The recordings that are small enough for every build.
  static let small = ["seed", "outage", "relabel", "recreate", "watch-gap", "rolling-update"]

  private static let tables = ["services", "slices", "pods", "nodes", "endpoints"]

  @Test("An export imports as the same events and gives the same answers", arguments: small)
  func isTheSame(recording: String) throws {
    let original = try TestStore(recordings: [recording])
    let copy = try TestStore()
    let report = try copy.importing([try original.exportingRecording()])
    #expect(report.isComplete)
    #expect(try copy.objectEvents() == original.objectEvents())
    // The lists that its watches streamed are lists like any other now: what the watch files alone
    // tell of sessions begins some microseconds later.
    if recording != "seed" { #expect(try copy.dump() == original.dump()) }
    try expectEqualAnswers(original, copy)
  }

  @Test("Several recordings of one cluster, imported out of order, become one in order")
  func mergesRecordings() throws {
    let original = try TestStore(recordings: ["watch-gap", "seed", "outage"])
    let copy = try TestStore()
    #expect(try copy.importing([try original.exportingRecording()]).isComplete)
    // What two recordings listed is told by the earlier one now, and by the first imported one then.
    #expect(try copy.objectEvents(withTimes: false) == original.objectEvents(withTimes: false))
    try expectEqualAnswers(original, copy)
  }

  @Test("A compressed export and an export of an import of an export are the same")
  func isStable() throws {
    let original = try TestStore(recordings: ["watch-gap"])
    let copy = try TestStore()
    #expect(try copy.importing([try original.exportingRecording(isCompressed: true)]).isComplete)
    #expect(try copy.objectEvents() == original.objectEvents())
    let first = try original.exportingRecording(name: "first")
    let second = try copy.exportingRecording(name: "second")
    for file in try FileManager.default.contentsOfDirectory(atPath: first) {
      #expect(
        FileManager.default.contentsEqual(atPath: "\(first)/\(file)", andPath: "\(second)/\(file)"),
        "\(file)"
      )
    }
  }

  @Test("Bodies that lost nothing at the door survive", arguments: ["seed", "watch-gap"])
  func keepsFullBodies(recording: String) throws {
    let original = try TestStore(recordings: [recording], retention: .full)
    let copy = try TestStore()
    try copy.importing([try original.exportingRecording()], retention: .full)
    #expect(try copy.objectEvents() == original.objectEvents())
  }

  @Test("Lists without times end nothing in a copy, as they ended nothing in the store")
  func keepsImpliedLists() throws {
    let original = try TestStore()
    func pod(_ name: String, _ revision: Int) -> String {
      #"{"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"shop","name":"\#(name)","#
        + #""uid":"uid-\#(name)","resourceVersion":"\#(revision)"},"status":{}}"#
    }
    let times = try ["2026-11-20T10:15:00Z", "2026-11-20T11:00:00Z"].map {
      try #require(Instant(rfc3339: $0))
    }
    try original.importing(list: [pod("a", 10), pod("b", 12)], at: times[0])
    try original.importing(list: [pod("b", 12), pod("c", 20)], at: times[1])
    let copy = try TestStore()
    #expect(try copy.importing([try original.exportingRecording()]).isComplete)
    #expect(try copy.objectEvents() == original.objectEvents())
    #expect(try original.answer("pods at \(times[1])").rows.count == 3)
    for time in times {
      for table in Self.tables {
        let query = "\(table) at \(time)"
        #expect(
          try AnswerText.lines(copy.answer(query)) == AnswerText.lines(original.answer(query)),
          "\(query)"
        )
      }
    }
  }

  @Test("Epochs are the same again, and a listing of the server's cache begins none")
  func keepsEpochs() throws {
    let original = try TestStore()
    let lists = [("00", "100", "90", ""), ("01", "95", "90", "0"), ("02", "50", "40", "")]
    let lines = lists.map { second, revision, item, asked in
      #"{"receivedAt":"2026-11-20T10:15:\#(second)Z","kind":"pods","#
        + #""params":{"resourceVersion":"\#(asked)"},"#
        + #""list":{"metadata":{"resourceVersion":"\#(revision)"},"items":["#
        + #"{"metadata":{"namespace":"shop","name":"a","uid":"u","resourceVersion":"\#(item)"}}]}}"#
    }
    let folder = original.folder.appendingPathComponent("restored")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(lines.joined(separator: "\n").utf8)
      .write(to: folder.appendingPathComponent("lists.jsonl"))
    #expect(try original.importing([folder.path]).isComplete)
    let epochs = try original.objectEvents().map { $0.prefix(4) }
    #expect(epochs == ["c/0 ", "c/1 "])
    let copy = try TestStore()
    #expect(try copy.importing([try original.exportingRecording()]).isComplete)
    #expect(try copy.objectEvents() == original.objectEvents())
    #expect(try copy.dump() == original.dump())
  }

  private func expectEqualAnswers(_ original: TestStore, _ copy: TestStore) throws {
    let (revisions, instants) = try original.moments()
    let step = max(1, revisions.count / 6)
    let times =
      stride(from: 0, to: revisions.count, by: step).map { "rv \(revisions[$0])" }
      + stride(from: 0, to: instants.count, by: max(1, instants.count / 6)).map {
        instants[$0].description
      }
    for time in times {
      for table in Self.tables {
        let query = "\(table) at \(time)"
        #expect(
          try AnswerText.lines(copy.answer(query)) == AnswerText.lines(original.answer(query)),
          "\(query)"
        )
      }
    }
  }
}
