import Simulation
import Testing
import TopologyModel

/// What every simulation is, whatever happens in it.
@Suite struct SimulationTests {
  @Test("equal parameters give equal bytes, and another seed gives others")
  func determinism() throws {
    let first = try SimulatedRecording(SimulatedRecording.lively(seed: 7, events: 1_500))
    let again = try SimulatedRecording(SimulatedRecording.lively(seed: 7, events: 1_500))
    let other = try SimulatedRecording(SimulatedRecording.lively(seed: 8, events: 1_500))
    #expect(first.stream == again.stream)
    #expect(first.files == again.files)
    #expect(first.truthText == again.truthText)
    #expect(first.stream != other.stream)
    #expect(first.truthText != other.truthText)
  }

  @Test("telling the truth changes nothing of what is told", arguments: [1, 2] as [UInt64])
  func truthIsBeside(seed: UInt64) throws {
    var parameters = SimulatedRecording.lively(seed: seed, events: 1_000)
    let telling = try SimulatedRecording(parameters)
    parameters.tellsTruth = false
    let silent = try SimulatedRecording(parameters)
    #expect(telling.stream == silent.stream)
    #expect(silent.truths.isEmpty)
  }

  @Test("as many changes are told as were asked for", arguments: [1, 999, 4_000])
  func count(events: Int) throws {
    let recording = try SimulatedRecording(SimulatedRecording.lively(seed: 3, events: events))
    #expect(recording.changeCount == events)
    #expect(recording.whole?.changes == events)
  }

  @Test("the churn that was asked for is about met over an hour")
  func churn() throws {
    var parameters = SimulatedRecording.lively(seed: 5, events: 1)
    parameters.events = nil
    parameters.hours = 1
    parameters.churn = 6_000
    parameters.gapsOfDay = 0
    let recording = try SimulatedRecording(parameters)
    let count = recording.changeCount
    #expect((4_500...7_500).contains(count), "\(count) changes")
  }

  @Test("the state does not grow with the history")
  func bounds() throws {
    let short = try SimulatedRecording(SimulatedRecording.lively(seed: 2, events: 2_000))
    let long = try SimulatedRecording(SimulatedRecording.lively(seed: 2, events: 12_000))
    let (least, most) = (short.stateSizeMax, long.stateSizeMax)
    #expect(most < 2 * least, "\(least) after 2,000 changes, \(most) after 12,000")
  }

  @Test("the sizes are what their names promise")
  func sizes() throws {
    let events = SimulationSize.allCases.map { $0.parameters.events }
    #expect(events == [50_000, 1_000_000, 10_000_000])
    for size in SimulationSize.allCases {
      let parameters = size.parameters
      try parameters.check()
      // Each size reaches its changes in a time that somebody would record.
      let hours = Double(parameters.events ?? 0) / Double(parameters.changesOfHour)
      #expect((1...24 * 7).contains(hours.rounded()), "\(size) takes \(hours) hours")
    }
  }

  @Test("time never goes back, and each kind comes in the order of its revisions")
  func order() throws {
    let recording = try SimulatedRecording(SimulatedRecording.lively(seed: 11, events: 4_000))
    var last = Instant(nanoseconds: 0)
    var revisions: [ResourceKind: UInt64] = [:]
    for record in recording.records {
      #expect(record.receivedAt >= last)
      last = record.receivedAt
      guard case .change = record.content else { continue }
      #expect(record.revision > revisions[record.kind] ?? 0)
      revisions[record.kind] = record.revision
    }
  }

  @Test("kinds arrive out of order with respect to each other, unless that is switched off")
  func disorder() throws {
    var parameters = SimulatedRecording.lively(seed: 11, events: 4_000)
    #expect(Self.lateCount(try SimulatedRecording(parameters)) > 200)
    parameters.disorder = 0
    parameters.gapsOfDay = 0
    #expect(Self.lateCount(try SimulatedRecording(parameters)) == 0)
  }

  private static func lateCount(_ recording: SimulatedRecording) -> Int {
    var highest: UInt64 = 0
    var count = 0
    for record in recording.records {
      guard case .change = record.content else { continue }
      if record.revision < highest { count += 1 }
      highest = max(highest, record.revision)
    }
    return count
  }

  @Test("a cluster that cannot be is refused with the way out")
  func refusals() {
    var parameters = SimulationParameters()
    parameters.pods = 5_000
    parameters.nodes = 10
    #expect(throws: SimulationError.crowded(pods: 5_000, nodes: 10)) { try parameters.check() }
    #expect(SimulationError.crowded(pods: 5_000, nodes: 10).help == "write `--nodes 46` or more")
    parameters = SimulationParameters()
    parameters.hours = nil
    #expect(throws: SimulationError.endless) { try parameters.check() }
    parameters.hours = 1
    parameters.services = 0
    #expect(
      throws: SimulationError.outOfRange("services", found: "0", expected: "1 to 1000000")
    ) { try parameters.check() }
  }
}
