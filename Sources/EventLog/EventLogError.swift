public import TopologyModel

/// What can go wrong with a store.
public enum EventLogError: CategorizedError, Hashable {
  /// There is no store at the path.
  case noStore(path: String)
  /// The file is not a Hindcast store.
  case notAStore(path: String)
  /// A newer version of Hindcast wrote the store.
  case newerSchema(path: String, found: Int, supported: Int)
  /// Another process writes to the store.
  case lockedByWriter(path: String, holder: String)
  /// The operating system or SQLite refused.
  case storage(path: String, detail: String)
  /// There are no events to salvage in the file.
  case unsalvageable(path: String, detail: String)
  /// SQLite found the file damaged.
  case damagedFile(path: String, detail: String)
  /// A projection does not match this version and the store is open for reading only.
  case projectionOutdated(path: String)
  /// Stored bytes failed a check.
  case corrupt(position: LogPosition, detail: String)
  /// A position past the end of the log.
  case positionInFuture(LogPosition, head: LogPosition)
  /// A position below the retention horizon.
  case forgotten(LogPosition, horizon: LogPosition)
  /// An instant before anything that the log still knows as of.
  case knowledgeForgotten(Instant, horizon: LogPosition, recordedAt: Instant)
  /// A noted head below the retention horizon, which nothing can be held against.
  case headForgotten(NotedHead, horizon: LogPosition)
  /// The disk has not the room that returning space needs.
  case noRoom(path: String, needed: Int64, free: Int64)
  /// What a retention would leave answers differently than what is there; nothing was changed.
  case retentionDiffers(detail: String)
  /// A backup or a salvage was asked to write to a file that is there.
  case backupExists(path: String)
  /// A body is longer than one that can be read back.
  case bodyTooLong(bytes: Int, limit: Int)
  /// The file of an open store was removed, or is another one now.
  case replacedFile(path: String)
  /// A store that nothing can be written beside has a log file that would have to be applied.
  case unappliedLog(path: String)
  /// A change to a store's file was cut short, and only who may write can take it back.
  case unfinishedChange(path: String)
  /// A store that nothing can be written beside was written to while it was read.
  case changedFile(path: String)
  /// A draft is not well-formed; the caller's defect.
  case malformedDraft(detail: String)
}
