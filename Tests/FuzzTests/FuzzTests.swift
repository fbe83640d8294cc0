import Foundation
import Testing

@testable import FuzzHarness

/// The seeded share of fuzzing that every run of the tests takes.
///
/// It is what is kept of each target's corpus, and a few inputs made of it. An input that ends the
/// process ends the tests; `FuzzHarness` has processes for that.
@Suite("Made-up input", .serialized)
struct FuzzTests {
  /// How many inputs are made for a target; slow ones get few.
  private static let counts: [(name: String, count: Int)] = [
    ("events", 1500), ("yaml", 1500), ("kubeconfig", 500), ("recordings", 8), ("queries", 60),
    ("requests", 40), ("stores", 6),
  ]

  @Test("every target has its share here")
  func complete() {
    #expect(Self.counts.map(\.name) == FuzzTargets.all.map { $0.name })
  }

  @Test("breaks no target", arguments: counts.map(\.name))
  func seeded(name: String) throws {
    let type = try #require(FuzzTargets.named(name))
    let count = try #require(Self.counts.first { $0.name == name }).count
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("hindcast-fuzz-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let seed = ProcessInfo.processInfo.environment["HINDCAST_SEED"].flatMap { UInt64($0) } ?? 1
    var run = try FuzzRun(type, seed: seed, folder: folder)
    run.takeKept(upTo: count) { _, take in take() }
    for _ in 0..<count { run.takeNext { _, take in take() } }
    #expect(run.figures.failures == [], "HINDCAST_SEED=\(seed)")
    #expect(run.figures.executions > count)
    #expect(run.figures.outcomes > 1)
  }

  @Test("the same seed makes the same inputs")
  func repeatable() throws {
    func inputs(_ seed: UInt64) throws -> [[UInt8]] {
      var run = try FuzzRun(EventTarget.self, seed: seed, folder: NSTemporaryDirectory())
      var inputs: [[UInt8]] = []
      for _ in 0..<20 { run.takeNext { input, _ in inputs.append(input) } }
      return inputs
    }
    #expect(try inputs(7) == inputs(7))
    #expect(try inputs(7) != inputs(8))
  }
}
