public import TopologyModel

/// What an observation event says beyond its envelope: of which kind, in which scope, and for a
/// complete listing what it contained.
public struct ObservationDetails: Hashable, Sendable {
  /// One object that a listing contained.
  public struct Member: Hashable, Sendable {
    /// The object's UID.
    public var uid: String
    /// The object's revision in the listing.
    public var revision: Revision

    /// Creates a member.
    public init(uid: String, revision: Revision) {
      self.uid = uid
      self.revision = revision
    }
  }

  /// The observed kind.
  public var kind: ResourceKind
  /// The observed namespace; nil for all.
  public var namespace: String?
  /// The label or field selectors of the request, as text; empty for none.
  public var selector: String
  /// When the session began (listing begun, watch opened); the key of its events.
  public var sessionStart: Instant
  /// The event's number within the session; the rest of the key.
  public var ordinal: Int
  /// For a complete listing, what it contained, sorted by UID; empty otherwise.
  public var members: [Member]
  /// Whether the scope is a guess that must not end objects (a list read from a file), or the
  /// session's bounds are those of a file rather than of a connection.
  public var isImplied: Bool
  /// Why, in the server's or the collector's words; may be empty.
  public var reason: String

  /// Creates details.
  public init(
    kind: ResourceKind,
    namespace: String?,
    selector: String,
    sessionStart: Instant,
    ordinal: Int,
    members: [Member],
    isImplied: Bool,
    reason: String
  ) {
    self.kind = kind
    self.namespace = namespace
    self.selector = selector
    self.sessionStart = sessionStart
    self.ordinal = ordinal
    self.members = members.sorted { $0.uid < $1.uid }
    self.isImplied = isImplied
    self.reason = reason
  }
}
