import Foundation
import HindcastTestSupport

/// The shells on this machine that read a completion script.
enum CompletionShells {
  /// Completes a line as bash does when Tab is pressed behind its last word.
  private static let completion = #"""
    source "$0"
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    COMP_LINE="$*"
    COMP_POINT=${#COMP_LINE}
    _hindcast "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
    [[ ${#COMPREPLY[@]} -eq 0 ]] || printf '%s\n' "${COMPREPLY[@]}"
    """#

  /// The path of a shell; nil where it is not installed.
  static func path(of shell: String) -> String? {
    let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return folders.split(separator: ":").map { "\($0)/\(shell)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Lets a shell check a script without running it, and returns what it says.
  static func check(_ script: String, shell: String) throws -> CommandResult {
    try run(shell, [shell == "fish" ? "--no-execute" : "-n", script], in: ProjectTree.root, [:])
  }

  /// What bash offers for the last of the words behind `hindcast`.
  static func offers(
    _ words: [String],
    script: String,
    in folder: String,
    environment: [String: String]
  ) throws -> [String] {
    let result = try run(
      "bash",
      ["--norc", "-c", completion, script, HindcastExecutable.path] + words,
      in: folder,
      environment
    )
    guard result.exitCode == 0, result.messages.isEmpty else { throw ScriptError(result.messages) }
    return result.output.split(separator: "\n").map(String.init)
  }

  private static func run(
    _ shell: String,
    _ arguments: [String],
    in folder: String,
    _ environment: [String: String]
  ) throws -> CommandResult {
    guard let path = path(of: shell) else { throw ScriptError("\(shell) is not installed") }
    let files = try TemporaryDirectory()
    let exitCode = try Program(path: path).run(
      arguments,
      environment: ["PATH": "/usr/bin:/bin"].merging(environment) { _, new in new },
      folder: folder,
      input: "/dev/null",
      output: files.file("output"),
      messages: files.file("messages")
    )
    return CommandResult(
      output: try String(contentsOfFile: files.file("output"), encoding: .utf8),
      messages: try String(contentsOfFile: files.file("messages"), encoding: .utf8),
      exitCode: exitCode
    )
  }
}
