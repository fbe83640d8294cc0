internal import TopologyModel

/// Writes what was received as the files of a recording (docs/guides/import.md).
public struct RecordingFormat {
  private var text = RecordText()
  private var isFirstItem = true

  /// Creates a writer at the beginning of the files.
  public init() {}

  /// Writes a record, to the files that it concerns.
  public mutating func write(
    _ record: SimulatedRecord,
    to file: (RecordingPart, [UInt8]) throws -> Void
  ) rethrows {
    let kind = record.kind
    let time = record.receivedAt
    switch record.content {
    case .listBegan:
      isFirstItem = true
      text.addListBeginning(kind, revision: record.revision, at: time)
      try file(.lists, text.take())
    case .listItem(let body):
      text.addItem(kind, body, isFirst: isFirstItem)
      isFirstItem = false
      try file(.lists, text.take())
    case .listEnded:
      text.add("]}}\n")
      try file(.lists, text.take())
      text.addSession(kind, "list", at: time)
      text.addRevision(record.revision)
      text.add("}\n")
      addWatch(kind, record.revision, at: time)
      try file(.sessions, text.take())
    case .change(let change, let body):
      text.add(change.rawValue, body, at: time)
      try file(.watch(kind), text.take())
    case .bookmark:
      text.addBookmark(kind, revision: record.revision, at: time)
      try file(.watch(kind), text.take())
    case .resumed:
      text.addSession(kind, "watch-ended", at: time)
      text.addRevision(record.revision)
      text.add("}\n")
      addWatch(kind, record.revision, at: time)
      try file(.sessions, text.take())
    case .expired(let oldest):
      text.addExpiry(record.revision, oldest: oldest, at: time)
      try file(.watch(kind), text.take())
      text.addSession(kind, "error-event", at: time)
      text.addRevision(record.revision)
      text.add(",\"status\":")
      text.addStatus(record.revision, oldest: oldest)
      text.add("}\n")
      try file(.sessions, text.take())
    case .continued:
      addWatch(kind, record.revision, at: time)
      try file(.sessions, text.take())
    case .paused, .ended:
      text.addSession(kind, "paused", at: time)
      text.addRevision(record.revision)
      text.add("}\n")
      try file(.sessions, text.take())
    }
  }

  private mutating func addWatch(_ kind: ResourceKind, _ revision: UInt64, at time: Instant) {
    text.addSession(kind, "watch", at: time)
    text.add(",\"status\":200,\"params\":{\"watch\":\"1\",\"allowWatchBookmarks\":\"true\"")
    text.addRevision(revision)
    text.add("}}\n")
  }
}
