public import TopologyModel

extension ConnectionValueFault {
  /// The kind of failure.
  public var category: AnomalyCategory {
    switch self {
    case .contextWithoutCluster, .clusterWithoutServer, .unusableServer,
      .unusableServiceVariables, .unusableProxy, .badBase64, .noPEM,
      .authorityAndSkippedVerification, .certificateWithoutKey, .keyWithoutCertificate,
      .tokenAndPassword, .impersonationWithoutUser, .pluginWithoutCommand, .pluginMode:
      .incorrect
    case .namedFileUnusable: .unavailable
    case .authProvider, .encryptedKey, .pluginVersion, .interactivePlugin: .unsupported
    }
  }

  /// What happened.
  public var message: String {
    switch self {
    case .contextWithoutCluster(let subject): "\(subject) names no `cluster`"
    case .clusterWithoutServer(let subject): "\(subject) has no `server`"
    case .unusableServer(let subject, let server, let reason):
      "the server `\(server)` of \(subject) cannot be used: \(reason)"
    case .unusableServiceVariables(let host, let port, let reason):
      "`KUBERNETES_SERVICE_HOST` is `\(host)` and `KUBERNETES_SERVICE_PORT` is `\(port)`, which "
        + "make no URL: \(reason)"
    case .unusableProxy(let origin, let proxy, let reason):
      "the proxy `\(proxy)` in \(origin) cannot be used: \(reason)"
    case .namedFileUnusable(let place, let field, let detail):
      "\(place): `\(field)` names a file that cannot be used: \(detail)"
    case .encryptedKey(let origin): "the private key in \(origin) is encrypted"
    case .badBase64(let place, let field): "\(place): `\(field)` is not base64"
    case .noPEM(let origin, let expected):
      "\(origin) has no line `-----BEGIN \(expected)-----`"
    case .authorityAndSkippedVerification(let subject):
      "\(subject) has a `certificate-authority` and `insecure-skip-tls-verify: true`, "
        + "which exclude each other"
    case .certificateWithoutKey(let subject):
      "\(subject) has a `client-certificate` and no `client-key`"
    case .keyWithoutCertificate(let subject):
      "\(subject) has a `client-key` and no `client-certificate`"
    case .tokenAndPassword(let subject):
      "\(subject) has a token and a `username`, which exclude each other"
    case .authProvider(let subject, let provider):
      "\(subject) has the `auth-provider` `\(provider)`, which Kubernetes removed in 1.26"
    case .impersonationWithoutUser(let subject):
      "\(subject) has `as-uid`, `as-groups`, or `as-user-extra`, and no `as`"
    case .pluginWithoutCommand(let subject): "the `exec` of \(subject) has no `command`"
    case .pluginVersion(let subject, let found):
      found.isEmpty
        ? "the `exec` of \(subject) has no `apiVersion`"
        : "the `exec` of \(subject) has the `apiVersion` `\(found)`"
    case .interactivePlugin(let subject, let command):
      "the `exec` of \(subject) runs `\(command)` with `interactiveMode: Always`, but nobody is "
        + "there to answer it"
    case .pluginMode(let subject, let found):
      "the `exec` of \(subject) has the `interactiveMode` `\(found)`"
    }
  }

  /// What to do next.
  public var help: String? {
    switch self {
    case .contextWithoutCluster: "add `cluster: NAME` to the context"
    case .clusterWithoutServer: "add `server: https://HOST:PORT` to the cluster"
    case .unusableServer: "write it as `https://HOST:PORT`, with a path if the server has one"
    case .unusableServiceVariables: "leave the variables as the kubelet sets them"
    case .unusableProxy: "write it as `http://HOST:PORT`, or with `https` or `socks5`"
    case .namedFileUnusable:
      "check the path, which starts from the kubeconfig's folder, and that you may read the file"
    case .encryptedKey: "decrypt it with `openssl pkey`, and protect the file instead"
    case .badBase64:
      "write the file's bytes as base64, or name the file without `-data` at the end of the key"
    case .noPEM: "expected PEM; `openssl` converts other forms, such as DER"
    case .authorityAndSkippedVerification:
      "remove `insecure-skip-tls-verify`, so that the server is verified"
    case .certificateWithoutKey: "add `client-key` or `client-key-data`"
    case .keyWithoutCertificate: "add `client-certificate` or `client-certificate-data`"
    case .tokenAndPassword: "keep one of them"
    case .authProvider:
      "use an `exec` plugin, such as `gke-gcloud-auth-plugin`, `kubelogin`, or `kubectl-oidc_login`"
    case .impersonationWithoutUser: "add `as: NAME`"
    case .pluginWithoutCommand: "add `command: NAME`"
    case .pluginVersion:
      "expected `client.authentication.k8s.io/v1` or `client.authentication.k8s.io/v1beta1`"
    case .interactivePlugin:
      "set `interactiveMode: IfAvailable` if the plugin can do without questions, log in with it "
        + "first, or use a service account's token"
    case .pluginMode: "expected `Never`, `IfAvailable`, or `Always`"
    }
  }
}
