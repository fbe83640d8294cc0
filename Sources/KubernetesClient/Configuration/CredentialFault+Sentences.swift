public import TopologyModel

extension CredentialFault {
  /// The kind of failure.
  public var category: AnomalyCategory {
    switch self {
    case .tokenFileUnreadable, .failed, .timedOut: .unavailable
    case .noCommand: .notFound
    case .emptyTokenFile, .unusableHeader, .notStarted, .unusableOutput: .incorrect
    case .tooMuchOutput: .limit
    }
  }

  /// What happened.
  public var message: String {
    switch self {
    case .tokenFileUnreadable(let path, let detail):
      "the token in `\(path)` cannot be read: \(detail)"
    case .emptyTokenFile(let path): "the token file `\(path)` is empty"
    case .unusableHeader(let what): "\(what) holds a character that no HTTP header can hold"
    case .noCommand(let subject, let command, _):
      "\(subject) runs the plugin `\(command)`, which is not installed"
    case .notStarted(let subject, let command, let detail):
      "\(subject) runs the plugin `\(command)`, which cannot be started: \(detail)"
    case .failed(let subject, let command, let outcome, let lines):
      "the plugin `\(command)` of \(subject) \(outcome)\(Self.quoted(lines))"
    case .timedOut(let subject, let command, let seconds, let lines):
      "the plugin `\(command)` of \(subject) did not end within \(Self.text(seconds)) s"
        + Self.quoted(lines)
    case .tooMuchOutput(let subject, let command, let bytesMax):
      "the plugin `\(command)` of \(subject) printed more than \(bytesMax) bytes"
    case .unusableOutput(let subject, let command, let detail):
      "the plugin `\(command)` of \(subject) printed no usable credentials: \(detail)"
    }
  }

  /// What to do next.
  public var help: String? {
    switch self {
    case .tokenFileUnreadable: "check the path, and that you may read it"
    case .emptyTokenFile: "write a token into it, or wait until whoever writes it has done so"
    case .unusableHeader: "check that it is one line without blanks at its ends"
    case .noCommand(_, let command, let installHint):
      installHint.map(Self.oneLine)
        ?? (command.contains("/")
          ? "check the path; a relative one starts from the kubeconfig's folder"
          : "install it, or write its whole path as `command`")
    case .notStarted: "check that the file is a program and that you may run it"
    case .failed, .timedOut:
      "run the plugin in a terminal; most ask for a new login when the old one has expired"
    case .tooMuchOutput, .unusableOutput:
      "run the plugin in a terminal; expected an `ExecCredential` with a `status` as JSON"
    }
  }

  private static func quoted(_ lines: [String]) -> String {
    lines.isEmpty ? "" : ": " + lines.map { "`\($0)`" }.joined(separator: ", ")
  }

  private static func text(_ seconds: Double) -> String {
    seconds == seconds.rounded() && abs(seconds) < 1e9 ? "\(Int(seconds))" : "\(seconds)"
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
