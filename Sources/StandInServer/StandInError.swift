/// Why a world or a server could not do what was asked.
public enum StandInError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A file could not be read.
  case unreadable(path: String, reason: String)
  /// What was given is no history that a server could have.
  case unusable(String)
  /// The server stopped while something was awaited.
  case stopped

  /// The error as a sentence.
  public var description: String {
    switch self {
    case .unreadable(let path, let reason): "cannot read `\(path)`: \(reason)"
    case .unusable(let reason): reason
    case .stopped: "the server stopped before what was awaited came"
    }
  }
}
