import Simulation
import TopologyModel

/// A simulation that was run to its end, in memory.
struct SimulatedRecording {
  /// The records.
  var records: [SimulatedRecord] = []
  /// The truth.
  var truths: [SimulatedTruth] = []
  /// The largest state that the simulation had after a batch.
  var stateSizeMax = 0

  init(_ parameters: SimulationParameters) throws {
    let simulation = try ClusterSimulation(parameters)
    while let batch = simulation.nextBatch() {
      records += batch.records
      truths += batch.truths
      stateSizeMax = max(stateSizeMax, simulation.stateSize)
    }
  }

  /// A small cluster in which much happens.
  static func lively(seed: UInt64, events: Int) -> SimulationParameters {
    var parameters = SimulationParameters()
    parameters.seed = seed
    parameters.services = 12
    parameters.pods = 150
    parameters.nodes = 6
    parameters.churn = 30_000
    parameters.hours = nil
    parameters.events = events
    parameters.gapsOfDay = 400
    parameters.tellsTruth = true
    return parameters
  }

  /// The bytes of one stream.
  var stream: [UInt8] {
    var format = StreamFormat()
    return records.flatMap { format.lines(of: $0) }
  }

  /// The bytes of a recording's files, by their names.
  var files: [String: [UInt8]] {
    var format = RecordingFormat()
    var files: [String: [UInt8]] = [:]
    for record in records {
      format.write(record) { part, bytes in files["\(part.stem).jsonl", default: []] += bytes }
    }
    return files
  }

  /// The lines of the truth.
  var truthText: [UInt8] { truths.flatMap(\.jsonLine) }

  /// What the watches told of objects.
  var changeCount: Int {
    records.count { record in
      if case .change = record.content { true } else { false }
    }
  }

  /// The gaps.
  var gaps: [SimulatedTruth.Gap] {
    truths.compactMap { truth in
      if case .gap(let gap) = truth { gap } else { nil }
    }
  }

  /// The whole recording.
  var whole: SimulatedTruth.Recording? {
    for case .recording(let recording) in truths { return recording }
    return nil
  }
}
