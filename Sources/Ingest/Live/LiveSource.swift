internal import EventLog
public import KubernetesObjects
public import TopologyModel

/// What one live watch is told apart by: which server it asks for which objects, and what is kept.
public struct LiveSource: Hashable, Sendable {
  /// The cluster's name in the store.
  public var cluster: String
  /// The API server's address with its path prefix, without credentials.
  public var server: String
  /// The kind.
  public var kind: ResourceKind
  /// The namespace; nil for all, and for kinds without namespaces.
  public var namespace: String?
  /// The label selector as the API takes it; empty for none.
  public var labelSelector: String
  /// What is removed from bodies at the door.
  public var retention: RedactionPolicy
  /// The server's Kubernetes version, such as `1.36`; empty where it did not tell.
  public var kubernetesVersion: String

  /// Creates a source; a namespace and a selector do not restrict Nodes, which have neither the one
  /// nor the labels of Services.
  public init(
    cluster: String,
    server: String,
    kind: ResourceKind,
    namespace: String?,
    labelSelector: String,
    retention: RedactionPolicy,
    kubernetesVersion: String
  ) {
    self.cluster = cluster
    self.server = server
    self.kind = kind
    self.namespace = kind.isNamespaced ? namespace : nil
    self.labelSelector = kind.isNamespaced ? labelSelector : ""
    self.retention = retention
    self.kubernetesVersion = kubernetesVersion
  }

  /// What is asked for, as recordings write it.
  var scope: WatchScope {
    WatchScope(
      namespace: namespace,
      selector: labelSelector.isEmpty ? "" : "labelSelector=\(labelSelector)"
    )
  }

  /// The name of the format of live feeds.
  static let format = FeedDescription.liveFormat

  /// What all feeds of the same objects of the same server begin with, whatever was kept.
  var identityPrefix: String {
    "live \(server) \(kind.resourceName) namespace=\(namespace ?? "*") "
      + "selector=\(labelSelector) "
  }

  /// Whether a feed of that identity told of the same objects of the same server.
  func isSame(_ identity: String) -> Bool {
    // A selector may begin as another one does, up to a blank.
    identity.hasPrefix(identityPrefix)
      && identity.dropFirst(identityPrefix.count).hasPrefix("retain=")
  }

  /// What makes the feed the same again when the recorder is started again.
  var identity: String {
    identityPrefix + "retain=\(retention.text) version=\(kubernetesVersion)"
  }
}
