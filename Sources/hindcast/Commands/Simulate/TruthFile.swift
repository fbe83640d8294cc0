import Export
import Simulation

/// The file that says what was true.
final class TruthFile {
  private let file: OutputFile

  init(path: String, replacesFile: Bool) throws {
    file = try OutputFile(
      path: path,
      isCompressed: path.hasSuffix(".zst"),
      replacesFile: replacesFile
    )
  }

  /// Writes what is settled.
  func write(_ truths: [SimulatedTruth]) throws {
    for truth in truths { try file.write(truth.jsonLine) }
  }

  /// Ends the file and moves it to its place.
  func finish() throws {
    try file.finish()
  }
}
