import TopologyModel

/// Which addresses `StrictIPCIDRValidation` refuses, and how finding ST308 says so.
enum FindingAddressSyntax {
  /// Returns what the strict syntax says against an address that the lenient one accepts: the first
  /// message of `AddressValidation.syntaxMessages`.
  ///
  /// - nil where the strict syntax accepts it;
  /// - nil where it is no address in either syntax, such as `None` or an empty text.
  static func strictFault(of text: String) -> String? {
    guard IPAddress(text) != nil else { return nil }
    return AddressValidation.syntaxMessages(text, isStrict: true, isCanonical: false).first
  }

  /// Returns the message on an address with a fault.
  static func message(_ text: String, fault: String) -> String {
    "address `\(text)` is refused on new writes from 1.36 on: it \(fault)"
  }

  /// Returns one finding ST308 for each field of an object that holds such an address.
  static func findings(
    _ fields: [(field: String, text: String)],
    subject: ObjectReference,
    revision: String
  ) -> [Finding] {
    fields.compactMap { field, text in
      guard let fault = strictFault(of: text) else { return nil }
      return Finding(
        .strictIP,
        subject: subject,
        detail: "\(field) \(text)",
        message: message(text, fault: fault),
        evidence: [
          FindingEvidence(object: subject, revision: revision, field: field, value: text)
        ]
      )
    }
  }
}
