import Foundation
import KubernetesClient

/// Kubeconfigs, and the connections of all of their contexts.
final class KubeconfigTarget: FuzzTarget {
  static let name = "kubeconfig"
  static let words = [
    "apiVersion: v1", "kind: Config", "clusters:", "contexts:", "users:", "current-context:",
    "server: https://", "certificate-authority-data:", "insecure-skip-tls-verify: true",
    "tls-server-name:", "proxy-url: socks5://", "client-certificate-data:", "client-key-data:",
    "token:", "tokenFile:", "username:", "password:", "exec:", "command:", "args:", "env:",
    "interactiveMode:", "as:", "as-groups:", "as-user-extra:", "auth-provider:", "namespace:",
    "client.authentication.k8s.io/v1", "http://[::1]:80/a%2Fb", "&a", "*a", "name: ",
  ]

  private let file: String

  init(folder: String) {
    file = "\(folder)/kubeconfig"
  }

  func seeds() throws -> [[UInt8]] { try FuzzCorpus.files(in: "Tests/Fixtures/kubeconfig") }

  func take(_ input: [UInt8]) throws -> String {
    try Data(input).write(to: URL(filePath: file))
    var outcome = ""
    do throws(ConnectionConfigurationError) {
      let kubeconfig = try Kubeconfig.load(explicitPath: file, environment: [:], homeFolder: nil)
      for name in [nil] + kubeconfig.contextNames.map(Optional.some) {
        do throws(ConnectionConfigurationError) {
          let connection = try kubeconfig.connection(
            context: name,
            environment: ["HTTPS_PROXY": "http://proxy:8080", "NO_PROXY": "10.0.0.0/8,.local"]
          )
          outcome += connection.tls.clientIdentity == nil ? "connection " : "certificate "
        } catch {
          outcome += Self.sentence(of: error)
        }
      }
    } catch {
      outcome += Self.sentence(of: error)
    }
    return outcome
  }

  private static func sentence(of error: ConnectionConfigurationError) -> String {
    [error.message, error.help ?? ""].joined(separator: " ")
  }
}
