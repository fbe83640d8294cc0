/// The type of a watch record.
public enum WatchRecordType: String, Sendable {
  /// An object came into being, or into the filter of a watch.
  case added = "ADDED"
  /// An object changed.
  case modified = "MODIFIED"
  /// An object went, or left the filter of a watch.
  case deleted = "DELETED"
  /// Everything up to a revision was sent.
  case bookmark = "BOOKMARK"
}
