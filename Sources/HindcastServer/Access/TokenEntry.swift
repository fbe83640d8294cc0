public import TopologyModel

/// Somebody who may ask a server: an entry of its file of tokens.
public struct TokenEntry: Hashable, Sendable, Codable {
  /// The name that logs and limits go by; unique in the file.
  public var name: String
  /// The SHA-256 of the token in hexadecimal digits; nil for a client that has a certificate.
  public var sha256: String?
  /// The SHA-256 of the client's certificate in DER, in hexadecimal digits.
  public var certificateSHA256: String?
  /// What they may do.
  public var scopes: Set<AccessScope>
  /// The namespaces that they may ask about; nil for all.
  public var namespaces: [String]?
  /// The clusters that they may ask about; nil for all.
  public var clusters: [String]?
  /// When the entry ends, in UTC; that instant does not belong to it.
  public var expires: String?
  /// What they may ask at most, where that is less than the server allows everybody.
  public var limits: TokenLimits?

  /// Creates an entry.
  public init(
    name: String,
    sha256: String?,
    certificateSHA256: String? = nil,
    scopes: Set<AccessScope>,
    namespaces: [String]? = nil,
    clusters: [String]? = nil,
    expires: Instant? = nil,
    limits: TokenLimits? = nil
  ) {
    self.name = name
    self.sha256 = sha256
    self.certificateSHA256 = certificateSHA256
    self.scopes = scopes
    self.namespaces = namespaces
    self.clusters = clusters
    self.expires = expires?.description
    self.limits = limits
  }

  /// What is wrong with the entry; nil where nothing is.
  var fault: String? {
    if name.isEmpty { return "an entry has no name" }
    if sha256 == nil, certificateSHA256 == nil {
      return "`\(name)` has neither `sha256` nor `certificateSHA256`"
    }
    for hash in [sha256, certificateSHA256] {
      if let hash, hash.utf8.count != 64 || !hash.allSatisfy(\.isHexDigit) {
        return "`\(name)` has a hash that is not 64 hexadecimal digits"
      }
    }
    if scopes.isEmpty { return "`\(name)` has no scopes" }
    if let expires, Instant(rfc3339: expires) == nil {
      return "`\(name)` expires at `\(expires)`, expected a time with a zone"
    }
    return limits?.fault.map { "`\(name)` has \($0)" }
  }
}
