public import TopologyModel

/// An answer would need what a namespace has that may not be asked about.
///
/// What a question is about is checked before anything is read. This is for what turns up behind it:
/// the target of an alias, or of an endpoint, that lies elsewhere.
public struct AccessRefusal: CategorizedError, Equatable {
  /// The namespace, where what leads there names it; nil where only who sees it would know it.
  public var namespace: String?

  /// Creates a refusal.
  public init(namespace: String?) {
    self.namespace = namespace
  }

  /// The kind of failure.
  public var category: AnomalyCategory { .forbidden }
  /// What happened.
  public var message: String {
    let place = namespace.map { "namespace `\($0)`" } ?? "another namespace"
    return "the answer needs what is in \(place), which you may not ask about"
  }
  /// What to do next.
  public var help: String? {
    let place = namespace.map { "`\($0)`" } ?? "it"
    return "use a token for \(place), too, or ask `show` and `history` of your own objects, which "
      + "look at nothing else"
  }
}
