/// How two revisions of one resource type compare (semantics.md 1.3).
public enum RevisionOrder: Int, Hashable, Sendable, CaseIterable {
  /// The left one is older.
  case older = -1
  /// They are the same.
  case same = 0
  /// The left one is newer.
  case newer = 1
}
