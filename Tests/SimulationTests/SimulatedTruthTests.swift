import EventLog
import Foundation
import HindcastTestSupport
import Ingest
import Simulation
import Testing
import TopologyModel

/// Answers about simulated clusters, against what was true in them.
@Suite struct SimulatedTruthTests {
  private static let events = 1_800

  @Test("a stream answers as the truth says", arguments: [1, 2] as [UInt64])
  func stream(seed: UInt64) throws {
    let recording = try SimulatedRecording(
      SimulatedRecording.lively(seed: seed, events: Self.events)
    )
    let store = try TestStore()
    let options = ImportOptions(importTime: Instant(nanoseconds: 0), cluster: "c")
    let report = try Importer(log: store.log, options: options) { _ in }
      .importAtomically(recording.stream, named: "stream.jsonl")
    #expect(report.failures == [])
    #expect(report.notes == [])
    try compare(recording, store, seed: seed)
  }

  @Test("a recording's folder answers as the truth says", arguments: [4, 5] as [UInt64])
  func folder(seed: UInt64) throws {
    let recording = try SimulatedRecording(
      SimulatedRecording.lively(seed: seed, events: Self.events)
    )
    let directory = try TemporaryDirectory()
    for (name, bytes) in recording.files {
      try Data(bytes).write(to: URL(filePath: directory.file(name)))
    }
    let store = try TestStore()
    let options = ImportOptions(importTime: Instant(nanoseconds: 0), cluster: "c")
    let report = try Importer(log: store.log, options: options) { _ in }
      .importPaths([directory.path])
    #expect(report.failures == [])
    #expect(report.notes == [])
    try compare(recording, store, seed: seed)
  }

  @Test("without disorder and without gaps nothing differs either")
  func calm() throws {
    var parameters = SimulatedRecording.lively(seed: 21, events: Self.events)
    parameters.disorder = 0
    parameters.gapsOfDay = 0
    let recording = try SimulatedRecording(parameters)
    #expect(recording.gaps == [])
    let store = try TestStore()
    let options = ImportOptions(importTime: Instant(nanoseconds: 0), cluster: "c")
    _ = try Importer(log: store.log, options: options) { _ in }
      .importAtomically(recording.stream, named: "stream.jsonl")
    try compare(recording, store, seed: 21)
  }

  @Test("an endpoint was so from when until when the truth says")
  func intervals() throws {
    var parameters = SimulatedRecording.lively(seed: 31, events: Self.events)
    parameters.gapsOfDay = 0
    let recording = try SimulatedRecording(parameters)
    let store = try TestStore()
    let options = ImportOptions(importTime: Instant(nanoseconds: 0), cluster: "c")
    _ = try Importer(log: store.log, options: options) { _ in }
      .importAtomically(recording.stream, named: "stream.jsonl")
    let whole = try #require(recording.whole)
    let answered = try TruthAnswers(store: store, now: whole.until).intervals(within: whole)
    let truth = TruthTable(recording).intervals(within: whole)
    let (missing, wrong) = (truth.subtracting(answered), answered.subtracting(truth))
    #expect(truth.count > 1_000)
    #expect(missing.isEmpty, "\(missing.prefix(3))")
    #expect(wrong.isEmpty, "\(wrong.prefix(3))")
  }

  private func compare(
    _ recording: SimulatedRecording,
    _ store: TestStore,
    seed: UInt64
  ) throws {
    let truth = TruthTable(recording)
    let whole = try #require(recording.whole)
    let answers = TruthAnswers(store: store, now: whole.until)
    let gaps = try answers.gaps(within: whole)
    #expect(gaps == truth.gaps(within: whole))
    var random = SplitMix64(seed: seed)
    var compared = 0
    for _ in 0..<25 {
      let span = Int(whole.until.nanoseconds - whole.from.nanoseconds)
      let time = whole.from.advanced(byNanoseconds: Int64(random.number(0...span - 1)))
      guard !truth.isInGap(time) else { continue }
      compared += 1
      let endpoints = try answers.endpoints(at: time)
      #expect(endpoints == truth.endpoints(at: time), "endpoints at \(time), seed \(seed)")
      let serving = try answers.serving(at: time)
      #expect(serving == truth.serving(at: time), "serving at \(time), seed \(seed)")
      for _ in 0..<3 {
        guard let address = random.pick(truth.addresses) else { continue }
        let owners = try answers.owners(of: address, at: time)
        #expect(owners == truth.owners(of: address, at: time), "\(address) at \(time)")
      }
    }
    #expect(compared > 8)
  }
}
