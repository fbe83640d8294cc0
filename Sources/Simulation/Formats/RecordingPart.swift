public import TopologyModel

/// A file of a recording.
public enum RecordingPart: Hashable, Sendable {
  case lists
  case sessions
  case watch(ResourceKind)

  /// Its name without `.jsonl`.
  public var stem: String {
    switch self {
    case .lists: "lists"
    case .sessions: "watch-sessions"
    case .watch(let kind): "watch-\(kind.resourceName)"
    }
  }
}
