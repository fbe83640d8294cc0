public import Diagnostics

/// `in namespace N` and `in cluster C`; at least one of them.
public struct ScopeClause: Hashable, Sendable {
  /// The namespace; a glob may stand for several.
  public var namespace: NamePattern?
  /// The cluster.
  public var cluster: NamePattern?
  /// The place in the text.
  @SyntaxTrivia public var span: SourceSpan

  /// Creates a scope.
  public init(
    namespace: NamePattern?,
    cluster: NamePattern?,
    span: SourceSpan = SourceSpan(at: 0)
  ) {
    self.namespace = namespace
    self.cluster = cluster
    self.span = span
  }
}
