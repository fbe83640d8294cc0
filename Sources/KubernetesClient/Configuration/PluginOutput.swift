internal import Foundation
internal import TopologyModel
internal import Yams

/// What a plugin printed: an `ExecCredential` of `client.authentication.k8s.io`.
struct PluginOutput: Sendable {
  /// The versions that are understood.
  static let apiVersions = [
    "client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1",
  ]

  let token: Secret?
  let clientIdentity: ClientIdentity?
  let expiration: Instant?

  private struct Credential: Decodable {
    struct Status: Decodable {
      var token: String?
      var clientCertificateData: String?
      var clientKeyData: String?
      var expirationTimestamp: String?
    }

    var apiVersion: String?
    var kind: String?
    var status: Status?
  }

  /// Why an output is refused, as the end of a sentence.
  struct Refusal: Error {
    let detail: String
  }

  /// Reads what a plugin of that version printed.
  init(_ bytes: [UInt8], apiVersion: String) throws(Refusal) {
    let credential = try Self.decode(bytes)
    guard credential.kind == "ExecCredential" else {
      throw Refusal(detail: "its `kind` is not `ExecCredential`")
    }
    guard credential.apiVersion == apiVersion else {
      throw Refusal(
        detail: "its `apiVersion` is not `\(apiVersion)`, which the kubeconfig asks for"
      )
    }
    guard let status = credential.status else { throw Refusal(detail: "it has no `status`") }
    let token = status.token.flatMap { $0.isEmpty ? nil : Secret($0) }
    self.token = token
    clientIdentity = try Self.identity(status)
    guard token != nil || clientIdentity != nil else {
      throw Refusal(detail: "its `status` has neither a token nor a client certificate")
    }
    expiration = try status.expirationTimestamp.map { text throws(Refusal) in
      guard let instant = Instant(rfc3339: text) else {
        throw Refusal(
          detail: "its `expirationTimestamp` is not a time such as "
            + "`2030-01-02T15:04:05Z`"
        )
      }
      return instant
    }
  }

  private static func identity(_ status: Credential.Status) throws(Refusal) -> ClientIdentity? {
    let certificate = Array((status.clientCertificateData ?? "").utf8)
    let key = Array((status.clientKeyData ?? "").utf8)
    if certificate.isEmpty, key.isEmpty { return nil }
    guard PEMText.holds("CERTIFICATE", in: certificate) else {
      throw Refusal(detail: "its `clientCertificateData` is no certificate in PEM")
    }
    guard PEMText.holds("PRIVATE KEY", in: key) else {
      throw Refusal(detail: "its `clientKeyData` is no private key in PEM")
    }
    return ClientIdentity(certificatePEM: certificate, keyPEM: key)
  }

  private static func decode(_ bytes: [UInt8]) throws(Refusal) -> Credential {
    let first = bytes.first { $0 != 32 && $0 != 9 && $0 != 10 && $0 != 13 }
    guard let first else { throw Refusal(detail: "it printed nothing") }
    do {
      if first == UInt8(ascii: "{") {
        return try JSONDecoder().decode(Credential.self, from: Data(bytes))
      }
      return try YAMLDecoder(encoding: .utf8).decode(Credential.self, from: Data(bytes))
    } catch DecodingError.typeMismatch(_, let context) {
      // The text of the error may hold a token, the path to it does not.
      let path = context.codingPath.map(\.stringValue).joined(separator: ".")
      throw Refusal(detail: path.isEmpty ? "it is not JSON" : "`\(path)` has the wrong type")
    } catch {
      throw Refusal(detail: "it is not JSON")
    }
  }
}
