import Foundation
import Testing

@testable import Ingest

@Suite("Damaged input")
struct DamagedInputTests {
  @Test(
    "never stops the program, and is imported the same twice",
    arguments: [
      ("seed", "watch-services.jsonl.zst"), ("watch-gap", "lists.jsonl.zst"),
      ("watch-gap", "watch-sessions.jsonl.zst"), ("seed", "kubectl-watch-services.json.zst"),
    ],
    [UInt64(1), 2, 3]
  )
  func damaged(file: (String, String), seed: UInt64) throws {
    var generator = SplitMix64(state: seed)
    let whole = try FileContent(path: Recordings.file(file.0, file.1), arrivalTime: nil)
    for _ in 0..<8 {
      var bytes = whole.bytes.all
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.insert(UInt8(ascii: "\n"), at: index)
        case 2: bytes.removeSubrange(index..<min(index + 40, bytes.count))
        default: bytes.insert(contentsOf: bytes[index..<min(index + 400, bytes.count)], at: index)
        }
      }
      let store = try TestStore()
      let path = try store.write(bytes, to: "r/" + whole.name)
      for skips in [false, true, true] {
        let before = try store.events().count
        let report = try store.run(path) { $0.skipsInvalid = skips }
        let after = try store.events().count
        #expect(after - before == report.appended + report.seen)
        #expect(!skips || report.failures.count <= 1)
      }
      let again = try store.run(path) { $0.skipsInvalid = true }
      #expect(again.appended + again.seen == 0, "seed \(seed)")
    }
  }
}
