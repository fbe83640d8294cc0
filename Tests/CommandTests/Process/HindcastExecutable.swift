import Foundation
import HindcastTestSupport

/// The built executable, run as a process of its own.
enum HindcastExecutable {
  private static let located = Result { try locate() }

  /// Runs the executable with arguments in a folder, and waits for its end.
  ///
  /// Its environment has a search path, the time zone UTC, `NO_COLOR`, and what is given. Standard
  /// input has the text that is given, and nothing else. A launcher is a program, with arguments, that
  /// becomes the executable.
  static func run(
    _ arguments: [String],
    in folder: String,
    environment: [String: String] = [:],
    input: String = "",
    mergesMessages: Bool = false,
    through launcher: [String] = []
  ) throws -> CommandResult {
    let files = try TemporaryDirectory()
    try input.write(toFile: files.file("input"), atomically: false, encoding: .utf8)
    let words = try launcher + [located.get()] + arguments
    let exitCode = try Program(path: words[0]).run(
      Array(words.dropFirst()),
      environment: clean.merging(environment) { _, new in new },
      folder: folder,
      input: files.file("input"),
      output: files.file("output"),
      messages: mergesMessages ? nil : files.file("messages")
    )
    return CommandResult(
      output: try text(files.file("output")),
      messages: mergesMessages ? "" : try text(files.file("messages")),
      exitCode: exitCode
    )
  }

  /// Starts the executable with arguments in a folder, and lets it run beside the test.
  static func start(
    _ arguments: [String],
    in folder: String,
    environment: [String: String] = [:]
  ) throws -> RunningProgram {
    try RunningProgram(
      Program(path: located.get()),
      arguments,
      environment: clean.merging(environment) { _, new in new },
      folder: folder
    )
  }

  /// Starts the executable on a terminal of so many columns and rows.
  static func start(
    _ arguments: [String],
    in home: TemporaryDirectory,
    environment: [String: String] = [:],
    columns: Int,
    rows: Int
  ) throws -> TerminalProgram {
    try TerminalProgram(
      Program(path: located.get()),
      arguments,
      environment: clean.merging(environment) { _, new in new },
      home: home,
      columns: columns,
      rows: rows
    )
  }

  /// The path of the executable.
  static var path: String { get throws { try located.get() } }

  private static var clean: [String: String] {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return ["PATH": path, "TZ": "UTC", "NO_COLOR": "1"]
  }

  /// The executable beside the tests' own: in the folder that both are built into.
  private static func locate() throws -> String {
    let bundles = Bundle.allBundles.filter { $0.bundlePath.hasSuffix(".xctest") }.map(\.bundlePath)
    let starts = CommandLine.arguments.filter { $0.contains(".xctest") } + bundles
    for start in starts + CommandLine.arguments.prefix(1) {
      var folder = URL(filePath: start).standardizedFileURL.deletingLastPathComponent()
      while folder.path.count > 1 {
        let candidate = folder.appending(path: "hindcast", directoryHint: .notDirectory)
        if isExecutableFile(candidate.path) { return candidate.path }
        folder = folder.deletingLastPathComponent()
      }
    }
    throw CocoaError(.fileNoSuchFile, userInfo: [NSFilePathErrorKey: "hindcast"])
  }

  private static func isExecutableFile(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
      && !isDirectory.boolValue && FileManager.default.isExecutableFile(atPath: path)
  }

  private static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }
}
