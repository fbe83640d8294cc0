import EventLog
import Foundation
import Testing
import TopologyModel

@testable import Ingest

@Suite("Damaged manifests")
struct DamagedManifestTests {
  private static let signs = Array("&*?:-[]{},#|>!%@`'\"\\\n\t ~<".utf8)

  @Test("never stop the program, and are imported the same twice", arguments: UInt64(1)...6)
  func damaged(seed: UInt64) throws {
    var generator = SplitMix64(state: seed)
    let names = ["nginx.yaml", "my-service-1.yaml", "my-service.yaml"]
    let whole = try names.flatMap {
      try FileContent(path: Manifests.file($0), arrivalTime: nil).bytes.all + Array("---\n".utf8)
    }
    let store = try TestStore()
    for round in 0..<40 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.insert(Self.signs.randomElement(using: &generator) ?? 10, at: index)
        case 2: bytes[index] = Self.signs.randomElement(using: &generator) ?? 10
        case 3: bytes.removeSubrange(index..<min(index + 20, bytes.count))
        default: bytes.insert(contentsOf: bytes[index..<min(index + 99, bytes.count)], at: index)
        }
      }
      let path = try store.write(bytes, to: "\(round).yaml")
      for skips in [false, true] {
        let before = try store.events().count
        let report = try store.run(path) {
          $0.skipsInvalid = skips
          $0.importTime = $0.importTime.advanced(byNanoseconds: Int64(round) * 1_000_000_000)
        }
        #expect(try store.events().count - before == report.appended)
        #expect(!skips || report.failures.count <= 1)
      }
      let again = try store.run(path) {
        $0.skipsInvalid = true
        $0.importTime = $0.importTime.advanced(byNanoseconds: Int64(round) * 1_000_000_000)
      }
      #expect(again.appended + again.seen == 0, "seed \(seed), round \(round)")
    }
  }
}
