import Export
import Simulation

/// Where the records of a simulation are written: a recording's folder, or one stream.
final class SimulationOutput {
  private enum Place {
    case folder(RecordingFolder, RecordingFormat)
    case stream(any ByteSink, OutputFile?, StreamFormat)
  }

  private var place: Place

  init(path: String, isCompressed: Bool, replaces: Bool) throws {
    if path == "-" {
      guard !Output.isTerminal else {
        throw UsageError(
          message: "standard output is a terminal",
          help: "pipe it into `hindcast import -`, or write a folder with `-o`"
        )
      }
      place = .stream(StandardOutputSink(), nil, StreamFormat())
    } else if path.hasSuffix(".jsonl") || path.hasSuffix(".jsonl.zst") {
      let file = try OutputFile(
        path: path,
        isCompressed: isCompressed || path.hasSuffix(".zst"),
        replacesFile: replaces
      )
      place = .stream(file, file, StreamFormat())
    } else {
      let folder = try RecordingFolder(
        path: path,
        isCompressed: isCompressed,
        replacesRecording: replaces
      )
      place = .folder(folder, RecordingFormat())
    }
  }

  /// Writes a record.
  func write(_ record: SimulatedRecord) throws {
    switch place {
    case .folder(let folder, var format):
      try format.write(record) { part, bytes in try folder.write(bytes, to: part.stem) }
      place = .folder(folder, format)
    case .stream(let sink, let file, var format):
      try sink.write(format.lines(of: record))
      place = .stream(sink, file, format)
    }
  }

  /// Ends the files and moves them to their places.
  func finish() throws {
    switch place {
    case .folder(let folder, _): try folder.finish()
    case .stream(_, let file, _): try file?.finish()
    }
  }
}
