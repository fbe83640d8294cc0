/// What the recorder received next, and what was true.
public struct SimulationBatch: Sendable {
  /// What was received, in order of time.
  public internal(set) var records: [SimulatedRecord] = []
  /// What is settled of the truth.
  public internal(set) var truths: [SimulatedTruth] = []
  /// How many bytes the objects of the records have.
  var byteCount = 0
}
