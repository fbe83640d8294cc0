/// Why there is nothing that identifies us at the time when it is needed.
public enum CredentialFault: Error, Hashable, Sendable {
  /// The file of a token is missing, or cannot be read.
  case tokenFileUnreadable(path: String, detail: String)
  /// The file of a token is empty.
  case emptyTokenFile(path: String)
  /// A token or another value holds a character that no header can.
  case unusableHeader(what: String)
  /// There is no program of that name.
  case noCommand(ConfigurationSubject, command: String, installHint: String?)
  /// The program exists and cannot be run.
  case notStarted(ConfigurationSubject, command: String, detail: String)
  /// The program failed.
  case failed(ConfigurationSubject, command: String, outcome: String, lines: [String])
  /// The program did not end in time and was ended.
  case timedOut(ConfigurationSubject, command: String, seconds: Double, lines: [String])
  /// The program printed more than credentials take.
  case tooMuchOutput(ConfigurationSubject, command: String, bytesMax: Int)
  /// What the program printed is not what was agreed on.
  case unusableOutput(ConfigurationSubject, command: String, detail: String)
}
