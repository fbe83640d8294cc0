public import TopologyModel

/// A bookmark that a fault puts into a watch.
public enum StandInBookmark: Hashable, Sendable {
  /// True: sent once everything that has happened was sent, at the world's revision, which may lie
  /// far above the last record.
  case complete
  /// False: at the world's revision, sent while a record that has happened is still to come.
  case premature
  /// False: below the last record that was sent.
  case behind
  /// At a revision, whether true or not.
  case at(Revision)
  /// Without any `resourceVersion`.
  case withoutRevision
}
