import Attribution
import EventLog
import HindcastTestSupport
import Projections
import QueryEngine
import Testing
import TopologyModel

@testable import AttributionBenchmark

@Suite struct GeneratedHistoryTests {
  @Test func `flows over a generated history are attributed as its truth says`() throws {
    var history = GeneratedHistory(events: 1500, services: 5, addresses: 40, seed: 3)
    let store = try TestStore()
    var drafts: [EventDraft] = []
    try history.generate { drafts.append($0) }
    try store.append(drafts, recordedAt: Instant(nanoseconds: GeneratedHistory.start))
    let flows = GeneratedFlows(history, count: 600, seed: 4)
    // Little memory, so that what was dropped is read again.
    for bytesMax in [AttributionIndex.cacheBytesMax, 60_000] {
      var options = FlowOptions()
      options.addresses = ["ip"]
      options.ports = ["port"]
      var output: [UInt8] = []
      let report = try store.log.read { snapshot in
        let reads = try ProjectionSnapshot(snapshot)
        let index = try AttributionIndex(reads, cluster: "generated", bytesMax: bytesMax)
        let attributor = try FlowAttributor(index, options: options) { output += $0 }
        try flows.csv.withUnsafeBufferPointer { try attributor.take($0) }
        return try attributor.finish()
      }
      #expect(report.rows == 600)
      #expect(report.owned > 120)
      #expect(report.nobody > 60)
      let (rows, count, first) = GeneratedFlows.mismatches(output)
      #expect(rows == 600)
      #expect(count == 0, "\(first)")
    }
  }
}
