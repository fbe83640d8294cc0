extension Kubeconfig {
  /// The namespace where a context names none.
  static let namespace = "default"

  /// Returns how the server of a context is reached, or of the current one where it is nil.
  ///
  /// Of the environment, only the variables that name proxies count.
  public func connection(
    context: String?,
    environment: [String: String]
  ) throws(ConnectionConfigurationError) -> ServerConnection {
    guard let name = context ?? currentContext else {
      throw .kubeconfig(.noContext(files: files, contexts: contextNames))
    }
    guard let context = entries[.context]?[name] else {
      throw .kubeconfig(
        .noSuchContext(name, isCurrent: context == nil, files: files, contexts: contextNames)
      )
    }
    guard let clusterName = try context.body?.text("cluster") else {
      throw .value(.contextWithoutCluster(context.subject))
    }
    let cluster = try entry(.cluster, named: clusterName, for: context.subject)
    var user: Entry?
    if let userName = try context.body?.text("user") {
      user = try entry(.user, named: userName, for: context.subject)
    }
    let reader = ClusterReader(entry: cluster)
    let identity = try user.map { entry throws(ConnectionConfigurationError) in
      try UserReader(entry: entry).clientIdentity()
    }
    let tls = try reader.tlsSettings(clientIdentity: identity ?? nil)
    let server = try reader.server(tls: tls)
    var credentials = ServerCredentials.none
    var impersonation: Impersonation?
    if let user {
      let userReader = UserReader(entry: user)
      credentials = try userReader.credentials(cluster: reader, tls: tls)
      impersonation = try userReader.impersonation()
    }
    return ServerConnection(
      contextName: name,
      clusterName: clusterName,
      server: server,
      defaultNamespace: try context.body?.text("namespace") ?? Self.namespace,
      tls: tls,
      proxy: try reader.proxy(for: server, environment: environment),
      credentials: credentials,
      impersonation: impersonation
    )
  }

  private func entry(
    _ kind: ConfigurationSubject.Kind,
    named name: String,
    for context: ConfigurationSubject
  ) throws(ConnectionConfigurationError) -> Entry {
    guard let entry = entries[kind]?[name] else {
      throw .kubeconfig(
        .noSuchEntry(kind: kind, name: name, context: context, known: names(of: kind))
      )
    }
    return entry
  }
}
