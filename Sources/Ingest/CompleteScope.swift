/// What a list from a file is asserted to be complete for, so that it ends what it lacks.
public enum CompleteScope: Hashable, Sendable {
  /// The whole cluster.
  case all
  /// One namespace.
  case namespace(String)
}
