import Foundation
import StandInServer
import TopologyModel

/// What `hindcast record` costs beside a stand-in API server that plays a recording.
///
/// ```sh
/// swift build -c release --product hindcast
/// swift run -c release RecordingBenchmark .build/release/hindcast RECORDING [CHANGES_PER_SECOND [SECONDS]]
/// ```
///
/// Without a rate the recording is played as fast as the recorder takes it. The server runs in the
/// benchmark's process and the recorder in its own, whose processor time and memory are read from
/// `/proc`.
@main
struct RecordingBenchmark {
  /// How often changes are let happen, in a second.
  private static let stepsPerSecond = 10

  static func main() async throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.count >= 2 else {
      report("usage: RecordingBenchmark HINDCAST RECORDING [CHANGES_PER_SECOND [SECONDS]]")
      exit(2)
    }
    let rate = arguments.count > 2 ? Int(arguments[2]) : nil
    let seconds = arguments.count > 3 ? Int(arguments[3]) ?? 60 : 60
    let world = try StandInWorld(recording: arguments[1])
    let server = try await StandInServer.start(world: world)
    let recorder = try RecorderProcess(executable: arguments[0], url: server.url)
    try await server.waitForWatches(4)
    try await Task.sleep(for: .seconds(1))
    let before = try recorder.usage()
    let total = world.pendingRecordCount
    let clock = ContinuousClock()
    let begun = clock.now
    if let rate {
      for step in 1...(seconds * stepsPerSecond) {
        guard world.pendingRecordCount > 0 else { break }
        await world.advance(byRecords: rate / stepsPerSecond)
        let due = begun + .milliseconds(1_000 / stepsPerSecond * step)
        if due > clock.now { try await Task.sleep(until: due, clock: clock) }
      }
    } else {
      await world.finish()
    }
    let played = total - world.pendingRecordCount
    let elapsed = Self.seconds(clock.now - begun)
    try await recorder.waitUntilWritten()
    let written = Self.seconds(clock.now - begun)
    let after = try recorder.usage()
    let stored = try recorder.end()
    let processor = after.processorSeconds - before.processorSeconds
    report("changes played: \(played) of \(total), in \(tenths(elapsed)) s")
    report("written after: \(tenths(written)) s (\(Int(Double(played) / written)) changes/s)")
    report("processor: \(tenths(processor)) s, \(tenths(processor / written * 100)) % of one core")
    report("processor for each change: \(Int(processor / Double(max(played, 1)) * 1e6)) µs")
    let peak = after.peakKilobytes / 1024
    report("memory: \(after.residentKilobytes / 1024) MiB, at most \(peak) MiB")
    report("store: \(stored.bytes / 1024) KiB; \(stored.summary)")
    try await server.stop()
  }

  private static func report(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }

  private static func tenths(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
