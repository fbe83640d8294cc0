import Foundation

/// `hindcast record` as a process of its own, with a store and a kubeconfig in a temporary folder.
final class RecorderProcess {
  /// What the process took so far.
  struct Usage {
    var processorSeconds: Double
    var residentKilobytes: Int
    var peakKilobytes: Int
    /// The bytes that it handed to the system to write.
    var writtenBytes: Int
  }

  private let process = Process()
  private let folder: URL
  private let messages: URL

  /// Starts a recorder of the server at a URL.
  init(executable: String, url: String) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("hindcast-benchmark-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    messages = folder.appendingPathComponent("messages")
    let kubeconfig = """
      {"apiVersion": "v1", "kind": "Config", "current-context": "stand-in",
       "clusters": [{"name": "stand-in", "cluster": {"server": "\(url)"}}],
       "contexts": [{"name": "stand-in", "context": {"cluster": "stand-in", "user": "nobody"}}],
       "users": [{"name": "nobody", "user": {}}]}
      """
    let file = folder.appendingPathComponent("kubeconfig")
    try kubeconfig.write(to: file, atomically: true, encoding: .utf8)
    try Data().write(to: messages)
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = [
      "record", "--kubeconfig", file.path, "--store", folder.appendingPathComponent("s.db").path,
    ]
    process.standardError = try FileHandle(forWritingTo: messages)
    try process.run()
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  /// What the process took so far.
  func usage() throws -> Usage {
    let id = process.processIdentifier
    let stat = try String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8)
    let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
    let ticks = fields.count > 12 ? (Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0) : 0
    let status = try String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8)
    let io = (try? String(contentsOfFile: "/proc/\(id)/io", encoding: .utf8)) ?? ""
    return Usage(
      processorSeconds: Double(ticks) / Double(sysconf(Int32(_SC_CLK_TCK))),
      residentKilobytes: Self.number("VmRSS:", in: status),
      peakKilobytes: Self.number("VmHWM:", in: status),
      writtenBytes: Self.number("wchar:", in: io)
    )
  }

  /// Returns when the process has written nothing for half a second.
  func waitUntilWritten() async throws {
    var last = try usage().writtenBytes
    var quietCount = 0
    while quietCount < 5 {
      try await Task.sleep(for: .milliseconds(100))
      let now = try usage().writtenBytes
      quietCount = now == last ? quietCount + 1 : 0
      last = now
    }
  }

  /// Ends it; returns the size of its store and its last line.
  func end() throws -> (bytes: Int, summary: String) {
    process.terminate()
    process.waitUntilExit()
    let store = folder.appendingPathComponent("s.db").path
    let size = try FileManager.default.attributesOfItem(atPath: store)[.size] as? Int ?? 0
    let text = try String(contentsOf: messages, encoding: .utf8)
    return (size, text.split(separator: "\n").last.map(String.init) ?? "")
  }

  private static func number(_ name: String, in text: String) -> Int {
    let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
    let digits = line?.split(whereSeparator: { !$0.isNumber }).first
    return digits.flatMap { Int($0) } ?? 0
  }
}
