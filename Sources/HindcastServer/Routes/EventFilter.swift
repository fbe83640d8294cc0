internal import EventLog
internal import QueryEngine
internal import TopologyModel

/// Which events somebody wants, and may have.
struct EventFilter: Sendable {
  private let cluster: String?
  private let namespace: String?
  private let kind: ResourceKind?
  /// Whether the objects are wanted, too.
  let hasObjects: Bool
  private let restriction: AccessRestriction

  /// Throws `ServerFault` where something is asked for that may not be.
  init(_ call: ServerCall) throws(ServerFault) {
    cluster = call.parameters["cluster"]
    namespace = call.parameters["namespace"]
    kind = call.parameters["kind"].flatMap { word in
      ResourceKind.allCases.first { $0.kindWord == word }
    }
    hasObjects = call.parameters.flag("objects")
    restriction = call.principal.restriction
    if let namespace, !restriction.allows(namespace: namespace) {
      throw .forbiddenNamespace(namespace)
    }
    if let cluster, !restriction.allows(cluster: cluster) {
      throw .forbiddenCluster(cluster)
    }
  }

  func passes(_ event: RecordedEvent) -> Bool {
    guard cluster.map({ $0 == event.cluster }) ?? true, restriction.allows(cluster: event.cluster)
    else { return false }
    guard let slot = event.object?.slot else {
      return kind == nil && namespace == nil && restriction.namespaces == nil
    }
    guard kind.map({ $0 == slot.kind }) ?? true, namespace.map({ $0 == slot.namespace }) ?? true
    else { return false }
    return restriction.allows(slot)
  }
}

extension ServerFault {
  static func forbiddenNamespace(_ name: String) -> ServerFault {
    ServerFault(
      .forbidden,
      "forbidden-namespace",
      "you may not ask about namespace `\(name)`",
      help: "use a token for it"
    )
  }

  /// A report of no one namespace, for somebody who may ask about some.
  static func severalNamespaces(_ allowed: Set<String>) -> ServerFault {
    ServerFault(
      .forbidden,
      "restricted",
      "a report of several namespaces needs them all, and your token is for some",
      help: allowed.isEmpty
        ? "use a token for all"
        : "name one of yours with `namespace`: \(allowed.sorted().joined(separator: ", "))",
      parameter: "namespace"
    )
  }

  static func forbiddenCluster(
    _ name: String,
    to what: String = "ask about"
  ) -> ServerFault {
    ServerFault(
      .forbidden,
      "forbidden-cluster",
      "you may not \(what) cluster `\(name)`",
      help: "use a token for it"
    )
  }

  static func unrestrictedOnly(_ what: String) -> ServerFault {
    ServerFault(
      .forbidden,
      "restricted",
      "\(what) looks at all namespaces, and your token is for some",
      help: "use a token for all"
    )
  }
}
