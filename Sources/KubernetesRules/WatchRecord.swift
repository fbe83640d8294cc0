/// What a watch or a relist delivers (semantics.md 1.6, 1.10, 1.11, 1.13).
public enum WatchRecord: Hashable, Sendable {
  /// ADDED: the new state.
  case added(WatchedObject)
  /// MODIFIED: the new state; a deletion timestamp arrives so (1.9).
  case modified(WatchedObject)
  /// DELETED: the last state with the deletion's revision (1.7).
  case deleted(WatchedObject)
  /// BOOKMARK: a resume point; `endsInitialEvents` where it is annotated
  /// `k8s.io/initial-events-end: "true"` (1.10).
  case bookmark(revision: String, endsInitialEvents: Bool)
  /// ERROR: the code and reason of its `Status` (1.11).
  case error(code: Int, reason: String)
  /// The result of a list, with the list's own revision (1.13).
  case listing(revision: String, items: [WatchedObject])

  /// The annotation of the bookmark that ends initial events.
  public static let initialEventsEndAnnotation = "k8s.io/initial-events-end"
}
