internal import Foundation

/// Reads a kubeconfig's `cluster`.
struct ClusterReader {
  let entry: Kubeconfig.Entry

  /// The name under which an extension holds what a plugin wants to know.
  private static let pluginExtension = "client.authentication.k8s.io/exec"

  func server(tls: TLSSettings) throws(ConnectionConfigurationError) -> ServerAddress {
    guard let field = try entry.body?.member("server"), case let text = try field.scalarText(),
      !text.isEmpty
    else { throw .value(.clusterWithoutServer(entry.subject)) }
    let isTLSConfigured =
      tls.certificateAuthorityPEM != nil || tls.clientIdentity != nil || tls.skipsVerification
    do throws(URLFault) {
      return try ServerAddress(server: text, isTLSConfigured: isTLSConfigured)
    } catch {
      throw .value(
        .unusableServer(entry.subject, server: URLText.shown(text), reason: error.reason)
      )
    }
  }

  func tlsSettings(
    clientIdentity: ClientIdentity?
  ) throws(ConnectionConfigurationError) -> TLSSettings {
    let skipsVerification = try entry.body?.flag("insecure-skip-tls-verify") ?? false
    var authority: ConfigurationBytes?
    if let body = entry.body {
      authority = try ConfigurationBytes.read("certificate-authority", of: body)
      try authority?.require("CERTIFICATE")
    }
    guard authority == nil || !skipsVerification else {
      throw .value(.authorityAndSkippedVerification(entry.subject))
    }
    return TLSSettings(
      certificateAuthorityPEM: authority?.bytes,
      serverName: try entry.body?.text("tls-server-name"),
      skipsVerification: skipsVerification,
      clientIdentity: clientIdentity
    )
  }

  /// The proxy of the cluster, else the environment's.
  func proxy(
    for server: ServerAddress,
    environment: [String: String]
  ) throws(ConnectionConfigurationError) -> ProxyAddress? {
    guard let text = try entry.body?.text("proxy-url") else {
      return try ProxyEnvironment.proxy(for: server, environment: environment)
    }
    do throws(URLFault) {
      return try ProxyAddress(text, allowsBareHost: false)
    } catch {
      throw .value(
        .unusableProxy(
          origin: "`proxy-url` of \(entry.subject)",
          proxy: URLText.shown(text),
          reason: error.reason
        )
      )
    }
  }

  /// What a plugin is told about the cluster, as JSON.
  func pluginJSON(tls: TLSSettings) throws(ConnectionConfigurationError) -> String {
    var members: [(name: String, json: String)] = []
    if let server = try entry.body?.text("server") {
      members.append(("server", JSONText.string(server)))
    }
    if let name = tls.serverName { members.append(("tls-server-name", JSONText.string(name))) }
    if tls.skipsVerification { members.append(("insecure-skip-tls-verify", "true")) }
    if let bytes = tls.certificateAuthorityPEM {
      let text = Data(bytes).base64EncodedString()
      members.append(("certificate-authority-data", JSONText.string(text)))
    }
    if let proxy = try entry.body?.text("proxy-url") {
      members.append(("proxy-url", JSONText.string(proxy)))
    }
    for item in try entry.body?.elements("extensions") ?? [] {
      guard try item.text("name") == Self.pluginExtension,
        let value = try item.member("extension")
      else { continue }
      members.append(("config", JSONText.value(value.node)))
    }
    return JSONText.object(members)
  }
}
