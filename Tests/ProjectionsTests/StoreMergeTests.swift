import EventLog
import Foundation
import Ingest
import Testing
import TopologyModel

/// Stores that were merged answer as one into which everything was imported.
@Suite struct StoreMergeTests {
  private static let files = [
    "lists.jsonl.zst", "watch-sessions.jsonl.zst", "watch-services.jsonl.zst",
    "watch-endpointslices.jsonl.zst", "watch-pods.jsonl.zst",
  ]

  private static func files(_ recording: String) -> [String] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/recordings/\(recording)").path
    return files.map { folder + "/" + $0 }
  }

  /// Overlapping parts of the files: each has the lists, and two of them the slices.
  private static let parts = [[0, 1, 2, 3], [0, 3, 4]]

  @Test(
    "overlapping parts, merged in both orders, give the answers of one import",
    arguments: ["rolling-update", "outage", "watch-gap"],
    [[0, 1], [1, 0]]
  )
  func overlapping(recording: String, order: [Int]) throws {
    let files = Self.files(recording)
    let reference = try TestStore()
    for index in order { try reference.importing(Self.parts[index].map { files[$0] }) }
    let whole = try TestStore()
    try whole.importing(files)
    let probes = try Probes(spreadOver: whole, instants: 10, revisions: 8)
    let expected = try CanonicalAnswers(of: whole, probes)
    let merged = try TestStore()
    for index in order {
      let part = try TestStore()
      try part.importing(Self.parts[index].map { files[$0] })
      #expect(try merged.importing([part.path]).isComplete)
      let head = try merged.log.read { try $0.head() }
      #expect(try merged.importing([part.path]).appended == 0)
      #expect(try merged.log.read { try $0.head().position } == head.position)
    }
    #expect(try CanonicalAnswers(of: merged, probes).firstDifference(expected) == nil)
    #expect(try merged.dump() == reference.dump())
    try merged.expectRebuildEqual()
    #expect(try merged.log.read { try $0.firstDamage { _ in } } == nil)
  }

  @Test("audit entries come along, and once")
  func auditEntries() throws {
    let log = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/audit/rolling-update.log.zst")
    let part = try TestStore()
    try part.importing(Self.files("rolling-update") + [log.path])
    let merged = try TestStore()
    #expect(try merged.importing([part.path]).isComplete)
    #expect(try merged.dump() == part.dump())
    #expect(try merged.dump().contains("audit"))
    #expect(try merged.importing([part.path]).appended == 0)
    try merged.expectRebuildEqual()
  }

  @Test("recordings of several stores, merged in other orders, give the same answers")
  func severalRecordings() throws {
    let recordings = ["rolling-update", "outage", "watch-gap", "seed"]
    let reference = try TestStore()
    for recording in recordings { try reference.importing(Self.files(recording)) }
    let probes = try Probes(spreadOver: reference, instants: 10, revisions: 8)
    let expected = try CanonicalAnswers(of: reference, probes)
    for order in [[0, 1, 2, 3], [3, 1, 0, 2]] {
      let merged = try TestStore()
      for index in order {
        let part = try TestStore()
        try part.importing(Self.files(recordings[index]))
        try merged.importing([part.path])
      }
      #expect(try CanonicalAnswers(of: merged, probes).firstDifference(expected) == nil)
      if order == [0, 1, 2, 3] { #expect(try merged.dump() == reference.dump()) }
      try merged.expectRebuildEqual()
    }
  }
}
