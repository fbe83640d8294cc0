import Attribution
import EventLog
import Foundation
import Projections
import QueryEngine
import TopologyModel

/// Measures attribution in bulk over a generated history, and holds it to the history's truth.
///
/// Run it as `swift run -c release AttributionBenchmark 1000000 1000000 [FOLDER [files]]`: how many
/// events the store has, how many rows the flows have, where both are kept for the next run, and
/// whether it goes from file to file alone, so that memory is that of a run of `hindcast attribute`.
@main
struct AttributionBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count >= 2, let events = Int(arguments[1]), let rows = Int(arguments[2]) else {
      report("usage: AttributionBenchmark EVENTS ROWS [FOLDER [files]]")
      return
    }
    let isKept = arguments.count > 2
    let folder =
      isKept
      ? URL(fileURLWithPath: arguments[3])
      : FileManager.default.temporaryDirectory.appendingPathComponent(
        "hindcast-attribution-\(ProcessInfo.processInfo.processIdentifier)"
      )
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { if !isKept { try? FileManager.default.removeItem(at: folder) } }
    let store = folder.appendingPathComponent("store-\(events).db").path
    let input = folder.appendingPathComponent("flows.csv").path
    let output = folder.appendingPathComponent("attributed.csv").path
    let isPrepared =
      FileManager.default.fileExists(atPath: store)
      && FileManager.default.fileExists(atPath: input)
    let isOfFiles = arguments.count > 3 && arguments[4] == "files"
    if !isOfFiles || !isPrepared { try prepare(events, rows, store: store, input: input) }
    let log = try SQLiteEventLog(
      path: store,
      access: .readOnly,
      participants: [],
      clock: FixedClock(Instant(nanoseconds: 0))
    )
    try log.read { snapshot in
      let reads = try ProjectionSnapshot(snapshot)
      if !isOfFiles { try measureEngine(reads, input) }
      resetPeak()
      try measureFiles(reads, input, output)
    }
    try log.close()
    let (found, count, first) = GeneratedFlows.mismatches(try Self.bytes(output))
    report("mismatches against the truth: \(count) of \(found) rows")
    for line in first { report("  \(line)") }
  }

  /// Makes the store, where it is not there yet, and the flows.
  private static func prepare(
    _ events: Int,
    _ rows: Int,
    store: String,
    input: String
  ) throws {
    var history = GeneratedHistory(events: events, services: 300, addresses: 8000, seed: 1)
    if FileManager.default.fileExists(atPath: store) {
      try history.generate { _ in }
    } else {
      let time = try seconds { try append(&history, to: store + ".partial") }
      try FileManager.default.moveItem(atPath: store + ".partial", toPath: store)
      report("append: \(history.eventCount) events, \(Int(Double(history.eventCount) / time))/s")
    }
    let flows = GeneratedFlows(history, count: rows, seed: 2)
    try Data(flows.csv).write(to: URL(fileURLWithPath: input))
    let size = try FileManager.default.attributesOfItem(atPath: store)[.size] as? Int ?? 0
    report("store: \(history.eventCount) events, \(size >> 20) MiB; flows: \(rows) rows")
  }

  /// Appends a history through the normal path.
  static func append(_ history: inout GeneratedHistory, to path: String) throws {
    let log = try SQLiteEventLog(
      path: path,
      access: .readWrite(holder: "benchmark"),
      participants: [TopologyProjection()],
      clock: FixedClock(Instant(nanoseconds: GeneratedHistory.start))
    )
    var batch: [EventDraft] = []
    try history.generate { draft in
      batch.append(draft)
      guard batch.count == 1000 else { return }
      _ = try log.append(batch)
      batch = []
    }
    _ = try log.append(batch)
    try log.close()
  }

  /// Addresses and times that are read already: what the engine alone takes.
  private static func measureEngine(_ reads: ProjectionSnapshot, _ input: String) throws {
    var pairs: [(address: AddressKey, time: Instant, port: Int32)] = []
    for line in try bytes(input).split(separator: 10).dropFirst() {
      let cells = line.split(separator: 44, maxSplits: 3)
        .map { String(decoding: $0, as: UTF8.self) }
      guard let time = Instant(rfc3339: cells[0]), let address = IPAddress(cells[1]),
        let port = Int32(cells[2])
      else { continue }
      pairs.append((AddressKey(address), time, port))
    }
    resetPeak()
    var built: AttributionIndex?
    let building = try measured { built = try AttributionIndex(reads, cluster: "generated") }
    guard let index = built else { return }
    report("index, before the first address: \(rounded(building.cpu)) s of the processor")
    for (name, hasPort) in [
      ("first pass", true), ("second pass", true), ("without a port", false),
      ("again without a port", false),
    ] {
      var owned = 0
      let time = try measured {
        for pair in pairs {
          let found = try index.attribution(
            of: pair.address,
            at: pair.time,
            port: hasPort ? pair.port : nil
          )
          if found.owners.first?.kind != nil { owned += 1 }
        }
      }
      report(
        "engine, \(name): \(rounded(time.wall * 1e6 / Double(pairs.count))) µs a pair, "
          + "\(rounded(time.cpu * 1e6 / Double(pairs.count))) of the processor, \(owned) of "
          + "\(pairs.count) held"
      )
    }
    report("peak memory of the engine: \(peak())")
  }

  private static func measureFiles(
    _ reads: ProjectionSnapshot,
    _ input: String,
    _ output: String
  ) throws {
    var options = FlowOptions()
    options.addresses = ["ip"]
    options.ports = ["port"]
    options.time = "ts"
    var rows = 0
    let time = try measured {
      rows = try attribute(reads, options, input, output)
    }
    report(
      "file to file: \(rows) rows in \(rounded(time.wall)) s, "
        + "\(Int(Double(rows) / time.wall)) rows/s, the index included; "
        + "\(Int(Double(rows) / time.cpu)) rows a second of the processor"
    )
    report("peak memory: \(peak())")
  }

  private static func attribute(
    _ reads: ProjectionSnapshot,
    _ options: FlowOptions,
    _ input: String,
    _ output: String
  ) throws -> Int {
    guard FileManager.default.createFile(atPath: output, contents: nil),
      let source = FileHandle(forReadingAtPath: input),
      let target = FileHandle(forWritingAtPath: output)
    else { return 0 }
    let index = try AttributionIndex(reads, cluster: "generated")
    let attributor = try FlowAttributor(index, options: options) {
      try target.write(contentsOf: $0)
    }
    while let chunk = try source.read(upToCount: 1 << 20), !chunk.isEmpty {
      try chunk.withUnsafeBytes { try attributor.take($0.bindMemory(to: UInt8.self)) }
    }
    let report = try attributor.finish()
    try target.close()
    return report.rows
  }

  private static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// What something takes by the clock, and of the processor.
  private static func measured(_ body: () throws -> Void) rethrows -> (wall: Double, cpu: Double) {
    let before = cpuSeconds()
    let wall = try seconds(body)
    return (wall, cpuSeconds() - before)
  }

  private static func cpuSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let duration = try ContinuousClock().measure(body)
    return Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }

  /// Makes the system count the peak of memory anew.
  private static func resetPeak() {
    try? Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs"))
  }

  private static func peak() -> String {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let lines = status.split(separator: "\n")
    // Pages of the store's file, which SQLite maps, count in all but the last.
    return lines.filter { line in
      ["VmHWM", "VmRSS", "RssAnon"].contains { line.hasPrefix($0) }
    }.joined(separator: ", ").replacing("\t", with: " ")
  }

  private static func report(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }

  private static func rounded(_ number: Double) -> String {
    "\((number * 1000).rounded() / 1000)"
  }
}
