public import TopologyModel

/// Which audit entries are read.
public struct AuditSelection: Hashable, Sendable {
  /// The kind that they are about.
  public var kind: ResourceKind
  /// The namespace; nil for all.
  public var namespace: String?
  /// The name, empty for those that name no object; nil for all.
  public var name: String?
  /// When the server had answered; nil for any time.
  public var answered: ClosedRange<Instant>?

  /// Creates a selection.
  public init(
    kind: ResourceKind,
    namespace: String? = nil,
    name: String? = nil,
    answered: ClosedRange<Instant>? = nil
  ) {
    self.kind = kind
    self.namespace = namespace
    self.name = name
    self.answered = answered
  }
}
