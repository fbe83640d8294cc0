/// Reads a kubeconfig's `user`.
struct UserReader {
  let entry: Kubeconfig.Entry

  func clientIdentity() throws(ConnectionConfigurationError) -> ClientIdentity? {
    guard let body = entry.body else { return nil }
    let certificate = try ConfigurationBytes.read("client-certificate", of: body)
    let key = try ConfigurationBytes.read("client-key", of: body)
    switch (certificate, key) {
    case (nil, nil): return nil
    case (nil, _?): throw .value(.keyWithoutCertificate(entry.subject))
    case (_?, nil): throw .value(.certificateWithoutKey(entry.subject))
    case (let certificate?, let key?):
      try certificate.require("CERTIFICATE")
      try key.require("PRIVATE KEY")
      guard !PEMText.isEncrypted(key.bytes) else {
        throw .value(.encryptedKey(origin: key.origin))
      }
      return ClientIdentity(certificatePEM: certificate.bytes, keyPEM: key.bytes)
    }
  }

  /// The way to identify ourselves; a token in a file wins over one in the kubeconfig, both over a
  /// password, and all over a plugin, as for `kubectl`.
  func credentials(
    cluster: ClusterReader,
    tls: TLSSettings
  ) throws(ConnectionConfigurationError) -> ServerCredentials {
    guard let body = entry.body else { return .none }
    let password = try body.text("password") ?? ""
    let user = try body.text("username")
    let token = try body.text("token")
    let tokenFile = try body.text("tokenFile")
    if user != nil, token != nil || tokenFile != nil {
      throw .value(.tokenAndPassword(entry.subject))
    }
    if let tokenFile {
      return .tokenFile(path: ConfigurationFile.resolve(tokenFile, in: body.folder))
    }
    if let token { return .token(Secret(token)) }
    if let user { return .basic(user: user, password: Secret(password)) }
    if let exec = try body.member("exec") {
      return .exec(try plugin(exec, cluster: cluster, tls: tls))
    }
    if let provider = try body.member("auth-provider") {
      throw .value(.authProvider(entry.subject, provider: try provider.text("name") ?? ""))
    }
    return .none
  }

  func impersonation() throws(ConnectionConfigurationError) -> Impersonation? {
    guard let body = entry.body else { return nil }
    let uid = try body.text("as-uid")
    let groups = try body.texts("as-groups")
    var extra: [String: [String]] = [:]
    for (key, _) in try body.members("as-user-extra") {
      extra[key] = try body.member("as-user-extra")?.texts(key)
    }
    guard let user = try body.text("as") else {
      guard uid == nil, groups.isEmpty, extra.isEmpty else {
        throw .value(.impersonationWithoutUser(entry.subject))
      }
      return nil
    }
    return Impersonation(user: user, uid: uid, groups: groups, extra: extra)
  }

  private func plugin(
    _ exec: KubeconfigField,
    cluster: ClusterReader,
    tls: TLSSettings
  ) throws(ConnectionConfigurationError) -> ExecPlugin {
    guard let command = try exec.text("command") else {
      throw .value(.pluginWithoutCommand(entry.subject))
    }
    let version = try exec.text("apiVersion") ?? ""
    guard PluginOutput.apiVersions.contains(version) else {
      throw .value(.pluginVersion(entry.subject, found: version))
    }
    let mode = try exec.text("interactiveMode") ?? "IfAvailable"
    guard mode != "Always" else {
      throw .value(.interactivePlugin(entry.subject, command: command))
    }
    guard mode == "Never" || mode == "IfAvailable" else {
      throw .value(.pluginMode(entry.subject, found: mode))
    }
    var variables: [ExecPlugin.Variable] = []
    for item in try exec.elements("env") {
      guard let name = try item.text("name") else {
        throw .kubeconfig(.nameless(item.place, field: item.path))
      }
      let value = try item.text("value") ?? ""
      variables.append(ExecPlugin.Variable(name: name, value: Secret(value)))
    }
    let wantsCluster = try exec.flag("provideClusterInfo")
    return ExecPlugin(
      subject: entry.subject,
      apiVersion: version,
      command: command.contains("/")
        ? ConfigurationFile.resolve(command, in: exec.folder) : command,
      arguments: try exec.texts("args"),
      variables: variables,
      installHint: try exec.text("installHint"),
      clusterJSON: wantsCluster ? try cluster.pluginJSON(tls: tls) : nil
    )
  }
}
