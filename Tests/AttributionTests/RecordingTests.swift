import EventLog
import Foundation
import HindcastTestSupport
import Ingest
import Testing
import TopologyModel

@Suite struct RecordingTests {
  private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/recordings")

  @Test(arguments: ["dualstack-headless", "outage", "recreate", "relabel", "watch-gap"])
  func `addresses of recordings are attributed as the language answers`(name: String) throws {
    let store = try TestStore()
    let options = ImportOptions(importTime: Instant(nanoseconds: 0), cluster: "c")
    let path = Self.fixtures.appendingPathComponent(name).path
    _ = try Importer(log: store.log, options: options) { _ in }.importPaths([path])
    try store.log.read { snapshot in
      var comparison = try AttributionComparison(snapshot, cluster: "c")
      let addresses = try comparison.addresses()
      var instants: [Instant] = []
      try snapshot.forEachEvent(from: LogPosition(1), through: snapshot.head().position) { stored in
        instants.append(stored.event.observedAt)
        return true
      }
      var random = SplitMix64(seed: 7)
      for _ in 0..<10 {
        guard let picked = random.pick(instants) else { return }
        let shift = Int64(random.number(0...8)) - 3
        let instant = picked.advanced(byNanoseconds: shift * shift * shift * 900_000_000)
        let asked = (0..<6).compactMap { _ in random.pick(addresses) }
        let differences = try comparison.differences(at: instant, asked)
        #expect(differences == [])
      }
      #expect(comparison.count > 100)
    }
  }
}
