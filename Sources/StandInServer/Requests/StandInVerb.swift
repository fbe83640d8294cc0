/// What a request asks for.
public enum StandInVerb: Hashable, Sendable {
  /// A collection, or a page of it.
  case list
  /// What happens to a collection.
  case watch
  /// The server's version.
  case version
  /// Anything else; it is answered with 404.
  case other
}
