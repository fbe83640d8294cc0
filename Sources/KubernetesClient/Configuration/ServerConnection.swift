/// How one API server is reached, and as whom.
public struct ServerConnection: Hashable, Sendable {
  /// The context of the kubeconfig, or nil inside a cluster.
  public let contextName: String?
  /// The cluster's name in the kubeconfig, or nil inside a cluster.
  public let clusterName: String?
  /// Where the server answers.
  public let server: ServerAddress
  /// The namespace of whoever names none.
  public let defaultNamespace: String
  /// How both sides prove who they are, below HTTP.
  public let tls: TLSSettings
  /// What stands between us and the server.
  public let proxy: ProxyAddress?
  /// How the server learns who asks.
  public let credentials: ServerCredentials
  /// In whose name requests are made, if not our own.
  public let impersonation: Impersonation?

  /// Creates a connection's description.
  public init(
    contextName: String?,
    clusterName: String?,
    server: ServerAddress,
    defaultNamespace: String,
    tls: TLSSettings,
    proxy: ProxyAddress?,
    credentials: ServerCredentials,
    impersonation: Impersonation?
  ) {
    self.contextName = contextName
    self.clusterName = clusterName
    self.server = server
    self.defaultNamespace = defaultNamespace
    self.tls = tls
    self.proxy = proxy
    self.credentials = credentials
    self.impersonation = impersonation
  }

  /// The name under which a recording files the cluster unless told otherwise: the context's, since
  /// that is what people call it; inside a cluster `default`.
  public var suggestedClusterName: String { contextName ?? "default" }
}
