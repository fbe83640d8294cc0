public import TopologyModel

/// Which requests are meant.
public struct StandInTarget: Hashable, Sendable {
  private var verb: StandInVerb?
  private var kind: ResourceKind?
  private var namespace: String?
  private var onlyContinuations = false

  /// Lists of a kind, or of all, further pages included.
  public static func list(
    _ kind: ResourceKind? = nil,
    namespace: String? = nil
  ) -> StandInTarget {
    StandInTarget(verb: .list, kind: kind, namespace: namespace)
  }

  /// Further pages of lists of a kind, or of all.
  public static func continuation(_ kind: ResourceKind? = nil) -> StandInTarget {
    StandInTarget(verb: .list, kind: kind, onlyContinuations: true)
  }

  /// Watches of a kind, or of all.
  public static func watch(
    _ kind: ResourceKind? = nil,
    namespace: String? = nil
  ) -> StandInTarget {
    StandInTarget(verb: .watch, kind: kind, namespace: namespace)
  }

  /// Requests of the server's version.
  public static let version = StandInTarget(verb: .version)

  /// All requests.
  public static let any = StandInTarget()

  /// Returns whether a request is meant.
  public func matches(_ request: StandInRequest) -> Bool {
    if let verb, verb != request.verb { return false }
    if let kind, kind != request.kind { return false }
    if let namespace, namespace != request.namespace { return false }
    return !onlyContinuations || request.isContinuation
  }
}
