import Foundation
import Testing

@testable import KubernetesClient

@Suite("a connection out of a kubeconfig")
struct KubeconfigConnectionTests {
  private static func fixture(_ name: String, context: String? = nil) throws -> ServerConnection {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let kubeconfig = try Kubeconfig.load(
      explicitPath: tests.appendingPathComponent("Fixtures/kubeconfig/\(name)").path,
      environment: [:],
      homeFolder: nil
    )
    return try kubeconfig.connection(context: context, environment: [:])
  }

  @Test("the kubeconfig of kind is read")
  func kind() throws {
    let connection = try Self.fixture("kind.yaml")
    #expect(connection.contextName == "kind-shop")
    #expect(connection.server.description == "https://127.0.0.1:38467")
    #expect(connection.defaultNamespace == "default")
    #expect(
      connection.tls.certificateAuthorityPEM == Array(ConfigurationFolder.certificatePEM.utf8)
    )
    #expect(!connection.tls.skipsVerification)
    #expect(connection.credentials == .token(Secret("token-of-kind")))
    #expect(connection.proxy == nil)
    #expect(connection.impersonation == nil)
  }

  @Test("a kubeconfig in JSON with a plugin is read")
  func eks() throws {
    let connection = try Self.fixture("eks.json")
    #expect(
      connection.suggestedClusterName == "arn:aws:eks:eu-central-1:111122223333:cluster/shop"
    )
    #expect(connection.server.host == "0123456789abcdef.gr7.eu-central-1.eks.amazonaws.com")
    #expect(connection.defaultNamespace == "shop")
    guard case .exec(let plugin) = connection.credentials else {
      Issue.record("expected a plugin")
      return
    }
    #expect(plugin.command == "aws")
    #expect(plugin.arguments.last == "shop")
    #expect(plugin.variables == [.init(name: "AWS_PROFILE", value: Secret("shop"))])
    #expect(plugin.clusterJSON == nil)
  }

  @Test("a server behind a path prefix is read, and a context can be chosen")
  func rancher() throws {
    let connection = try Self.fixture("rancher.yaml")
    #expect(connection.server.pathPrefix == "/k8s/clusters/c-m-abcdefgh")
    #expect(connection.server.port == 443)
    let node = try Self.fixture("rancher.yaml", context: "shop-node-1")
    #expect(node.server.description == "https://192.0.2.10:6443")
  }

  @Test("the values of TLS are read")
  func tls() throws {
    let folder = try ConfigurationFolder()
    let certificate = ConfigurationFolder.base64(ConfigurationFolder.certificatePEM)
    let key = ConfigurationFolder.base64(ConfigurationFolder.keyPEM)
    let connection = try folder.connection(
      cluster: "server: https://h\ninsecure-skip-tls-verify: true\ntls-server-name: other",
      user: "client-certificate-data: \(certificate)\nclient-key-data: \(key)"
    )
    #expect(connection.tls.skipsVerification)
    #expect(connection.tls.serverName == "other")
    #expect(connection.tls.clientIdentity?.keyPEM == Array(ConfigurationFolder.keyPEM.utf8))
    #expect(connection.credentials == .none)
  }

  @Test("base64 may be broken over lines, and wins over a file")
  func brokenBase64() throws {
    let folder = try ConfigurationFolder()
    let data = Data(ConfigurationFolder.certificatePEM.utf8)
      .base64EncodedString(options: .lineLength64Characters)
      .split(whereSeparator: \.isNewline).map { "  \($0)" }.joined(separator: "\n")
    let connection = try folder.connection(
      cluster: """
        server: https://h
        certificate-authority: /nowhere/ca.crt
        certificate-authority-data: |
        \(data)
        """
    )
    #expect(
      connection.tls.certificateAuthorityPEM == Array(ConfigurationFolder.certificatePEM.utf8)
    )
  }

  @Test(
    "the credentials that count are those that kubectl takes",
    arguments: [
      ("{}", ServerCredentials.none),
      ("token: a", .token(Secret("a"))),
      ("token: a\ntokenFile: /t", .tokenFile(path: "/t")),
      ("username: u\npassword: p", .basic(user: "u", password: Secret("p"))),
      ("username: u", .basic(user: "u", password: Secret(""))),
      ("token: a\nexec: {}", .token(Secret("a"))),
      ("token: a\nauth-provider: {name: gcp}", .token(Secret("a"))),
    ]
  )
  func credentials(user: String, expected: ServerCredentials) throws {
    #expect(try ConfigurationFolder().connection(user: user).credentials == expected)
  }

  @Test("an impersonated user becomes headers")
  func impersonation() throws {
    let folder = try ConfigurationFolder()
    let connection = try folder.connection(
      user: """
        token: a
        as: jane
        as-uid: 06f6ce97
        as-groups: [dev, ops]
        as-user-extra:
          scopes: [view, dev]
          example.com/why: ["a b"]
        """
    )
    let headers = try #require(connection.impersonation).headers
    #expect(
      headers.map { "\($0.name): \($0.value)" } == [
        "Impersonate-User: jane", "Impersonate-Uid: 06f6ce97", "Impersonate-Group: dev",
        "Impersonate-Group: ops", "Impersonate-Extra-example.com%2Fwhy: a b",
        "Impersonate-Extra-scopes: view", "Impersonate-Extra-scopes: dev",
      ]
    )
  }

  @Test("printing or dumping a connection shows no secret")
  func secrets() throws {
    let folder = try ConfigurationFolder()
    let certificate = ConfigurationFolder.base64(ConfigurationFolder.certificatePEM)
    let key = ConfigurationFolder.base64(ConfigurationFolder.keyPEM)
    let identity = "client-certificate-data: \(certificate)\nclient-key-data: \(key)"
    let exec = """
      exec:
        apiVersion: client.authentication.k8s.io/v1
        command: login
        args: [--secret=hush]
        env: [{name: SECRET, value: hush}]
        provideClusterInfo: true
      """
    for user in ["token: hush", "username: u\npassword: hush", exec] {
      let connection = try folder.connection(
        cluster: "server: https://h\nproxy-url: http://u:hush@proxy",
        user: "\(user)\n\(identity)"
      )
      var dumped = ""
      dump(connection, to: &dumped)
      for text in [dumped, "\(connection)", String(reflecting: connection)] {
        #expect(!text.contains("hush"))
        #expect(!text.contains("keyPEM"))
      }
      #expect(connection.proxy?.password?.text == "hush")
    }
  }

  @Test("a byte order mark and line ends of Windows do not matter")
  func windows() throws {
    let folder = try ConfigurationFolder()
    let text = """
      current-context: dev
      contexts: [{name: dev, context: {cluster: shop}}]
      clusters:
      - name: shop
        cluster:
          server: https://h
      """
    let lines = text.split(separator: "\n").joined(separator: "\r\n")
    let file = try folder.write("\u{FEFF}\(lines)\r\n", to: "config")
    let kubeconfig = try Kubeconfig.load(explicitPath: file, environment: [:], homeFolder: nil)
    let connection = try kubeconfig.connection(context: nil, environment: [:])
    #expect(connection.server.description == "https://h")
    #expect(connection.credentials == .none)
  }

  @Test("aliases and merge keys are resolved")
  func aliases() throws {
    let folder = try ConfigurationFolder()
    let file = try folder.write(
      """
      current-context: dev
      base: &base {cluster: shop, user: me, namespace: one}
      contexts:
      - name: dev
        context: {<<: *base, namespace: two}
      clusters: [{name: shop, cluster: {server: "https://h"}}]
      users: [{name: me, user: {token: 12345}}]
      """,
      to: "config"
    )
    let kubeconfig = try Kubeconfig.load(explicitPath: file, environment: [:], homeFolder: nil)
    let connection = try kubeconfig.connection(context: nil, environment: [:])
    #expect(connection.defaultNamespace == "two")
    #expect(connection.credentials == .token(Secret("12345")))
  }
}
