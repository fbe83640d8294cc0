import EventLog
import Foundation
import Projections
import Testing
import TopologyModel

/// Single bits of a store's file that changed: each is harmless, or it is found.
@Suite struct ByteFlipTests {
  /// What a reader gets of a store: every event with its body and hash, and the projections.
  private static func content(of path: String) throws -> [String] {
    let log = try TestStore.open(path, access: .readOnly)
    defer { try? log.close() }
    return try log.read { snapshot throws in
      var lines: [String] = []
      let head = try snapshot.head().position
      try snapshot.forEachEvent(from: LogPosition(1), through: head) { stored in
        let position = stored.event.position
        lines.append("\(stored) \(try snapshot.hash(at: position))")
        lines.append(String(decoding: try snapshot.body(at: position), as: UTF8.self))
        return true
      }
      for cluster in try snapshot.clusters() {
        lines.append("\(cluster) \(try snapshot.feeds(clusterID: cluster.id))")
      }
      lines.append(try ProjectionSnapshot(snapshot).dump())
      return lines
    }
  }

  @Test(
    "a flipped bit anywhere in the file changes nothing, or a verification finds it",
    arguments: [false, true]
  )
  func anywhere(isSealed: Bool) throws {
    let store = try StoreSample.make()
    for revision in 10..<20 { try store.append(Draft.pod("a", revision, at: revision)) }
    if isSealed { #expect(try store.log.seal(isWhole: true) > 0) }
    try store.close()
    let expected = try Self.content(of: store.path)
    let original = try [UInt8](Data(contentsOf: URL(fileURLWithPath: store.path)))
    let target = store.folder.appendingPathComponent("flipped.db")
    var found = 0
    var harmless = 0
    // A prime step walks over headers, cells, and free space of every page alike, and the bit walks,
    // too. The header of the file is taken whole.
    let step = Int(ProcessInfo.processInfo.environment["HINDCAST_FLIP_STEP"] ?? "") ?? 3001
    let places = Array(0..<100) + Array(stride(from: 100, to: original.count, by: step))
    for (number, place) in places.enumerated() {
      var bytes = original
      bytes[place] ^= 1 << UInt8(number % 8)
      try Data(bytes).write(to: target)
      for suffix in ["-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: target.path + suffix)
      }
      if try !StoreSample.damages(of: target.path).isEmpty {
        found += 1
        continue
      }
      let content = Result { try Self.content(of: target.path) }
      #expect((try? content.get()) == expected, "byte \(place), bit \(number % 8)")
      harmless += 1
    }
    #expect(found > places.count / 20, "\(found) of \(places.count) found, \(harmless) harmless")
  }
}
