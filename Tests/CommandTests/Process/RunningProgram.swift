import Foundation
import HindcastTestSupport

/// A program that runs beside the test, until it is signalled or ends by itself.
///
/// One that nobody waits for is killed when nobody holds it any more.
final class RunningProgram {
  /// How long a test waits for something before it gives up; it guards against hanging, no more.
  private static let patienceSeconds = 120

  /// The number of the process.
  let identifier: pid_t
  private let files: TemporaryDirectory
  private var exitCode: Int32?

  /// Starts a program in a folder; its standard input is empty.
  init(
    _ program: Program,
    _ arguments: [String],
    environment: [String: String],
    folder: String
  ) throws {
    files = try TemporaryDirectory()
    try "".write(toFile: files.file("input"), atomically: false, encoding: .utf8)
    identifier = try program.start(
      arguments,
      environment: environment,
      folder: folder,
      input: files.file("input"),
      output: files.file("output"),
      messages: files.file("messages")
    )
  }

  deinit {
    guard exitCode == nil else { return }
    kill(identifier, SIGKILL)
    _ = try? Program.exitCode(of: identifier)
  }

  /// What it has written to standard output so far.
  var output: String { text("output") }

  /// What it has written to standard error so far.
  var messages: String { text("messages") }

  /// Whether it has ended.
  var isOver: Bool { get throws { try hasEnded() } }

  /// Sends a signal.
  func signal(_ number: Int32) { kill(identifier, number) }

  /// Waits until a condition on its messages holds; throws where the program ends before.
  func wait(_ what: String, until condition: (String) throws -> Bool) async throws {
    for _ in 0..<(Self.patienceSeconds * 50) {
      let hasEnded = try hasEnded()
      if try condition(messages) { return }
      guard !hasEnded else {
        throw ScriptError("ended before \(what): exit code \(exitCode ?? -1), \(messages)")
      }
      try await Polling.pause(milliseconds: 20)
    }
    throw ScriptError("waited in vain until \(what): \(messages)")
  }

  /// Waits until it has written a text to standard error, so many times.
  func wait(for text: String, times: Int = 1) async throws {
    try await wait("`\(text)`") { $0.components(separatedBy: text).count > times }
  }

  /// Waits for its end, and returns what it left behind.
  func end() async throws -> CommandResult {
    for _ in 0..<(Self.patienceSeconds * 50) {
      if try hasEnded(), let exitCode {
        return CommandResult(output: output, messages: messages, exitCode: exitCode)
      }
      try await Polling.pause(milliseconds: 20)
    }
    throw ScriptError("the process does not end: \(messages)")
  }

  private func hasEnded() throws -> Bool {
    if exitCode == nil { exitCode = try Program.exitCodeIfEnded(of: identifier) }
    return exitCode != nil
  }

  private func text(_ name: String) -> String {
    guard let data = FileManager.default.contents(atPath: files.file(name)) else { return "" }
    return String(decoding: data, as: UTF8.self)
  }
}
