import EventLog
import Foundation
import Projections

extension TestStore {
  /// What lies in the store's folder, sorted.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  /// Takes what can be taken into a store beside this one, which is closed.
  func salvage() throws -> (report: SalvageReport, path: String) {
    let saved = folder.appendingPathComponent("saved.db").path
    let clock = SalvageClock()
    let target = try Self.open(saved, participants: [TopologyProjection()], clock: clock)
    defer { try? target.close() }
    var salvage = try Salvage(path: path, into: target, clock: clock)
    let report = try salvage.run()
    try target.close()
    return (report, saved)
  }
}
