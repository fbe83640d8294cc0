/// What is wrong with the values of a cluster, a user, or a proxy.
public enum ConnectionValueFault: Hashable, Sendable {
  /// A context names no cluster.
  case contextWithoutCluster(ConfigurationSubject)
  /// A cluster names no server.
  case clusterWithoutServer(ConfigurationSubject)
  /// The server is not a URL, or none that an API server has.
  case unusableServer(ConfigurationSubject, server: String, reason: String)
  /// The variables that a pod gets do not name a server.
  case unusableServiceVariables(host: String, port: String, reason: String)
  /// The proxy is not a URL, or none that a proxy has; user and password are left out.
  case unusableProxy(origin: String, proxy: String, reason: String)
  /// A file that an entry names is missing, or cannot be read.
  case namedFileUnusable(ConfigurationPlace, field: String, detail: String)
  /// A private key needs a password, which nobody is asked for.
  case encryptedKey(origin: String)
  /// A text is not base64.
  case badBase64(ConfigurationPlace, field: String)
  /// There is no PEM block of the kind that is needed.
  case noPEM(origin: String, expected: String)
  /// A cluster both has an authority and skips verification.
  case authorityAndSkippedVerification(ConfigurationSubject)
  /// A user has a client certificate and no key.
  case certificateWithoutKey(ConfigurationSubject)
  /// A user has a client key and no certificate.
  case keyWithoutCertificate(ConfigurationSubject)
  /// A user has both a token and a password.
  case tokenAndPassword(ConfigurationSubject)
  /// A user has a built-in provider, which Kubernetes has removed.
  case authProvider(ConfigurationSubject, provider: String)
  /// A user impersonates groups without a user.
  case impersonationWithoutUser(ConfigurationSubject)
  /// A plugin has no command.
  case pluginWithoutCommand(ConfigurationSubject)
  /// A plugin speaks another version than we do.
  case pluginVersion(ConfigurationSubject, found: String)
  /// A plugin must ask a person.
  case interactivePlugin(ConfigurationSubject, command: String)
  /// A plugin has another mode than there are.
  case pluginMode(ConfigurationSubject, found: String)
}
