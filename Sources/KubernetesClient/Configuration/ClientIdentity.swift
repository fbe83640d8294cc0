/// A client certificate and its private key; printing it hides both.
public struct ClientIdentity: Hashable, Sendable {
  /// The certificate, with the ones that it needs behind it, as PEM.
  public let certificatePEM: [UInt8]
  /// The private key as PEM.
  public let keyPEM: [UInt8]

  /// Creates an identity.
  public init(certificatePEM: [UInt8], keyPEM: [UInt8]) {
    self.certificatePEM = certificatePEM
    self.keyPEM = keyPEM
  }
}

extension ClientIdentity: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// What is shown in place of the certificate and the key.
  public var description: String { "(hidden)" }
  /// What is shown in place of the certificate and the key.
  public var debugDescription: String { description }
  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
