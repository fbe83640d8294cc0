public import TopologyModel

/// The revision at which each kind is looked at: the same for all where the kinds share one
/// counter, one a kind otherwise; a kind of which nothing was proven has none.
public struct RevisionVector: Hashable, Sendable {
  private var revisions: [ResourceKind: Revision]

  /// Creates the vector of one revision for all kinds.
  public init(all revision: Revision) {
    revisions = Dictionary(uniqueKeysWithValues: ResourceKind.allCases.map { ($0, revision) })
  }

  /// Creates a vector of a revision a kind.
  public init(_ revisions: [ResourceKind: Revision]) {
    self.revisions = revisions
  }

  /// The revision of a kind, or nil where nothing was proven.
  public subscript(kind: ResourceKind) -> Revision? { revisions[kind] }

  /// Whether nothing at all was proven.
  public var isEmpty: Bool { revisions.isEmpty }
}
