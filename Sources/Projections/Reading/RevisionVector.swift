public import TopologyModel

/// The revision at which each kind is looked at: the same for all where the kinds share one
/// counter, one a kind otherwise; a kind of which nothing was proven has none.
public struct RevisionVector: Hashable, Sendable {
  private var service: Revision?
  private var pod: Revision?
  private var endpointSlice: Revision?
  private var node: Revision?

  /// Creates the vector of one revision for all kinds.
  public init(all revision: Revision) {
    (service, pod, endpointSlice, node) = (revision, revision, revision, revision)
  }

  /// Creates a vector of a revision a kind.
  public init(_ revisions: [ResourceKind: Revision]) {
    service = revisions[.service]
    pod = revisions[.pod]
    endpointSlice = revisions[.endpointSlice]
    node = revisions[.node]
  }

  /// The revision of a kind, or nil where nothing was proven.
  public subscript(kind: ResourceKind) -> Revision? {
    switch kind {
    case .service: service
    case .pod: pod
    case .endpointSlice: endpointSlice
    case .node: node
    }
  }

  /// Whether nothing at all was proven.
  public var isEmpty: Bool {
    service == nil && pod == nil && endpointSlice == nil && node == nil
  }
}
