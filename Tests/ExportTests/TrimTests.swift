import Export
import Foundation
import Ingest
import QueryEngine
import Testing
import TopologyModel

@Suite struct TrimTests {
  private static let tables = ["services", "slices", "pods", "endpoints"]

  @Test("A trimmed recording begins with what was there, and answers alike from there on")
  func begins() throws {
    for recording in ["outage", "watch-gap"] {
      let original = try TestStore(recordings: [recording])
      let instants = try original.moments().instants
      let (from, through) = (instants[instants.count / 3], instants[instants.count * 2 / 3])
      let scope = ExportScope(cluster: "c", from: from, through: through, namespace: nil)
      let copy = try TestStore()
      #expect(try copy.importing([try original.exportingRecording(scope)]).isComplete)
      let kept = instants.filter { from <= $0 && $0 <= through }
      #expect(try copy.moments().instants.allSatisfy { from <= $0 && $0 <= through })
      for index in stride(from: 0, to: kept.count, by: max(1, kept.count / 10)) {
        for table in Self.tables {
          let query = "\(table) at \(kept[index])"
          let (theirs, ours) = (try copy.answer(query), try original.answer(query))
          #expect(theirs.rows.map { $0.values } == ours.rows.map { $0.values }, "\(query)")
          #expect(
            theirs.coverage.map { $0.isObserved } == ours.coverage.map { $0.isObserved },
            "\(query)"
          )
        }
      }
    }
  }

  @Test("A stretch without observation is not claimed to have been observed")
  func claimsNothing() throws {
    let original = try TestStore(recordings: ["watch-gap"])
    let from = try #require(Instant(rfc3339: "2026-11-23T04:39:00Z"))
    let scope = ExportScope(cluster: nil, from: from, through: nil, namespace: nil)
    let copy = try TestStore()
    try copy.importing([try original.exportingRecording(scope)])
    let query = "pods at 2026-11-23T04:39:01Z"
    let (theirs, ours) = (try copy.answer(query), try original.answer(query))
    #expect(ours.coverage.contains { !$0.isObserved })
    #expect(theirs.coverage.map { $0.isObserved } == ours.coverage.map { $0.isObserved })
    #expect(theirs.rows.map { $0.values } == ours.rows.map { $0.values })
  }

  @Test("A recording of one namespace has its objects alone, and says so")
  func limitsNamespace() throws {
    let original = try TestStore(recordings: ["outage"])
    let scope = ExportScope(cluster: nil, from: nil, through: nil, namespace: "shop")
    let path = try original.exportingRecording(scope)
    let copy = try TestStore()
    #expect(try copy.importing([path]).isComplete)
    #expect(try copy.objects().allSatisfy { $0.slot.namespace == "shop" })
    #expect(
      try copy.objectEvents() == original.objectEvents().filter { $0.contains(" shop/") }
    )
    let sessions = try String(contentsOfFile: "\(path)/watch-sessions.jsonl", encoding: .utf8)
    for line in sessions.split(separator: "\n") where line.contains("\"watch\"") {
      #expect(line.contains(#""namespace":"shop""#))
    }
    let query = "pods serving shop/web at 2026-11-23T04:31:04Z"
    #expect(
      try copy.answer(query).rows.map { $0.values }
        == original.answer(query).rows.map { $0.values }
    )
  }
}
