public import TopologyModel

/// How a server behaves as long as no fault says otherwise.
public struct StandInOptions: Sendable {
  /// How a watch from a revision that was compacted is refused.
  public enum Expiry: Hashable, Sendable {
    /// HTTP 200, then an ERROR record with code 410, as API servers do.
    case errorRecord
    /// HTTP 410.
    case status
  }

  /// What stands before every path, such as `/k8s/clusters/c-1`.
  public var pathPrefix: String
  /// The certificate to serve with; nil for plain HTTP.
  ///
  /// It is read at the start only.
  public var tls: StandInTLS?
  /// The bearer tokens that are let in; where there are none, everybody is.
  public var tokens: Set<String>
  /// The port to listen on; 0 for any that is free.
  ///
  /// It is read at the start only.
  public var port: Int
  /// Kinds that are answered with 403.
  public var forbiddenKinds: Set<ResourceKind> = []
  /// The only namespaces that may be asked for, one by one; nil where everything may be.
  public var allowedNamespaces: Set<String>?
  /// Whether `sendInitialEvents` is refused, as servers without the WatchList feature do.
  public var refusesInitialEvents = false
  /// The status of that refusal: 422, or 400.
  public var initialEventsRefusalStatus = 422
  /// How a watch from a compacted revision is refused.
  public var expiry = Expiry.errorRecord
  /// Whether a watch that reaches its `timeoutSeconds` sends a bookmark before it ends, where it
  /// allows bookmarks.
  public var sendsBookmarkBeforeTimeout = true
  /// Gives the `Date` header of each answer; nil sends none.
  public var date: (@Sendable () -> String)?

  /// Creates options.
  public init(
    pathPrefix: String = "",
    tls: StandInTLS? = nil,
    tokens: Set<String> = [],
    port: Int = 0
  ) {
    self.pathPrefix = pathPrefix
    self.tls = tls
    self.tokens = tokens
    self.port = port
  }
}
