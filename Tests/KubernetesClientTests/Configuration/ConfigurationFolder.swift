import Foundation
import Testing

@testable import KubernetesClient

/// A temporary folder with the files of one test; it goes when the value does.
final class ConfigurationFolder: Sendable {
  static let certificatePEM = """
    -----BEGIN CERTIFICATE-----
    TUlJQg==
    -----END CERTIFICATE-----

    """
  static let keyPEM = "-----BEGIN EC PRIVATE KEY-----\nTUhjQw==\n-----END EC PRIVATE KEY-----\n"

  let path: String

  init() throws {
    var template = Array("\(FileManager.default.temporaryDirectory.path)/config-XXXXXX".utf8CString)
    let name = try #require(mkdtemp(&template))
    path = String(cString: name)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and returns its path.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let file = "\(path)/\(name)"
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent,
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    return file
  }

  func read(_ name: String) -> String {
    (try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)) ?? ""
  }

  /// Writes a kubeconfig of one context, cluster, and user, and reads it.
  func connection(
    cluster: String = "server: https://api.example.com",
    user: String = "{}",
    environment: [String: String] = [:]
  ) throws -> ServerConnection {
    let text = """
      current-context: dev
      contexts:
      - name: dev
        context: {cluster: shop, user: me}
      clusters:
      - name: shop
        cluster:
      \(Self.indented(cluster))
      users:
      - name: me
        user:
      \(Self.indented(user))
      """
    let file = try write(text, to: "config")
    let kubeconfig = try Kubeconfig.load(
      explicitPath: file,
      environment: environment,
      homeFolder: nil
    )
    return try kubeconfig.connection(context: nil, environment: environment)
  }

  static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }
      .joined(separator: "\n")
  }
}
