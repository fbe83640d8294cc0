/// What a text in the Privacy-Enhanced Mail format holds, by its headings alone.
enum PEMText {
  /// Returns whether a private key needs a password, by its heading in both of the usual forms.
  static func isEncrypted(_ bytes: [UInt8]) -> Bool {
    holds("ENCRYPTED PRIVATE KEY", in: bytes)
      || String(decoding: bytes, as: UTF8.self).contains("Proc-Type: 4,ENCRYPTED")
  }

  /// Returns whether there is a block of that kind, such as `CERTIFICATE` or `PRIVATE KEY`.
  ///
  /// A kind also counts with words before it: `EC PRIVATE KEY` is a `PRIVATE KEY`.
  static func holds(_ kind: String, in bytes: [UInt8]) -> Bool {
    bytes.split { $0 == 10 || $0 == 13 }.contains { line in
      let text = String(decoding: line, as: UTF8.self)
      guard let start = text.firstRange(of: "-----BEGIN ") else { return false }
      let heading = text[start.upperBound...]
      guard let end = heading.firstRange(of: "-----") else { return false }
      let found = heading[..<end.lowerBound]
      return found == kind || found.hasSuffix(" \(kind)")
    }
  }
}
