internal import Foundation

/// One run of a plugin: finds the program, runs it, and reads what it printed.
struct PluginRun: Sendable {
  /// The most lines of a plugin's complaints that an error shows.
  static let complaintLinesMax = 5
  /// The longest such line, in characters.
  static let complaintLengthMax = 300

  let plugin: ExecPlugin
  let environment: [String: String]
  let secondsMax: Double

  func output() async -> Result<PluginOutput, CredentialFault> {
    do throws(CredentialFault) {
      return .success(try await run())
    } catch {
      return .failure(error)
    }
  }

  private func run() async throws(CredentialFault) -> PluginOutput {
    var variables = environment
    for variable in plugin.variables { variables[variable.name] = variable.value.text }
    variables["KUBERNETES_EXEC_INFO"] = plugin.information
    let process = PluginProcess(
      path: try program(),
      arguments: plugin.arguments,
      environment: variables,
      secondsMax: secondsMax
    )
    switch await process.run() {
    case .exited(0, let output, _):
      do throws(PluginOutput.Refusal) {
        return try PluginOutput(output, apiVersion: plugin.apiVersion)
      } catch {
        throw .unusableOutput(plugin.subject, command: plugin.command, detail: error.detail)
      }
    case .exited(let status, _, let complaints):
      throw failed("ended with exit code \(status)", complaints)
    case .killed(let signal, let complaints):
      throw failed("was ended by signal \(signal)", complaints)
    case .timedOut(let complaints):
      throw .timedOut(
        plugin.subject,
        command: plugin.command,
        seconds: secondsMax,
        lines: Self.lastLines(of: complaints)
      )
    case .tooMuchOutput:
      throw .tooMuchOutput(
        plugin.subject,
        command: plugin.command,
        bytesMax: PluginProcess.outputBytesMax
      )
    case .notStarted(let detail):
      throw .notStarted(plugin.subject, command: plugin.command, detail: detail)
    }
  }

  private func failed(_ outcome: String, _ complaints: [UInt8]) -> CredentialFault {
    .failed(
      plugin.subject,
      command: plugin.command,
      outcome: outcome,
      lines: Self.lastLines(of: complaints)
    )
  }

  /// The path of the program: as given, or the first in `PATH`.
  private func program() throws(CredentialFault) -> String {
    let manager = FileManager.default
    let absent = CredentialFault.noCommand(
      plugin.subject,
      command: plugin.command,
      installHint: plugin.installHint
    )
    guard !plugin.command.contains("/") else {
      guard manager.fileExists(atPath: plugin.command) else { throw absent }
      guard manager.isExecutableFile(atPath: plugin.command) else {
        throw .notStarted(
          plugin.subject,
          command: plugin.command,
          detail: "the file is not executable"
        )
      }
      return plugin.command
    }
    for folder in (environment["PATH"] ?? "").split(separator: ":") {
      let path = "\(folder)/\(plugin.command)"
      var isFolder: ObjCBool = false
      if manager.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
        manager.isExecutableFile(atPath: path)
      {
        return path
      }
    }
    throw absent
  }

  /// The last lines of a text, without what would move a terminal's cursor.
  static func lastLines(of bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self)
      .split(whereSeparator: \.isNewline)
      .map { line in
        let shown = line.unicodeScalars.filter { $0.properties.generalCategory != .control }
        return String(String(String.UnicodeScalarView(shown)).prefix(complaintLengthMax))
      }
      .filter { !$0.allSatisfy(\.isWhitespace) }
      .suffix(complaintLinesMax)
  }
}
