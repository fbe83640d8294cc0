import Foundation
import Testing
import TopologyModel

@testable import KubernetesClient

@Suite("the configuration inside a cluster")
struct InClusterConfigurationTests {
  private static let folder = "var/run/secrets/kubernetes.io/serviceaccount"
  private static let variables = [
    "KUBERNETES_SERVICE_HOST": "10.96.0.1", "KUBERNETES_SERVICE_PORT": "443",
  ]

  private static func pod(namespace: String?) throws -> ConfigurationFolder {
    let root = try ConfigurationFolder()
    try root.write("token-1\n", to: "\(folder)/token")
    try root.write(ConfigurationFolder.certificatePEM, to: "\(folder)/ca.crt")
    if let namespace { try root.write(namespace, to: "\(folder)/namespace") }
    return root
  }

  @Test("a pod's service account describes the connection")
  func connection() throws {
    let root = try Self.pod(namespace: "shop\n")
    let connection = try InClusterConfiguration.connection(
      environment: Self.variables,
      root: root.path
    )
    #expect(InClusterConfiguration.isAvailable(environment: Self.variables, root: root.path))
    #expect(connection.server.description == "https://10.96.0.1")
    #expect(connection.defaultNamespace == "shop")
    #expect(connection.suggestedClusterName == "default")
    #expect(connection.contextName == nil)
    #expect(connection.credentials == .tokenFile(path: "\(root.path)/\(Self.folder)/token"))
    #expect(
      connection.tls.certificateAuthorityPEM == Array(ConfigurationFolder.certificatePEM.utf8)
    )
  }

  @Test("an IPv6 address, a missing namespace, and a proxy are fine")
  func variants() throws {
    let root = try Self.pod(namespace: nil)
    let connection = try InClusterConfiguration.connection(
      environment: [
        "KUBERNETES_SERVICE_HOST": "fd00::1", "KUBERNETES_SERVICE_PORT": "6443",
        "HTTPS_PROXY": "http://p:1",
      ],
      root: root.path
    )
    #expect(connection.server.host == "fd00::1")
    #expect(connection.server.description == "https://[fd00::1]:6443")
    #expect(connection.defaultNamespace == "default")
    #expect(connection.proxy?.host == "p")
  }

  @Test("outside a cluster the error says what is missing")
  func outside() throws {
    let root = try ConfigurationFolder()
    #expect(!InClusterConfiguration.isAvailable(environment: [:], root: root.path))
    #expect(!InClusterConfiguration.isAvailable(environment: Self.variables, root: root.path))
    let bare = try #require(throws: ConnectionConfigurationError.self) {
      try InClusterConfiguration.connection(environment: [:], root: root.path)
    }
    #expect(
      bare.message == "this is not a pod with a service account: there is no environment "
        + "variable `KUBERNETES_SERVICE_HOST`"
    )
    #expect(bare.category == .notFound)
    let file = "\(root.path)/\(Self.folder)/token"
    #expect(throws: ConnectionConfigurationError.outsideCluster(missing: "file `\(file)`")) {
      try InClusterConfiguration.connection(environment: Self.variables, root: root.path)
    }
  }

  @Test("variables that name no server are shown")
  func unusable() throws {
    let root = try Self.pod(namespace: nil)
    let error = try #require(throws: ConnectionConfigurationError.self) {
      try InClusterConfiguration.connection(
        environment: ["KUBERNETES_SERVICE_HOST": "a b", "KUBERNETES_SERVICE_PORT": "443"],
        root: root.path
      )
    }
    #expect(error.message.hasPrefix("`KUBERNETES_SERVICE_HOST` is `a b` and"))
  }
}
