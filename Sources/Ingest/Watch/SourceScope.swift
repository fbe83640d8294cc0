/// What is known of the requests behind a file.
struct SourceScope: Hashable {
  /// The namespace and the selectors.
  var scope: WatchScope
  /// Whether the requests differed, so that no listing of theirs may end objects.
  var isAmbiguous = false

  /// All objects of a kind.
  static let everything = SourceScope(scope: .everything)
}
