import Foundation
import Testing
import TopologyModel

@testable import KubernetesClient

@Suite("merging kubeconfigs")
struct KubeconfigMergeTests {
  private static func file(current: String?, server: String, token: String) -> String {
    """
    \(current.map { "current-context: \($0)" } ?? "kind: Config")
    contexts:
    - {name: dev, context: {cluster: shop, user: me}}
    - {name: "\(token)", context: {cluster: shop, user: "\(token)"}}
    clusters:
    - {name: shop, cluster: {server: "\(server)"}}
    users:
    - {name: me, user: {token: "\(token)"}}
    - {name: "\(token)", user: {token: "\(token)"}}
    """
  }

  @Test("the first file to name an entry or a current context wins, and missing files are skipped")
  func merging() throws {
    let folder = try ConfigurationFolder()
    let first = try folder.write(
      Self.file(current: nil, server: "https://first", token: "a"),
      to: "1"
    )
    let second = try folder.write(
      Self.file(current: "b", server: "https://second", token: "b"),
      to: "2"
    )
    let third = try folder.write(
      Self.file(current: "dev", server: "https://third", token: "c"),
      to: "3"
    )
    let list = [first, "\(folder.path)/missing", "", second, third, first]
    let kubeconfig = try Kubeconfig.load(
      explicitPath: nil,
      environment: ["KUBECONFIG": list.joined(separator: ":")],
      homeFolder: nil
    )
    #expect(kubeconfig.files == [first, second, third])
    #expect(kubeconfig.currentContext == "b")
    #expect(kubeconfig.contextNames == ["a", "b", "c", "dev"])
    let current = try kubeconfig.connection(context: nil, environment: [:])
    #expect(current.credentials == .token(Secret("b")))
    #expect(current.server.host == "first")
    let dev = try kubeconfig.connection(context: "dev", environment: [:])
    #expect(dev.credentials == .token(Secret("a")))
    #expect(dev.suggestedClusterName == "dev")
    #expect(dev.clusterName == "shop")
  }

  @Test("without a list, the file in the home folder is read")
  func home() throws {
    let folder = try ConfigurationFolder()
    let text = Self.file(current: "dev", server: "https://home", token: "a")
    try folder.write(text, to: ".kube/config")
    for environment in [[:], ["KUBECONFIG": ""]] {
      let kubeconfig = try Kubeconfig.load(
        explicitPath: nil,
        environment: environment,
        homeFolder: folder.path
      )
      #expect(kubeconfig.files == ["\(folder.path)/.kube/config"])
    }
  }

  @Test("an explicit file is the only one, and it must be there")
  func explicit() throws {
    let folder = try ConfigurationFolder()
    let first = try folder.write(Self.file(current: "dev", server: "h", token: "a"), to: "1")
    let second = try folder.write(Self.file(current: "b", server: "h", token: "b"), to: "2")
    let kubeconfig = try Kubeconfig.load(
      explicitPath: second,
      environment: ["KUBECONFIG": first],
      homeFolder: folder.path
    )
    #expect(kubeconfig.contextNames == ["b", "dev"])
    #expect(kubeconfig.currentContext == "b")
    let missing = "\(folder.path)/missing"
    #expect(throws: ConnectionConfigurationError.kubeconfig(.missing(path: missing))) {
      try Kubeconfig.load(explicitPath: missing, environment: [:], homeFolder: nil)
    }
  }

  @Test("where no file is found, the error lists where it was looked")
  func nowhere() throws {
    let folder = try ConfigurationFolder()
    let error = try #require(throws: ConnectionConfigurationError.self) {
      try Kubeconfig.load(explicitPath: nil, environment: [:], homeFolder: folder.path)
    }
    #expect(error.category == .notFound)
    #expect(
      error.message
        == "there is no kubeconfig: found none of `\(folder.path)/.kube/config`"
    )
    #expect(throws: ConnectionConfigurationError.kubeconfig(.nowhere(searched: []))) {
      try Kubeconfig.load(explicitPath: nil, environment: [:], homeFolder: nil)
    }
  }

  @Test("relative paths start from the folder of the file that holds them")
  func relativePaths() throws {
    let folder = try ConfigurationFolder()
    try folder.write(ConfigurationFolder.certificatePEM, to: "a/pki/ca.crt")
    try folder.write(ConfigurationFolder.certificatePEM, to: "b/me.crt")
    try folder.write(ConfigurationFolder.keyPEM, to: "me.key")
    let first = try folder.write(
      """
      current-context: dev
      contexts: [{name: dev, context: {cluster: shop, user: me}}]
      clusters:
      - {name: shop, cluster: {server: "https://h", certificate-authority: pki/ca.crt}}
      """,
      to: "a/config"
    )
    let second = try folder.write(
      """
      users:
      - name: me
        user: {client-certificate: ./me.crt, client-key: ../me.key, tokenFile: token}
      - name: plugin
        user:
          exec: {apiVersion: client.authentication.k8s.io/v1, command: bin/login}
      contexts: [{name: plugin, context: {cluster: shop, user: plugin}}]
      """,
      to: "b/config"
    )
    let kubeconfig = try Kubeconfig.load(
      explicitPath: nil,
      environment: ["KUBECONFIG": "\(first):\(second)"],
      homeFolder: nil
    )
    let connection = try kubeconfig.connection(context: nil, environment: [:])
    let certificate = Array(ConfigurationFolder.certificatePEM.utf8)
    #expect(connection.tls.certificateAuthorityPEM == certificate)
    #expect(connection.tls.clientIdentity?.certificatePEM == certificate)
    #expect(connection.tls.clientIdentity?.keyPEM == Array(ConfigurationFolder.keyPEM.utf8))
    #expect(connection.credentials == .tokenFile(path: "\(folder.path)/b/token"))
    let plugin = try kubeconfig.connection(context: "plugin", environment: [:])
    guard case .exec(let exec) = plugin.credentials else {
      Issue.record("expected a plugin")
      return
    }
    #expect(exec.command == "\(folder.path)/b/bin/login")
  }
}
