/// What a watch asked the server for.
public struct WatchScope: Hashable, Sendable {
  /// The namespace; nil for all.
  public var namespace: String?
  /// The label and field selectors, as text; empty for none.
  public var selector: String

  /// All objects of a kind.
  public static let everything = WatchScope(namespace: nil, selector: "")

  /// Creates a scope.
  public init(namespace: String?, selector: String) {
    self.namespace = namespace
    self.selector = selector
  }
}
