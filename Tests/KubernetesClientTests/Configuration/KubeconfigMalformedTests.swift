import Foundation
import Testing
import TopologyModel

@testable import KubernetesClient

@Suite("malformed kubeconfigs")
struct KubeconfigMalformedTests {
  private static let good = """
    clusters: [{name: shop, cluster: {server: "https://h"}}]
    users: [{name: me, user: {token: hush}}]
    """

  private static func failure(
    _ text: String,
    context: String? = nil
  ) throws -> (
    message: String, help: String, error: ConnectionConfigurationError
  ) {
    let folder = try ConfigurationFolder()
    let file = try folder.write(text, to: "config")
    let error = try #require(throws: ConnectionConfigurationError.self) {
      try Kubeconfig.load(explicitPath: file, environment: [:], homeFolder: nil)
        .connection(context: context, environment: [:])
    }
    #expect(!error.message.contains("hush"))
    #expect(error.help?.contains("hush") != true)
    return (
      error.message.replacingOccurrences(of: folder.path + "/", with: ""),
      (error.help ?? "").replacingOccurrences(of: folder.path + "/", with: ""), error
    )
  }

  @Test(
    "a file that is no kubeconfig is refused with its line",
    arguments: [
      (
        "clusters:\n\t- name: a",
        "`config`, line 2: while scanning for the next token, "
          + "found character that cannot start any token"
      ),
      ("clusters: 7", "`config`, line 1: `clusters` is a text, expected a list"),
      (
        "a: 1\nclusters:\n- shop",
        "`config`, line 3: `clusters[0]` is a text, "
          + "expected a mapping"
      ),
      ("clusters:\n- cluster: {}", "`config`, line 2: `clusters[0]` has no `name`"),
      ("- a", "`config`, line 1: the file is a list, expected a mapping"),
      ("just words", "`config`, line 1: the file is a text, expected a mapping"),
      (
        "current-context: [a]",
        "`config`, line 1: `current-context` is a list, "
          + "expected a text"
      ),
      (
        "users:\n- name: a\n- name: b\n- name: a",
        "`config`, line 4: the user `a` stands twice in the file, first in line 2"
      ),
      (
        "kind: Config\nkind: Config",
        "`config`, line 1: the key `kind` stands twice in the mapping that begins here"
      ),
      (
        "{\"clusters\": [",
        "`config`, line 1: while parsing a flow node, did not find expected "
          + "node content"
      ),
      ("", "no context is chosen: `config` has no `current-context`"),
      ("# nothing\n", "no context is chosen: `config` has no `current-context`"),
    ]
  )
  func structure(text: String, message: String) throws {
    let failure = try Self.failure(text)
    #expect(failure.message == message)
    #expect(!failure.help.isEmpty)
  }

  @Test("a context that is not there is answered with those that are, the nearest first")
  func missingContext() throws {
    let text = """
      \(Self.good)
      contexts:
      - {name: production, context: {cluster: shop, user: me}}
      - {name: staging, context: {cluster: shop, user: me}}
      """
    let near = try Self.failure(text, context: "prodution")
    #expect(near.message == "the context `prodution` is not in `config`")
    #expect(
      near.help == "did you mean the context `production`? "
        + "there are the contexts `production` and `staging`"
    )
    #expect(near.error.category == .notFound)
    let far = try Self.failure(text, context: "elsewhere")
    #expect(far.help == "there are the contexts `production` and `staging`")
    let current = try Self.failure("current-context: gone\n" + text)
    #expect(current.message == "the current context `gone` is not in `config`")
    let none = try Self.failure(text)
    #expect(none.help == "name one of the contexts `production` and `staging`")
  }

  @Test(
    "an entry that is missing, or lacks something, is named",
    arguments: [
      (
        "{cluster: shopp, user: me}", Self.good,
        "context `dev` in `config`, line 2 names the cluster `shopp`, which no file has",
        "did you mean the cluster `shop`? there is the cluster `shop`"
      ),
      (
        "{cluster: shop, user: you}", Self.good,
        "context `dev` in `config`, line 2 names the user `you`, which no file has",
        "there is the user `me`"
      ),
      (
        "{user: me}", Self.good, "context `dev` in `config`, line 2 names no `cluster`",
        "add `cluster: NAME` to the context"
      ),
      (
        "{cluster: shop}", "clusters: [{name: shop}]",
        "cluster `shop` in `config`, line 3 has no `server`",
        "add `server: https://HOST:PORT` to the cluster"
      ),
      (
        "{cluster: shop}", "kind: Config",
        "context `dev` in `config`, line 2 names the cluster `shop`, which no file has",
        "add the cluster to the file; there is no cluster at all"
      ),
    ]
  )
  func entries(context: String, rest: String, message: String, help: String) throws {
    let text = "contexts:\n- {name: dev, context: \(context)}\n\(rest)"
    let failure = try Self.failure(text, context: "dev")
    #expect(failure.message == message)
    #expect(failure.help == help)
  }

  @Test(
    "a value that cannot be used is named",
    arguments: [
      (
        "certificate-authority-data: '%%%'", "{}",
        "`config`, line 9: `clusters[shop].cluster.certificate-authority-data` is not base64"
      ),
      (
        "certificate-authority-data: aHVzaA==", "{}",
        "`clusters[shop].cluster.certificate-authority-data` of `config`, line 9 has no line "
          + "`-----BEGIN CERTIFICATE-----`"
      ),
      (
        "certificate-authority: nowhere.crt", "{}",
        "`config`, line 9: `clusters[shop].cluster.certificate-authority` names a file that cannot "
          + "be used: there is no file `nowhere.crt`"
      ),
      (
        "certificate-authority: .", "{}",
        "`config`, line 9: `clusters[shop].cluster.certificate-authority` names a file that cannot "
          + "be used: `.` cannot be read: it is a folder"
      ),
      (
        "insecure-skip-tls-verify: 'true'", "{}",
        "`config`, line 9: `clusters[shop].cluster.insecure-skip-tls-verify` is a text, "
          + "expected `true` or `false`"
      ),
      (
        "proxy-url: ftp://u:hush@proxy", "{}",
        "the proxy `ftp://…@proxy` in `proxy-url` of cluster `shop` in `config`, line 6 cannot "
          + "be used: its scheme is none of `http`, `https`, and `socks5`"
      ),
      (
        "{}", "token: hush\nusername: u",
        "user `me` in `config`, line 11 has a token and a `username`, which exclude each other"
      ),
      (
        "{}", "token: {a: hush}",
        "`config`, line 13: `users[me].user.token` is a mapping, expected a text"
      ),
      (
        "{}", "client-key-data: aHVzaA==",
        "user `me` in `config`, line 11 has a `client-key` and no `client-certificate`"
      ),
      (
        "{}", "client-certificate-data: aHVzaA==",
        "user `me` in `config`, line 11 has a `client-certificate` and no `client-key`"
      ),
      (
        "{}", "as-groups: [a]",
        "user `me` in `config`, line 11 has `as-uid`, `as-groups`, or `as-user-extra`, and no "
          + "`as`"
      ),
      (
        "{}", "auth-provider: {name: gcp, config: {access-token: hush}}",
        "user `me` in `config`, line 11 has the `auth-provider` `gcp`, which Kubernetes removed "
          + "in 1.26"
      ),
      (
        "{}", "exec: {apiVersion: client.authentication.k8s.io/v1}",
        "the `exec` of user `me` in `config`, line 11 has no `command`"
      ),
      (
        "{}", "exec: {command: a}",
        "the `exec` of user `me` in `config`, line 11 has no `apiVersion`"
      ),
      (
        "{}", "exec: {command: a, apiVersion: client.authentication.k8s.io/v1alpha1}",
        "the `exec` of user `me` in `config`, line 11 has the `apiVersion` "
          + "`client.authentication.k8s.io/v1alpha1`"
      ),
      (
        "{}",
        "exec:\n  command: a\n  apiVersion: client.authentication.k8s.io/v1\n"
          + "  interactiveMode: Always",
        "the `exec` of user `me` in `config`, line 11 runs `a` with `interactiveMode: Always`, "
          + "but nobody is there to answer it"
      ),
      (
        "{}",
        "exec:\n  command: a\n  apiVersion: client.authentication.k8s.io/v1\n"
          + "  interactiveMode: Sometimes",
        "the `exec` of user `me` in `config`, line 11 has the `interactiveMode` `Sometimes`"
      ),
      (
        "{}",
        "exec:\n  command: a\n  apiVersion: client.authentication.k8s.io/v1\n"
          + "  env: [{value: hush}]",
        "`config`, line 16: `users[me].user.exec.env[0]` has no `name`"
      ),
    ]
  )
  func values(cluster: String, user: String, message: String) throws {
    let folder = try ConfigurationFolder()
    let extra = cluster == "{}" ? "" : "\n\(cluster)"
    let error = try #require(throws: ConnectionConfigurationError.self) {
      try folder.connection(cluster: "server: https://h" + extra + "\n", user: user)
    }
    let shown = error.message.replacingOccurrences(of: folder.path + "/", with: "")
    #expect(shown.replacingOccurrences(of: "/./", with: "/") == message)
    #expect(error.help?.isEmpty == false)
    #expect(!"\(error)".contains("hush"))
  }

  @Test("a cluster with an authority that skips verification is refused")
  func conflictingVerification() throws {
    let folder = try ConfigurationFolder()
    let data = ConfigurationFolder.base64(ConfigurationFolder.certificatePEM)
    let error = try #require(throws: ConnectionConfigurationError.self) {
      try folder.connection(
        cluster: "server: https://h\ninsecure-skip-tls-verify: true\n"
          + "certificate-authority-data: \(data)"
      )
    }
    #expect(error.message.hasSuffix("which exclude each other"))
  }

  @Test(
    "a private key that needs a password is refused",
    arguments: [
      "-----BEGIN ENCRYPTED PRIVATE KEY-----\nTUhjQw==\n-----END ENCRYPTED PRIVATE KEY-----\n",
      "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nTUhjQw==\n"
        + "-----END RSA PRIVATE KEY-----\n",
    ]
  )
  func encryptedKey(key: String) throws {
    let folder = try ConfigurationFolder()
    try folder.write(ConfigurationFolder.certificatePEM, to: "me.crt")
    let file = try folder.write(key, to: "me.key")
    #expect(
      throws: ConnectionConfigurationError.value(.encryptedKey(origin: "`\(file)`"))
    ) {
      try folder.connection(user: "client-certificate: me.crt\nclient-key: me.key")
    }
  }

  @Test("arbitrary and damaged bytes are read or refused, and never trap")
  func damage() throws {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func next(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(bound))
    }
    let whole = Array(
      """
      current-context: dev
      contexts: [{name: dev, context: {cluster: shop, user: me}}]
      clusters:
      - name: shop
        cluster: {server: "https://h:6443/p", proxy-url: "socks5://u:p@q:1", tls-server-name: a}
      users:
      - name: me
        user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: ./a, args: ["1"]}}
      """.utf8
    )
    let characters = Array("{}[]:,-\n\t &*!|>'\"%@#?~<0a\u{00}".utf8) + [0xFF, 0xC3]
    var readCount = 0
    for round in 0..<1000 {
      var bytes =
        round % 3 == 0 ? (0..<next(60)).map { _ in characters[next(characters.count)] } : whole
      if round % 3 != 0 {
        for _ in 0...next(3) where !bytes.isEmpty {
          let index = next(bytes.count)
          switch next(3) {
          case 0: bytes[index] = characters[next(characters.count)]
          case 1: bytes.remove(at: index)
          default: bytes.insert(characters[next(characters.count)], at: index)
          }
        }
      }
      do {
        var kubeconfig = Kubeconfig()
        try kubeconfig.merge(bytes, file: "config")
        _ = try kubeconfig.connection(context: nil, environment: [:])
        readCount += 1
      } catch {
        #expect(!error.message.isEmpty)
      }
      _ = try? URLText(String(decoding: bytes, as: UTF8.self))
      _ = try? PluginOutput(bytes, apiVersion: PluginOutput.apiVersions[0])
      _ = ProxyExclusions(String(decoding: bytes, as: UTF8.self)).excludes(host: "h", port: 1)
    }
    #expect(readCount > 0)
  }

  @Test("nesting and aliases without end are refused")
  func bombs() throws {
    let deep = String(repeating: "[", count: 5000)
    #expect(try Self.failure(deep).error.category == .incorrect)
    let nested = "a: " + String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
    #expect(try Self.failure(nested).message.hasSuffix("deeper than 100 levels"))
    var laughs = "a0: &a0 [x, x]\n"
    for index in 1..<30 { laughs += "a\(index): &a\(index) [*a\(index - 1), *a\(index - 1)]\n" }
    #expect(try Self.failure(laughs).message.contains("aliases bring more than"))
  }
}
